#!/usr/bin/env bash
# The starter beside what it is compared to: see starter/. Prints the figures beside their comparison. Needs what
# ./forge needs, the Temporal command line (FORGE_TEMPORAL_CLI, or the PATH), and Linux.
#
#   bench/starter.sh submissions queries start
#   bench/starter.sh --all submissions            # Temporal's server on PostgreSQL; needs Go, or BENCH_TEMPORAL_SERVER
#                                                 # and BENCH_TEMPORAL_SQL
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
java=$("$root/forge" --print-java)
JAVA_HOME=$(cd "$(dirname "$java")/.." && pwd)
export JAVA_HOME MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
work=$(mktemp -d "${TMPDIR:-/tmp}/forge-bench-starter.XXXXXX")
done_well=
trap '[ -n "$done_well" ] && rm -rf "$work" || echo "The logs of starter and Temporal are in $work" >&2' EXIT

# With what tests have: the PostgreSQL for the archive comes with them.
rooms=(contract runtime activities worker archive starter)
(cd "$root" && mvn -q -B -pl worker,archive,starter -am -DskipTests -Dspotless.check.skip=true package \
  dependency:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test >"$work/build.log") ||
  { cat "$work/build.log" >&2; exit 70; }
libraries() {
  for room in "$@"; do tr ':' '\n' <"$root/$room/target/bench.classpath"; echo; done |
    grep -v '/forge-[a-z0-9]*-[^/]*\.jar$' | awk 'NF && !seen[$0]++' | paste -sd:
}
classpath=$work/classes
for room in "${rooms[@]}"; do classpath=$classpath:$root/$room/target/classes; done
# The tests' servers of queues, and their runtime that does nothing.
classpath=$classpath:$root/starter/target/test-classes:$root/runtime/target/test-classes:$(libraries "${rooms[@]}")
# As in the image: jars alone, which is what a start-up cache takes.
starter=$(echo "$root"/starter/target/forge-starter-*.jar | tr ' ' '\n' | grep -v -e -sources -e -tests | head -1):$(
  sed 's/$/\n/' "$root/starter/target/classpath" | tr ':' '\n' | sed "s#^/opt/forge/lib#$root/starter/target/lib#" |
    awk NF | paste -sd:)

spring=
if [[ " $* " == *" start "* ]]; then
  mvn -q -B -f "$root/bench/starter/spring/pom.xml" dependency:build-classpath -Dmdep.outputFile="$work/spring.classpath" \
    >"$work/spring.log" || { cat "$work/spring.log" >&2; exit 70; }
  "$JAVA_HOME/bin/javac" -proc:none -parameters -d "$work/spring" -cp "$(cat "$work/spring.classpath")" \
    "$root/bench/starter/spring/SpringApp.java"
  (cd "$work/spring" && "$JAVA_HOME/bin/jar" --create --file "$work/spring.jar" .)
  spring=$work/spring.jar:$(cat "$work/spring.classpath")
fi

# Temporal's server and its schema tool, built once and kept.
if [[ " $* " == *" --all "* && -z "${BENCH_TEMPORAL_SERVER:-}" ]]; then
  kept=${FORGE_CACHE:-$HOME/.cache/forge}/bench
  for program in cmd/server cmd/tools/sql; do
    [ -x "$kept/${program##*/}" ] && continue
    echo "Building Temporal's ${program##*/} (once; some minutes)" >&2
    GOBIN=$kept go install "go.temporal.io/server/$program@v1.29.1" 2>"$work/go.log" || { cat "$work/go.log" >&2; exit 69; }
  done
  export BENCH_TEMPORAL_SERVER=$kept/server BENCH_TEMPORAL_SQL=$kept/sql
fi

"$JAVA_HOME/bin/javac" -proc:none -d "$work/classes" -cp "$classpath" "$root"/bench/{parts,starter}/*.java
"$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dbench.folder="$work/parts" -Dlogback.configurationFile="$root/bench/parts/logback.xml" \
  -Dbench.starter.classpath="$starter" -Dbench.spring.classpath="$spring" -cp "$classpath" StarterBench "$@" &
bench=$!
trap 'kill "$bench" 2>/dev/null; wait "$bench"' INT TERM
wait "$bench"
done_well=yes
