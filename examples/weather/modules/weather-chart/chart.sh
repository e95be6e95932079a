#!/bin/sh
# Draws results/means.csv, which weather-monthly wrote, as results/chart.svg.
set -eu
export LC_ALL=C # the decimal point is a point, whatever language the machine speaks
unset CDPATH    # else cd may go elsewhere and print where

usage='usage: chart.sh [--title TEXT]'

# 64 tells Forge that the input is wrong and that no retry helps (retry.exitCodes.fail in the pipeline file).
reject() {
  printf 'weather-chart: %s\n' "$*" >&2
  exit 64
}

title=Weather
while [ $# -gt 0 ]; do
  case $1 in
    --title) [ $# -ge 2 ] || reject "$1 needs a value; $usage" ;;
  esac
  case $1 in
    --title) title=$2 && shift 2 ;;
    --help) echo "$usage" && exit 0 ;;
    *) reject "unknown argument '$1'; $usage" ;;
  esac
done

program=$(cd "$(dirname "$0")" && pwd)/chart.awk
workspace=${FORGE_DATA:-$PWD}
cd "$workspace"
[ -f results/means.csv ] || reject "no file results/means.csv in the workspace $workspace; run weather-monthly before"

# Written beside and renamed, so that results/chart.svg is whole or absent. The name beside is always the same: what a
# killed attempt left is overwritten by the next one and never reaches the sink.
part=results/.chart.svg.part
trap 'rm -f "$part"' EXIT
echo "drawing results/means.csv"
TITLE=$title awk -f "$program" <results/means.csv >"$part"
mv -f "$part" results/chart.svg

bytes=$(($(wc -c <results/chart.svg)))
echo "wrote results/chart.svg: $bytes bytes; any browser shows it"
if [ -n "${FORGE_OUTPUT:-}" ]; then
  printf '{"file": "results/chart.svg", "bytes": %d}\n' "$bytes" >"$FORGE_OUTPUT"
fi
