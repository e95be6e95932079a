#!/bin/sh
# Tests of the weather modules on their real input, under every awk and every shell of this machine. Needs nothing but a
# POSIX sh and one awk. The last line tells how many passed and failed.
set -u
export LC_ALL=C
unset UNITS

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/data
seattle=$here/input/seattle-weather.csv
passed=0
failed=0
world='' # which awk or shell is being tried

check() { # sentence, expected, actual
  if [ "$2" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED with %s: %s\n  expected: %s\n  actual:   %s\n' "$world" "$1" "$2" "$3"
  fi
}

# Runs a module in the workspace: module NAME [argument…]; its exit code is in $code. $path and $shell are the world's.
module() {
  program=$here/modules/weather-$1/$1.sh
  shift
  code=0
  # $shell holds words ("busybox sh") or nothing: then the program's own first line decides.
  # shellcheck disable=SC2086
  (cd "$data" && FORGE_DATA=$data FORGE_OUTPUT=$work/output PATH=$path $shell "$program" "$@") \
    >"$work/stdout" 2>"$work/stderr" || code=$?
}

fresh() { # a workspace with the example's input
  rm -rf "$data" "$work/output"
  mkdir "$data"
  cp "$here"/input/*.csv "$data"
}

sed_input() { # a workspace with a changed input
  fresh
  sed "$1" "$seattle" >"$data/seattle-weather.csv"
}

refused() { # sentence, what the last line on stderr must hold
  check "$1: exit code" 64 "$code"
  case $(tail -n 1 "$work/stderr") in
    *"$2"*) check "$1: sentence" same same ;;
    *) check "$1: sentence" "$2" "$(tail -n 1 "$work/stderr")" ;;
  esac
}

# What the means must be, found without awk and without floating point: the column's tenths, added up as whole numbers.
# tenths DATE_PATTERN COLUMN
tenths() { grep "^$1" "$seattle" | cut -d, -f"$2" | tr -d . | sed 's/^\(-*\)0*\([0-9]\)/\1\2/'; }
sum() { (
  total=0
  while read -r value; do total=$((total + value)); done
  echo "$total"
); }
mean() { # DATE_PATTERN COLUMN [divisor]; rounded half up; only for sums that are not negative
  total=$(tenths "$1" "$2" | sum)
  divisor=${3:-$(tenths "$1" "$2" | grep -c .)}
  rounded=$(((2 * total + divisor) / (2 * divisor)))
  echo "$((rounded / 10)).$((rounded % 10))"
}
means() { # DATE_PATTERN YEARS: the line of a period without its name
  echo "$(grep -c "^$1" "$seattle"),$(mean "$1" 3),$(mean "$1" 4),$(mean "$1" 2 "$2"),$(mean "$1" 5)"
}
greatest() { # COLUMN: the first day of the greatest value, by sort
  tail -n +2 "$seattle" | sort -t, -k"$1,$1nr" -k1,1 | head -n 1 | cut -d, -f1,"$1"
}

january=Jan,$(means '....-01-' 4)
july=Jul,$(means '....-07-' 4)
december=Dec,$(means '....-12-' 4)
in2014=2014,$(means '2014-' 1)

monthly_tests() {
  fresh
  module monthly
  means=$data/results/means.csv
  check 'monthly ends with 0' 0 "$code"
  check 'monthly is quiet on stderr' '' "$(cat "$work/stderr")"
  check 'the header names the units' period,days,mean_high_c,mean_low_c,precipitation_mm,mean_wind_ms "$(head -n 1 "$means")"
  check 'January as added up here' "$january" "$(grep Jan "$means")"
  check 'July as added up here' "$july" "$(grep Jul "$means")"
  check 'December as added up here' "$december" "$(grep Dec "$means")"
  check 'January as once worked out by hand' Jan,124,8.2,2.7,116.5,3.1 "$(grep Jan "$means")"
  check 'months stand in the order of the year' JanFebMarAprMayJunJulAugSepOctNovDec \
    "$(tail -n +2 "$means" | cut -d, -f1 | tr -d '\n')"
  check 'the output tells rows and days' '{"by": "month", "units": "metric", "rows": 12, "days": 1461}' "$(cat "$work/output")"

  cp "$means" "$work/first"
  echo 'period,da' >"$means"
  echo 'half' >"$data/results/.means.csv.part"
  module monthly
  check 'a retry over half a result gives the same' same "$(cmp -s "$work/first" "$means" && echo same)"
  check 'a retry leaves nothing beside' means.csv "$(ls -A "$data/results")"

  module monthly --by year
  check '--by year has the four years' 2012201320142015 "$(tail -n +2 "$means" | cut -d, -f1 | tr -d '\n')"
  check '2014 as added up here' "$in2014" "$(grep ^2014 "$means")"
  UNITS=imperial && export UNITS
  module monthly --by year --file new-york-weather.csv
  unset UNITS
  # 2014 in New York, worked out by hand: 1289.8 mm are 50.78 in.
  check 'imperial units and another city' 50.78 "$(grep ^2014 "$means" | cut -d, -f5)"
  check 'the header names imperial units' period,days,mean_high_f,mean_low_f,precipitation_in,mean_wind_mph "$(head -n 1 "$means")"

  awk '{ printf "%s\r\n", $0 }' "$seattle" >"$data/seattle-weather.csv" # BSD's sed knows no \r
  module monthly
  check 'line ends of Windows change nothing' same "$(cmp -s "$work/first" "$means" && echo same)"

  rm -rf "$data/results" && printf 'temp_min,wind,date,temp_max,precipitation\n-0.4,1,2020-02-29,0.38,0\n' >"$data/a b.csv"
  module monthly --file 'a b.csv'
  check 'columns are found by name, spaces in a file name are fine' Feb,1,0.4,-0.4,0.0,1.0 "$(tail -n +2 "$means")"
  printf 'temp_min,wind,date,temp_max,precipitation\n-0.04,1,2020-02-29,-0.02,0\n' >"$data/a b.csv"
  module monthly --file 'a b.csv'
  check 'zero has no sign' Feb,1,0.0,0.0,0.0,1.0 "$(tail -n +2 "$means")"
}

records_tests() {
  fresh
  module records
  records=$data/results/records.json
  check 'records ends with 0' 0 "$code"
  check 'records is quiet on stderr' '' "$(cat "$work/stderr")"
  first() { # KIND: the first day and value of a kind
    grep -A 1 "\"$1\"" "$records" | sed -n 's/.*"date": "\(.*\)", "value": \([-0-9.]*\),.*/\1,\2/p'
  }
  check 'the warmest day, by sort' "$(greatest 3)" "$(first warmest)"
  check 'the wettest day, by sort' "$(greatest 2)" "$(first wettest)"
  check 'the windiest day, by sort' "$(greatest 5)" "$(first windiest)"
  check 'the coldest day, by sort' "$(tail -n +2 "$seattle" | sort -t, -k4,4n | head -n 1 | cut -d, -f1,4)" "$(first coldest)"
  check 'the warmest day, known' 2014-08-11,35.6 "$(first warmest)"
  check 'the wettest day, known' 2015-03-15,55.9 "$(first wettest)"
  check 'the windiest day, known' 2012-12-17,9.5 "$(first windiest)"
  check 'the coldest day, known' 2013-12-07,-7.1 "$(first coldest)"
  check 'of equal days the earlier comes first' '2012-11-19 2015-12-08 ' \
    "$(grep '54.1' "$records" | sed 's/.*"date": "\([^"]*\)".*/\1/' | tr '\n' ' ')"
  check 'three days of each kind' 12 "$(grep -c '"date"' "$records")"
  check 'the days read' 1 "$(grep -c '"days": 1461, "first": "2012-01-01", "last": "2015-12-31"' "$records")"
  check 'the output holds the first of each kind' 4 "$(grep -c '"date"' "$work/output")"

  cp "$records" "$work/first"
  echo '{' >"$records"
  echo 'half' >"$data/results/.records.json.part"
  module records
  check 'a retry over half a result gives the same' same "$(cmp -s "$work/first" "$records" && echo same)"
  check 'a retry leaves nothing beside' records.json "$(ls -A "$data/results")"

  module records --top 99
  check '--top 99 has 99 of each kind' 396 "$(grep -c '"date"' "$records")"
  check 'the output stays under 4 KiB' 1 "$(($(wc -c <"$work/output") < 4096))"
  UNITS=imperial && export UNITS
  # The wind of 2012-10-29, when the storm Sandy came: 16.2 m/s are 36.2 mph.
  module records --top 1 --file new-york-weather.csv
  unset UNITS
  check 'the storm Sandy in miles per hour' 2012-10-29,36.2 "$(first windiest)"
}

# Every opened element is closed in its order: as much of well-formedness as a few lines can tell.
balanced() {
  tr '\n' ' ' <"$1" | sed 's/</\
</g' | awk '
    /^<\// { if (!depth || "</" open[depth--] != substr($0, 1, index($0, ">") - 1)) bad = 1; next }
    /^<[a-z]/ && !/\/>/ { split(substr($0, 2), word, /[ >]/); open[++depth] = word[1] }
    END { print (bad || depth || NR < 10) ? "no" : "yes" }'
}

chart_tests() {
  fresh
  module monthly
  module chart --title 'Sun & "rain" <b> \n'
  chart=$data/results/chart.svg
  check 'chart ends with 0' 0 "$code"
  check 'chart is quiet on stderr' '' "$(cat "$work/stderr")"
  check 'the chart is balanced' yes "$(balanced "$chart")"
  check 'the title is escaped and otherwise as given' 1 \
    "$(grep -c '<title id="title">Sun &amp; "rain" &lt;b&gt; \\n</title>' "$chart")"
  check 'twelve bars' 12 "$(grep -c 'class="bar"' "$chart")"
  check 'a dot for each mean' 24 "$(grep -c 'class="dot ' "$chart")"
  check "a bar tells July's value" 1 "$(grep -c "<title>Jul: $(echo "$july" | cut -d, -f5) mm</title>" "$chart")"
  check 'twelve names of months' 12 "$(grep -c 'class="name middle"' "$chart")"
  # The precipitation's scale ends at 200 mm on 132 pixels: Nov, 160.6 mm, is 106.0 high, Jul, 12.1 mm, is 8.0.
  check "November's bar is as high as it must be" 1 "$(grep -c 'height="106"><title>Nov: 160.6 mm' "$chart")"
  check "July's bar is as high as it must be" 1 "$(grep -c 'height="8"><title>Jul: 12.1 mm' "$chart")"

  cp "$chart" "$work/first"
  echo '<svg' >"$chart"
  echo 'half' >"$data/results/.chart.svg.part"
  module chart --title 'Sun & "rain" <b> \n'
  check 'a retry over half a result gives the same' same "$(cmp -s "$work/first" "$chart" && echo same)"
  check 'a retry leaves nothing beside' 'chart.svg means.csv ' "$(find "$data/results" -type f | sed 's|.*/||' | sort | tr '\n' ' ')"
  [ -s "$work/chart" ] || cp "$chart" "$work/chart"
  check 'the same picture in every world' same "$(cmp -s "$work/chart" "$chart" && echo same)"

  module monthly --by year
  module chart
  check 'four years have four bars' 4 "$(grep -c 'class="bar"' "$chart")"
  printf 'period,days,mean_high_c,mean_low_c,precipitation_mm\nx,1,-4,-4,0\n' >"$data/results/means.csv"
  module chart
  check 'one row of frost and no rain is drawn too' "0 yes" "$code $(balanced "$chart")"
}

refusal_tests() {
  for name in monthly records; do
    fresh
    rm "$data/seattle-weather.csv"
    module $name
    refused "$name without its file" "no file seattle-weather.csv in the workspace $data; name one that is there with --file"
    sed_input '1s/temp_max/high/'
    module $name
    refused "$name without a column" "seattle-weather.csv: has no column 'temp_max'; its first line is: date,precipitation,high"
    sed_input '3s/10.6/warm/'
    module $name
    refused "$name with a word for a number" "seattle-weather.csv, line 3: temp_max is 'warm', not a number"
    check "$name leaves no result of bad input" '' "$(ls -A "$data/results")"
    sed_input '4s/,[^,]*,/,,/'
    module $name
    refused "$name with an empty value" "line 4: precipitation is '', not a number"
    sed_input '2s/2012-01-01/2012-13-01/'
    module $name
    refused "$name with a month that is none" "line 2: date is '2012-13-01', not YYYY-MM-DD"
    sed_input '9s/2012-01-08/2012-01-07/'
    module $name
    refused "$name with a day twice" 'line 9: repeats the day 2012-01-07'
    head -n 1 "$seattle" >"$data/seattle-weather.csv"
    module $name
    refused "$name with a header alone" 'seattle-weather.csv: holds no days'
    : >"$data/seattle-weather.csv"
    module $name
    refused "$name with an empty file" 'seattle-weather.csv: holds no days'
    module $name --wrong
    refused "$name with an unknown argument" "unknown argument '--wrong'; usage: $name.sh"
    module $name --file
    refused "$name with half an argument" '--file needs a value'
    UNITS=kelvin && export UNITS
    module $name
    unset UNITS
    refused "$name with unknown units" "UNITS is 'kelvin'; say metric or imperial"
  done
  fresh
  module monthly --by week
  refused 'monthly by week' "--by is 'week'; say month or year"
  module records --top 0
  refused 'records with none' "--top is '0'; say a number from 1 to 99"
  module chart
  refused 'chart before monthly' 'no file results/means.csv'
  mkdir -p "$data/results"
  cp "$seattle" "$data/results/means.csv"
  module chart
  refused 'chart with another file' 'results/means.csv: has no mean_high_c, mean_low_c and precipitation_mm'
  printf 'period,days,mean_high_c,mean_low_c,precipitation_mm\nJan,31,8.1,,3\n' >"$data/results/means.csv"
  module chart
  refused 'chart with a hole' "results/means.csv, line 2: '' is not a number"
  : >"$data/results/means.csv"
  module chart
  refused 'chart with an empty file' 'results/means.csv: holds no rows'
}

try() {
  world=$1
  before=$passed
  monthly_tests
  records_tests
  chart_tests
  refusal_tests
  echo "$world: $((passed - before)) passed"
}

for awk in awk mawk gawk original-awk goawk; do
  found=$(command -v $awk) || continue
  mkdir "$work/$awk"
  ln -s "$found" "$work/$awk/awk"
  shell='' path=$work/$awk:$PATH
  try "$awk"
done
for shell in dash bash ksh mksh yash; do
  command -v $shell >/dev/null || continue
  path=$PATH
  try "$shell"
done
# The world of the modules' images: busybox and nothing beside it.
if command -v busybox >/dev/null; then
  mkdir "$work/busybox"
  for applet in $(busybox --list); do ln -s "$(command -v busybox)" "$work/busybox/$applet"; done
  path=$work/busybox shell="$work/busybox/sh"
  try 'busybox alone'
fi

printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
