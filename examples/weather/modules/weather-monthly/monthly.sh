#!/bin/sh
# Reads daily weather, writes its means by calendar month or by year to results/means.csv.
set -eu
export LC_ALL=C # the decimal point is a point, whatever language the machine speaks
unset CDPATH    # else cd may go elsewhere and print where

usage='usage: monthly.sh [--by month|year] [--file NAME]     UNITS=metric|imperial'

# 64 tells Forge that the input is wrong and that no retry helps (retry.exitCodes.fail in the pipeline file).
reject() {
  printf 'weather-monthly: %s\n' "$*" >&2
  exit 64
}

by=month
file=seattle-weather.csv
while [ $# -gt 0 ]; do
  case $1 in
    --by | --file) [ $# -ge 2 ] || reject "$1 needs a value; $usage" ;;
  esac
  case $1 in
    --by) by=$2 && shift 2 ;;
    --file) file=$2 && shift 2 ;;
    --help) echo "$usage" && exit 0 ;;
    *) reject "unknown argument '$1'; $usage" ;;
  esac
done
units=${UNITS:-metric}
case $by in month | year) ;; *) reject "--by is '$by'; say month or year" ;; esac
case $units in metric | imperial) ;; *) reject "UNITS is '$units'; say metric or imperial" ;; esac

program=$(cd "$(dirname "$0")" && pwd)/monthly.awk
workspace=${FORGE_DATA:-$PWD}
cd "$workspace"
[ -f "$file" ] || reject "no file $file in the workspace $workspace; name one that is there with --file"

# Written beside and renamed, so that results/means.csv is whole or absent. The name beside is always the same: what a
# killed attempt left is overwritten by the next one and never reaches the sink.
mkdir -p results
part=results/.means.csv.part
trap 'rm -f "$part"' EXIT
echo "reading $file"
BY=$by UNITS=$units NAME=$file awk -f "$program" <"$file" >"$part"
mv -f "$part" results/means.csv

rows=$(($(wc -l <results/means.csv) - 1))
days=$(awk -F, 'NR > 1 { days += $2 } END { print days }' results/means.csv)
echo "wrote results/means.csv: $rows rows, from $days days, by $by, $units"
if [ -n "${FORGE_OUTPUT:-}" ]; then
  printf '{"by": "%s", "units": "%s", "rows": %d, "days": %d}\n' "$by" "$units" "$rows" "$days" >"$FORGE_OUTPUT"
fi
