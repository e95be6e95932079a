# Means of weather in, SVG out: above, the mean high and low of each period; below, its precipitation.
# The title comes by the environment as TITLE. (awk's -v would interpret backslashes in it.)

BEGIN {
  FS = ","
  # Pixels. The right margin holds the names of the two lines.
  width = 880; height = 592; left = 56; right = width - 96
  temperatureTop = 122; temperatureFoot = 346
  rainTop = 412; rainFoot = 544
}

NR == 1 {
  # The columns' last words are their units: mean_high_c, mean_high_f, precipitation_mm, precipitation_in.
  for (i = 1; i <= NF; i++) {
    if ($i ~ /^mean_high_[cf]$/) { highColumn = i; degree = "&#176;" toupper(substr($i, 11)) }
    if ($i ~ /^mean_low_[cf]$/) lowColumn = i
    if ($i ~ /^precipitation_(mm|in)$/) { rainColumn = i; depth = substr($i, 15) }
  }
  if (!highColumn || !lowColumn || !rainColumn)
    reject("has no mean_high_c, mean_low_c and precipitation_mm (or _f, _in); its first line is: " $0)
  next
}

{
  n++
  name[n] = $1
  days += $2
  high[n] = number(highColumn)
  low[n] = number(lowColumn)
  rain[n] = number(rainColumn)
}

END {
  if (rejected) exit 64
  if (n == 0) reject("holds no rows")
  slot = (right - left) / n
  roomy = n <= 16 # room enough to write every value beside its mark

  open()
  temperature()
  precipitation()
  for (i = 1; i <= n; i += int((n + 23) / 24)) say("name middle", x(i), rainFoot + 22, escaped(name[i]))
  print "</svg>"
}

function open() {
  print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " width " " height "\" width=\"" width \
        "\" height=\"" height "\" role=\"img\" aria-labelledby=\"title\">"
  print "<title id=\"title\">" escaped(ENVIRON["TITLE"]) "</title>"
  # Plain classes and no CSS variables: viewers that are not browsers know only those, and show the light colours.
  print "<style>"
  print "  text { font: 13px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #57606a }"
  print "  .page { fill: #ffffff } .title { font-size: 21px; font-weight: 600; fill: #1f2328 }"
  print "  .heading { font-weight: 600; fill: #1f2328 } .name { fill: #1f2328 } .value { font-size: 11px }"
  print "  .middle { text-anchor: middle } .end { text-anchor: end }"
  print "  .grid { stroke: #e4e8ec } .axis { stroke: #8c959f }"
  print "  .band { fill: #f0a35e; fill-opacity: .16 } .line { fill: none; stroke-width: 2.5; stroke-linejoin: round }"
  print "  .high { stroke: #c8501e } .low { stroke: #2f6fde } .dot { stroke-width: 2; fill: #ffffff }"
  print "  .highText { font-weight: 600; fill: #b54414 } .lowText { font-weight: 600; fill: #2a62c6 }"
  print "  .bar { fill: #3a8fb7 }"
  print "  @media (prefers-color-scheme: dark) {"
  print "    text { fill: #9aa4af } .page { fill: #0f141a } .title, .heading, .name { fill: #e8edf2 }"
  print "    .grid { stroke: #252d36 } .axis { stroke: #6b7682 }"
  print "    .band { fill: #f0a35e; fill-opacity: .13 } .dot { fill: #0f141a }"
  print "    .high { stroke: #f58a52 } .low { stroke: #6aa5ff } .bar { fill: #4aa3cc }"
  print "    .highText { fill: #f79a68 } .lowText { fill: #83b4ff }"
  print "  }"
  print "</style>"
  print "<rect class=\"page\" width=\"" width "\" height=\"" height "\"/>"
  say("title", left, 44, escaped(ENVIRON["TITLE"]))
  say("", left, 66, "from " days " days")
}

function temperature(    i, highs, lows, gap) {
  scale(least(low), most(high), temperatureTop, temperatureFoot)
  say("heading", left, temperatureTop - 18, "Mean high and low of a day, " degree)
  grid()
  for (i = 1; i <= n; i++) {
    highs = highs x(i) "," y(high[i]) " "
    lows = x(i) "," y(low[i]) " " lows # backwards, so that the two together go round the band
  }
  print "<polygon class=\"band\" points=\"" highs lows "\"/>"
  line("high", high)
  line("low", low)

  gap = 16 - (y(low[n]) - y(high[n])) # the two names must not touch
  if (gap < 0) gap = 0
  say("highText", x(n) + 16, y(high[n]) + 4 - gap / 2, "mean high")
  say("lowText", x(n) + 16, y(low[n]) + 4 + gap / 2, "mean low")
}

function line(kind, values,    i, points) {
  for (i = 1; i <= n; i++) points = points x(i) "," y(values[i]) " "
  print "<polyline class=\"line " kind "\" points=\"" points "\"/>"
  for (i = 1; i <= n; i++) {
    print "<circle class=\"dot " kind "\" cx=\"" x(i) "\" cy=\"" y(values[i]) "\" r=\"3.5\"><title>" \
          escaped(name[i]) ": mean " kind " " values[i] " " degree "</title></circle>"
    if (roomy) say("value middle", x(i), y(values[i]) + (kind == "high" ? -10 : 19), whole(values[i]))
  }
}

function precipitation(    i, wide) {
  scale(0, most(rain), rainTop, rainFoot)
  say("heading", left, rainTop - 18, "Total precipitation, " depth)
  grid()
  wide = slot * 0.6 < 54 ? slot * 0.6 : 54
  for (i = 1; i <= n; i++) {
    print "<rect class=\"bar\" x=\"" px(x(i) - wide / 2) "\" y=\"" y(rain[i]) "\" width=\"" px(wide) \
          "\" height=\"" px(rainFoot - y(rain[i])) "\"><title>" escaped(name[i]) ": " rain[i] " " depth \
          "</title></rect>"
    if (roomy) say("value middle", x(i), y(rain[i]) - 5, depth == "mm" ? whole(rain[i]) : rain[i])
  }
  print "<line class=\"axis\" x1=\"" left "\" x2=\"" right "\" y1=\"" rainFoot "\" y2=\"" rainFoot "\"/>"
}

# Lays the values from..to over the pixels top..foot, widened to whole steps of 1, 2 or 5 times a power of ten.
function scale(from, to, top, foot,    rough) {
  rough = (to > from ? to - from : 1) / 5
  # No log, no ^: busybox's awk may be built without them.
  for (step = 1; step * 10 <= rough;) step *= 10
  while (step > rough) step /= 10
  if (rough > step * 5) step *= 10
  else if (rough > step * 2) step *= 5
  else if (rough > step) step *= 2
  scaleFrom = floor(from / step) * step
  scaleTo = -floor(-to / step) * step
  if (scaleTo == scaleFrom) scaleTo += step
  scaleTop = top
  scaleFoot = foot
}

function grid(    i, steps, value) {
  steps = floor((scaleTo - scaleFrom) / step + 0.5)
  for (i = 0; i <= steps; i++) {
    value = scaleFrom + i * step
    print "<line class=\"grid\" x1=\"" left "\" x2=\"" right "\" y1=\"" y(value) "\" y2=\"" y(value) "\"/>"
    say("end", left - 10, y(value) + 4, sprintf("%.6g", value))
  }
}

function x(i) { return px(left + (i - 0.5) * slot) }
function y(value) { return px(scaleFoot - (value - scaleFrom) / (scaleTo - scaleFrom) * (scaleFoot - scaleTop)) }
function px(pixels) { return sprintf("%.1f", pixels) + 0 }

function say(class, atX, atY, words) {
  print "<text" (class == "" ? "" : " class=\"" class "\"") " x=\"" px(atX) "\" y=\"" px(atY) "\">" words "</text>"
}

function number(column) {
  if ($column !~ /^-?[0-9]+(\.[0-9]+)?$/) reject("'" $column "' is not a number; let weather-monthly write the file")
  return $column + 0
}

function least(values,    i, found) {
  found = values[1]
  for (i = 2; i <= n; i++) if (values[i] < found) found = values[i]
  return found
}

function most(values,    i, found) {
  found = values[1]
  for (i = 2; i <= n; i++) if (values[i] > found) found = values[i]
  return found
}

# awk's int cuts towards zero.
function floor(value,    cut) { cut = int(value); return cut > value ? cut - 1 : cut }
function whole(value) { return floor(value + 0.5) }

function escaped(words) {
  gsub(/&/, "\\&amp;", words)
  gsub(/</, "\\&lt;", words)
  gsub(/>/, "\\&gt;", words)
  return words
}

# By way of cat, because busybox's awk opens /dev/stderr anew, which would cut a log that is a plain file.
function reject(why) {
  print "weather-chart: results/means.csv" (NR > 1 ? ", line " NR : "") ": " why | "cat 1>&2"
  close("cat 1>&2")
  rejected = 1
  exit 64
}
