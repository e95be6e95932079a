#!/bin/sh
# Reads daily weather, writes the days that stand out to results/records.json.
set -eu
export LC_ALL=C # the decimal point is a point, whatever language the machine speaks
unset CDPATH    # else cd may go elsewhere and print where

usage='usage: records.sh [--top N] [--file NAME]     UNITS=metric|imperial'

# 64 tells Forge that the input is wrong and that no retry helps (retry.exitCodes.fail in the pipeline file).
reject() {
  printf 'weather-records: %s\n' "$*" >&2
  exit 64
}

top=3
file=seattle-weather.csv
while [ $# -gt 0 ]; do
  case $1 in
    --top | --file) [ $# -ge 2 ] || reject "$1 needs a value; $usage" ;;
  esac
  case $1 in
    --top) top=$2 && shift 2 ;;
    --file) file=$2 && shift 2 ;;
    --help) echo "$usage" && exit 0 ;;
    *) reject "unknown argument '$1'; $usage" ;;
  esac
done
units=${UNITS:-metric}
case $top in [1-9] | [1-9][0-9]) ;; *) reject "--top is '$top'; say a number from 1 to 99" ;; esac
case $units in metric | imperial) ;; *) reject "UNITS is '$units'; say metric or imperial" ;; esac

program=$(cd "$(dirname "$0")" && pwd)/records.awk
workspace=${FORGE_DATA:-$PWD}
cd "$workspace"
[ -f "$file" ] || reject "no file $file in the workspace $workspace; name one that is there with --file"

# Written beside and renamed, so that results/records.json is whole or absent. The name beside is always the same: what
# a killed attempt left is overwritten by the next one and never reaches the sink.
mkdir -p results
part=results/.records.json.part
trap 'rm -f "$part"' EXIT
echo "reading $file"
TOP=$top UNITS=$units NAME=$file awk -f "$program" <"$file" >"$part"
mv -f "$part" results/records.json

echo "wrote results/records.json: the $top warmest, coldest, wettest and windiest days"
if [ -n "${FORGE_OUTPUT:-}" ]; then
  # The whole of it may exceed the 4 KiB that Forge keeps: the first of each kind will do.
  TOP=1 UNITS=$units NAME=$file awk -f "$program" <"$file" >"$FORGE_OUTPUT"
fi
