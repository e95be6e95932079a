# Daily weather in, JSON out. Settings come by the environment: NAME of the input, TOP, UNITS.
# (awk's -v would interpret backslashes in them.)

BEGIN {
  FS = ","
  top = ENVIRON["TOP"] + 0
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
  if (total == 0 || date < first) first = date
  if (total == 0 || date > last) last = date
  total++

  compete("warmest", number("temp_max"))
  compete("coldest", -number("temp_min")) # turned round, so that more is always further up
  compete("wettest", number("precipitation"))
  compete("windiest", number("wind"))
}

END {
  if (rejected) exit 64
  if (total == 0) reject("holds no days")
  print "{"
  print "  \"days\": " total ", \"first\": \"" first "\", \"last\": \"" last "\","
  list("warmest", imperial ? "F" : "C", ",")
  list("coldest", imperial ? "F" : "C", ",")
  list("wettest", imperial ? "in" : "mm", ",")
  list("windiest", imperial ? "mph" : "m/s", "")
  print "}"
}

# Keeps score[kind, 1..top] sorted, the greatest first; of equals, the one that the file has first.
function compete(kind, value,    place) {
  place = kept[kind] < top ? ++kept[kind] : top + 1
  while (place > 1 && value > score[kind, place - 1]) {
    score[kind, place] = score[kind, place - 1]
    day[kind, place] = day[kind, place - 1]
    place--
  }
  score[kind, place] = value
  day[kind, place] = date
}

function list(kind, unit, comma,    place) {
  print "  \"" kind "\": ["
  for (place = 1; place <= kept[kind]; place++)
    print "    {\"date\": \"" day[kind, place] "\", \"value\": " shown(kind, score[kind, place]) \
          ", \"unit\": \"" unit "\"}" (place < kept[kind] ? "," : "")
  print "  ]" comma
}

function shown(kind, value) {
  if (kind == "coldest") value = -value
  if (imperial && kind == "wettest") return fixed(value / 25.4, 2)
  if (imperial && kind == "windiest") return fixed(value / 0.44704, 1)
  if (imperial) return fixed(value * 9 / 5 + 32, 1)
  return fixed(value, 1)
}

function text(name) { return $column[name] }

function number(name) {
  if (text(name) !~ /^-?[0-9]+(\.[0-9]+)?$/)
    reject(name " is '" text(name) "', not a number; mend the line or take it out")
  return text(name) + 0
}

# A fixed number of places, and never -0.0.
function fixed(x, places,    result) {
  result = sprintf("%." places "f", x)
  return result + 0 == 0 ? sprintf("%." places "f", 0) : result
}

# By way of cat, because busybox's awk opens /dev/stderr anew, which would cut a log that is a plain file.
function reject(why) {
  print "weather-records: " ENVIRON["NAME"] (NR > 1 ? ", line " NR : "") ": " why | "cat 1>&2"
  close("cat 1>&2")
  rejected = 1
  exit 64
}
