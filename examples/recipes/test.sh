#!/bin/sh
# Tests of the recipes example: each recipe that arrives is compared with its original by json-diff, as pipeline.yaml does
# it. Needs what ./forge builds; without it, it says so and tests nothing. The last line tells how many passed and failed.
set -u
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
program=$here/../../modules/json-diff/json-diff
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

if [ ! -f "$here/../../modules/json-diff/target/json-diff.jar" ]; then
  echo 'left out: modules/json-diff is not built (mvn -pl modules/json-diff package)'
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

# The arguments that pipeline.yaml has, so that they are tested and not a copy of them.
settings=$(sed -n 's/^ *- \(--\(key\|ignore\|tolerance\)=[^ ]*\).*/\1/p' "$here/pipeline.yaml")

differences() { # recipe; what was found is in $found, the exit code in $code
  code=0
  # shellcheck disable=SC2086 # The settings are words, without patterns that a file would fit.
  (set -f && "$program" --original "$here/originals/$1.json" --changed "$here/arriving/$1.json" --out "$work/out.json" \
    $settings) >"$work/stdout" 2>"$work/stderr" || code=$?
  found=$(sed '$d' "$work/stdout")
}

check 'the pipeline has its settings' 5 "$(echo "$settings" | grep -c .)"
check 'each recipe that arrives has an original' "$(ls "$here/originals")" "$(ls "$here/arriving")"

for recipe in anneal-c45 temper-42crmo4 carburize-16mncr5 relieve-s355 braze-316l; do
  differences "$recipe"
  check "$recipe is as its original says" '' "$found"
  check "$recipe: exit code" 0 "$code"
done

differences harden-42crmo4
check 'another soak is found' 'changed "/steps/soak/hold": 30 -> 22
changed "/steps/soak/temperature": 850 -> 865.0' "$found"

differences nitride-31crmov9
check 'a step that is left out, and an alarm that comes later' 'changed "/alarms/ammonia-leak/limit": 25 -> 50
removed "/steps/flush": {"id":"flush","type":"purge","hold":30,"gas":"N2","flow":15.0}' "$found"

differences solution-6082
check 'another quench, and a step more' 'changed "/steps/quench/delay": 8 -> 12
changed "/steps/quench/medium": "water" -> "polymer"
added   "/steps/straighten": {"note":"by hand","hold":45,"type":"pause","id":"straighten"}' "$found"

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
