#!/usr/bin/env bash
# Forge on a real Kubernetes, beside a bare loop that only creates a Job, watches its pod and creates the next: see
# kubernetes/. Prints the figures beside their comparison. The cluster is named on purpose; everything happens in a
# namespace of its own, which is removed at the end. Needs what ./forge needs, and Linux.
#
#   bench/kubernetes.sh --kubeconfig FILE --context NAME steps waiting logs chains
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
java=$("$root/forge" --print-java)
JAVA_HOME=$(cd "$(dirname "$java")/.." && pwd)
export JAVA_HOME MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
work=$(mktemp -d "${TMPDIR:-/tmp}/forge-bench-kubernetes.XXXXXX")
done_well=
trap '[ -n "$done_well" ] && rm -rf "$work" || echo "The logs of worker and Temporal are in $work" >&2' EXIT

rooms=(contract runtime activities worker archive traces k8s standalone)
(cd "$root" && mvn -q -B -pl worker,archive,k8s,standalone -am -DskipTests -Dspotless.check.skip=true package \
  dependency:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=runtime >"$work/build.log") ||
  { cat "$work/build.log" >&2; exit 70; }
classpath=$work/classes
for room in "${rooms[@]}"; do classpath=$classpath:$root/$room/target/classes; done
libraries=$(for room in "${rooms[@]}"; do tr ':' '\n' <"$root/$room/target/bench.classpath"; echo; done |
  grep -v '/forge-[a-z0-9]*-[^/]*\.jar$' | awk 'NF && !seen[$0]++' | paste -sd:)
"$JAVA_HOME/bin/javac" -proc:none -d "$work/classes" -cp "$classpath:$libraries" "$root"/bench/{parts,kubernetes}/*.java
"$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dbench.folder="$work/engine" -Dlogback.configurationFile="$root/bench/parts/logback.xml" \
  -cp "$classpath:$libraries" KubernetesBench "$@" &
bench=$!
# Whoever ends the bench ends it all: it removes its namespace and its processes first.
trap 'kill "$bench" 2>/dev/null; wait "$bench"' INT TERM
wait "$bench"
done_well=yes
