#!/bin/sh
# Tests of the stamp module. Needs nothing but a POSIX sh. The last line tells how many passed and failed.
set -u
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

check() { # sentence, expected, actual
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s\n  expected: %s\n  actual:   %s\n' "$1" "$2" "$3"
  fi
}

# Runs the module in a workspace: stamp RUN STEP ATTEMPT [argument…]; its exit code is in $code.
stamp() {
  run=$1 step=$2 attempt=$3
  shift 3
  code=0
  FORGE_DATA=$work/data FORGE_OUTPUT=$work/output FORGE_RUN_ID=$run FORGE_STEP=$step FORGE_ATTEMPT=$attempt \
    "$here/stamp.sh" "$@" >"$work/stdout" 2>"$work/stderr" || code=$?
}

fresh() { rm -rf "$work/data" "$work/output" && mkdir "$work/data"; }
files() { (cd "$work/data" && find . -type f | sort | tr '\n' ' '); }

fresh
stamp weather-7f3k stamp 1
check 'a stamp ends with 0' 0 "$code"
check 'a stamp is named by run and step' './stamps/weather-7f3k-stamp.txt ' "$(files)"
check 'a stamp names run, step and attempt' 'run: weather-7f3k,step: stamp,attempt: 1,' \
  "$(sed 1d "$work/data/stamps/weather-7f3k-stamp.txt" | tr '\n' ',')"
case $(sed -n 1p "$work/data/stamps/weather-7f3k-stamp.txt") in
  'time: 20'[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z) shape=good ;;
  *) shape=bad ;;
esac
check 'a stamp tells the time in UTC' good "$shape"
check 'the output names the file' 1 "$(grep -c '"file": "stamps/weather-7f3k-stamp.txt"' "$work/output")"

echo half >"$work/data/stamps/weather-7f3k-stamp.txt.part"
stamp weather-7f3k stamp 2
check 'a retry replaces the stamp of the attempt before' './stamps/weather-7f3k-stamp.txt ' "$(files)"
check 'a retry says which attempt it was' 1 "$(grep -c '^attempt: 2$' "$work/data/stamps/weather-7f3k-stamp.txt")"

stamp weather-7f3k second 1
check 'another step has a stamp of its own' './stamps/weather-7f3k-second.txt ./stamps/weather-7f3k-stamp.txt ' "$(files)"

fresh
stamp '../a:b c/
d' stamp 1
check 'a run id of any kind stays within the folder' './stamps/.._a_b_c__d-stamp.txt ' "$(files)"

fresh
long=$(printf '%0300d' 7)
stamp "$long" one 1
stamp "$long" two 1
check 'a long run id keeps two steps apart' 2 "$(find "$work/data" -type f | wc -l | tr -d ' ')"

fresh
stamp weather-7f3k stamp 1 --name delivered
check '--name names the file' './stamps/delivered.txt ' "$(files)"
stamp weather-7f3k stamp 1 --name
check '--name without a value is refused' 64 "$code"
stamp weather-7f3k stamp 1 --colour
check 'an unknown argument is refused' 64 "$code"
check 'a refusal says what is known' 1 "$(grep -c "unknown argument '--colour'; usage: stamp.sh" "$work/stderr")"

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
