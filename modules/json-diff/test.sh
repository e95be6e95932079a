#!/bin/sh
# Tests of the json-diff module as a program of its own: its launcher, its workspace, its start-up cache. Needs what
# ./forge builds; without it, it says so and tests nothing. The last line tells how many passed and failed.
set -u
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

if [ ! -f "$here/target/json-diff.jar" ]; then
  echo "left out: $here/target/json-diff.jar is not built (mvn -pl modules/json-diff package)"
  echo '0 passed, 0 failed'
  exit 0
fi

check() { # sentence, expected, actual
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n  expected: %s\n  actual:   %s\n' "$1" "$2" "$3"
  fi
}

# Runs the module in a workspace; its exit code is in $code.
json_diff() {
  code=0
  (cd "$work/data" && FORGE_DATA=$work/data FORGE_OUTPUT=$work/output "$here/json-diff" "$@") \
    >"$work/stdout" 2>"$work/stderr" || code=$?
}

mkdir "$work/data" "$work/data/original"
printf '{"recipe": "anneal", "steps": [{"id": "heat", "t": 450}]}' >"$work/data/original/a.json"
printf '{"recipe": "anneal", "steps": [{"id": "heat", "t": 455}]}' >"$work/data/a.json"

json_diff --original original/a.json --changed a.json --key /steps=id
check 'it ends with 0' 0 "$code"
check 'it is quiet on stderr' '' "$(cat "$work/stderr")"
check 'the log has the difference' 'changed "/steps/heat/t": 450 -> 455' "$(head -n 1 "$work/stdout")"
check 'differences.json is in the workspace' 1 "$(grep -c '"path" : "/steps/heat/t"' "$work/data/differences.json")"
check 'the output tells that it deviates' 1 "$(grep -c '"deviates":true' "$work/output")"
check 'nothing is left beside' 'a.json differences.json original ' "$(cd "$work/data" && ls -A | tr '\n' ' ')"

json_diff --original original/b.json --changed a.json
check 'a file that is not there is 66' 66 "$code"
json_diff --colour
check 'an unknown argument is 64' 64 "$code"

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
