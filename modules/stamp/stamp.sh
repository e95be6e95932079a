#!/bin/sh
# Adds stamps/<run>-<step>.txt to the workspace: when it was written, by which run, step and attempt.
set -eu
export LC_ALL=C # so that only plain letters count as such below, whatever language the machine speaks

usage='usage: stamp.sh [--name NAME]'

# 64 tells Forge that the settings are wrong and that no retry helps (retry.exitCodes.fail in the pipeline file).
reject() {
  printf 'stamp: %s\n' "$*" >&2
  exit 64
}

run=${FORGE_RUN_ID:-no-run}
step=${FORGE_STEP:-stamp}
attempt=${FORGE_ATTEMPT:-1}
name=
while [ $# -gt 0 ]; do
  case $1 in
    --name)
      [ $# -ge 2 ] || reject "--name needs a value; $usage"
      [ -n "$2" ] || reject "--name is empty; leave it out for <run>-<step>"
      name=$2
      shift 2
      ;;
    --help) echo "$usage" && exit 0 ;;
    *) reject "unknown argument '$1'; $usage" ;;
  esac
done

# A run id may hold anything and be long; a file's name may not. The step has room of its own, so that a long run id
# does not give two steps the same name.
plain() { printf '%s' "$1" | tr -c 'A-Za-z0-9._-' '_' | cut -c "1-$2"; }
if [ -n "$name" ]; then
  file=stamps/$(plain "$name" 200).txt
else
  file=stamps/$(plain "$run" 120)-$(plain "$step" 80).txt
fi
time=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# Neither time nor attempt is in the name: a retry replaces the stamp of the attempt before it and adds none. Written
# beside, under a name that is always the same, and renamed: the stamp is whole or absent, and nothing half is left.
cd "${FORGE_DATA:-$PWD}"
mkdir -p stamps
printf 'time: %s\nrun: %s\nstep: %s\nattempt: %s\n' "$time" "$run" "$step" "$attempt" >"$file.part"
mv -f "$file.part" "$file"

echo "wrote $file at $time"
if [ -n "${FORGE_OUTPUT:-}" ]; then
  printf '{"file": "%s", "time": "%s"}\n' "$file" "$time" >"$FORGE_OUTPUT"
fi
