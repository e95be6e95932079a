#!/usr/bin/env bash
# Watches of buckets: from an object's appearance to its run's start, and that each object has one run however often and
# to how many starters SQS tells of it. The part "watches" of starter.sh, whose options it takes.
#
#   bench/watch.sh
#   bench/watch.sh --size 40                         # fifty objects: a quick look
#   bench/watch.sh --all                             # ten thousand, on Temporal's server with PostgreSQL
set -euo pipefail
exec "$(dirname "$0")/starter.sh" "$@" watches
