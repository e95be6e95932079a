# Daily weather in, one line per month or year out. Settings come by the environment: NAME of the input, BY, UNITS.
# (awk's -v would interpret backslashes in them.)

BEGIN {
  FS = ","
  split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", monthName, " ")
  byYear = ENVIRON["BY"] == "year"
  imperial = ENVIRON["UNITS"] == "imperial"
}

{ sub(/\r$/, "") } # a spreadsheet on Windows ends lines so

NR == 1 {
  for (i = 1; i <= NF; i++) column[$i] = i
  required = split("date precipitation temp_max temp_min wind", name, " ")
  for (i = 1; i <= required; i++)
    if (!(name[i] in column)) reject("has no column '" name[i] "'; its first line is: " $0)
  next
}

$0 == "" { next }

{
  date = text("date")
  if (date !~ /^[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-[0-3][0-9]$/)
    reject("date is '" date "', not YYYY-MM-DD")
  if (date in seen) reject("repeats the day " date "; one line a day, one place a file")
  seen[date] = 1

  year = substr(date, 1, 4) + 0
  key = byYear ? year : substr(date, 6, 2) + 0
  if (total == 0 || key < lowest) lowest = key
  if (total == 0 || key > highest) highest = key
  total++

  days[key]++
  high[key] += number("temp_max")
  low[key] += number("temp_min")
  rain[key] += number("precipitation")
  wind[key] += number("wind")
  if (!((key, year) in met)) years[key]++
  met[key, year] = 1
}

END {
  if (rejected) exit 64
  if (total == 0) reject("holds no days")
  print "period,days," (imperial ? "mean_high_f,mean_low_f,precipitation_in,mean_wind_mph" \
                                 : "mean_high_c,mean_low_c,precipitation_mm,mean_wind_ms")
  for (key = lowest; key <= highest; key++) if (key in days) {
    n = days[key]
    # Rain is a total: of a year, or of the month in the mean of the years that have it. The rest are means of days.
    print (byYear ? key : monthName[key]) "," n "," degrees(high[key] / n) "," degrees(low[key] / n) "," \
          depth(rain[key] / years[key]) "," speed(wind[key] / n)
  }
}

function text(name) { return $column[name] }

function number(name) {
  if (text(name) !~ /^-?[0-9]+(\.[0-9]+)?$/)
    reject(name " is '" text(name) "', not a number; mend the line or take it out")
  return text(name) + 0
}

function degrees(celsius) { return fixed(imperial ? celsius * 9 / 5 + 32 : celsius, 1) }
function depth(mm) { return imperial ? fixed(mm / 25.4, 2) : fixed(mm, 1) }
function speed(ms) { return fixed(imperial ? ms / 0.44704 : ms, 1) }

# A fixed number of places, and never -0.0.
function fixed(x, places,    shown) {
  shown = sprintf("%." places "f", x)
  return shown + 0 == 0 ? sprintf("%." places "f", 0) : shown
}

# By way of cat, because busybox's awk opens /dev/stderr anew, which would cut a log that is a plain file.
function reject(why) {
  print "weather-monthly: " ENVIRON["NAME"] (NR > 1 ? ", line " NR : "") ": " why | "cat 1>&2"
  close("cat 1>&2")
  rejected = 1
  exit 64
}
