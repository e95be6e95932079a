#!/usr/bin/env bash
# Requests through RabbitMQ beside the same number over HTTP; see bench/README.md. Needs what bench/starter.sh needs, and
# rabbitmq-server, which it starts itself.
#
#   bench/intake.sh [--size N] [--all]
exec "$(dirname "$0")/starter.sh" "$@" intake
