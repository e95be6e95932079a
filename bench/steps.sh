#!/usr/bin/env bash
# What a step costs beyond its own work, and how long the demo takes: see Steps.java. Prints the figures beside their
# comparison. Needs what ./forge needs.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/forge" help >/dev/null
exec "$("$root/forge" --print-java)" -cp "$root/standalone/target/forge.jar:$root/standalone/target/lib/*" \
  "$root/bench/Steps.java" "$root/forge"
