#!/usr/bin/env bash
# The launcher on a clone with a JDK and a Maven that only tell how they were called.
set -u

root=$(cd "$(dirname "$0")/../../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

clone=$folder/clone
mkdir -p "$clone/standalone/src/main/java" "$clone/bin" "$clone/jdk/bin" "$clone/old/bin" "$folder/home"
cp "$root/forge" "$clone/forge"
touch "$clone/pom.xml" "$clone/standalone/pom.xml" "$clone/standalone/src/main/java/A.java"
echo 'JAVA_VERSION="25.0.1"' >"$clone/jdk/release"
echo 'JAVA_VERSION="17.0.9"' >"$clone/old/release"
printf '#!/bin/sh\necho "java $*"\n' >"$clone/jdk/bin/java"
cp "$clone/jdk/bin/java" "$clone/jdk/bin/javac"
cp "$clone/jdk/bin/java" "$clone/old/bin/java"
cp "$clone/jdk/bin/java" "$clone/old/bin/javac"
cat >"$clone/bin/mvn" <<'EOF'
#!/bin/sh
case " $* " in *" verify "*)
  echo "mvn $*; KUBECONFIG=$KUBECONFIG test=$FORGE_TEST_KUBECONFIG $FORGE_TEST_CONTEXT"
  sleep 1.1
  mkdir -p e2e/target/e2e-reports
  cat >e2e/target/e2e-reports/TEST-a.FlakyE2E.xml <<'XML'
<testsuite name="a.FlakyE2E" tests="2" errors="0" skipped="0" failures="0">
  <testcase name="isSure" classname="a.FlakyE2E" time="1.0"/>
  <testcase name="passesSometimes" classname="a.FlakyE2E" time="1.0">
    <flakyError message="no" type="x"><stackTrace>at a</stackTrace></flakyError>
    <flakyFailure message="no" type="x"><stackTrace>at a</stackTrace></flakyFailure>
  </testcase>
</testsuite>
XML
  exit
  ;;
esac
echo "built with $JAVA_HOME" >>"$0.calls"
if [ -e "$0.fails" ]; then echo "[ERROR] no such artifact"; exit 1; fi
sleep 0.3
mkdir -p standalone/target && touch standalone/target/forge.jar
EOF
printf '#!/bin/sh\n' >"$clone/bin/temporal"
chmod +x "$clone"/*/bin/* "$clone"/bin/*

forge() {
  env -i HOME="$folder/home" PATH="$clone/bin:/usr/bin:/bin" JAVA_HOME="${JDK:-$clone/jdk}" "$@" \
    bash "$clone/forge" ${COMMAND:-runs} 2>"$folder/err" >"$folder/out"
}

builds() { wc -l <"$clone/bin/mvn.calls" | tr -d ' '; }

check() {
  if [ "$2" = "$3" ]; then
    echo "ok: $1"
  else
    echo "not ok: $1: expected \"$2\", but was \"$3\""
    cat "$folder/err"
    failed=1
  fi
}

says() { if grep -q "$1" "$folder/err"; then echo yes; else cat "$folder/err"; fi; }

forge
check "the first command builds" 1 "$(builds)"
check "and then runs" 0 "$(grep -q 'java .*-jar .*forge.jar runs' "$folder/out"; echo $?)"
check "the first build says that it takes a while" yes "$(says 'first build')"

forge
check "what is built is not built again" 1 "$(builds)"

sleep 1.1
touch "$clone/standalone/src/main/java/A.java"
forge
check "a changed source is built" 2 "$(builds)"

sleep 1.1
rm "$clone/standalone/src/main/java/A.java"
forge
check "a removed source is built" 3 "$(builds)"

sleep 1.1
touch "$clone/pom.xml"
forge &
forge &
wait
check "two at once build once" 4 "$(builds)"

mkdir "$clone/target/forge-build.lock" && echo 999999999 >"$clone/target/forge-build.lock/pid"
sleep 1.1
touch "$clone/pom.xml"
forge
check "the lock of one that died is taken over" 5 "$(builds)"

sleep 1.1
touch "$clone/pom.xml" "$clone/bin/mvn.fails"
forge
check "a build that fails ends the command" 70 "$?"
check "and shows why" yes "$(says 'no such artifact')"
rm "$clone/bin/mvn.fails"
forge
check "and is tried again the next time" 7 "$(builds)"

COMMAND=--print-java JDK=$clone/old forge
check "an old JDK is passed over" 0 "$(grep -c "$clone/old" "$folder/out")"

COMMAND=up forge FORGE_TEMPORAL_CLI="$folder/none"
check "a wrong FORGE_TEMPORAL_CLI is said" yes "$(says 'FORGE_TEMPORAL_CLI is')"

COMMAND=test forge KUBECONFIG="$folder/current"
check "tests do not see the current context" 1 "$(grep -c 'KUBECONFIG=/dev/null test= $' "$folder/out")"
check "a test that passed only when tried again is named" 1 "$(grep -c '^a.FlakyE2E.passesSometimes$' "$folder/out")"
check "and no other" 0 "$(grep -c 'isSure' "$folder/out")"
check "and counts as passed" 1 "$(grep -c '^2 passed, 0 failed$' "$folder/out")"
check "without a cluster its tests are left out" 0 "$(grep -c -e -De2e "$folder/out")"
check "and that is said" 1 "$(grep -c 'Left out: the tests on a real Kubernetes.*--cluster' "$folder/out")"

cat >"$clone/bin/kubectl" <<'EOF'
#!/bin/sh
case " $* " in
  *" --context kind-forge "*) echo "of kind-forge" ;;
  *"/several config get-contexts -o name "*) printf 'one\ntwo\n' ;;
  *" config get-contexts -o name "*) echo one ;;
  *) exit 1 ;;
esac
EOF
cat >"$clone/bin/cluster" <<'EOF'
#!/bin/sh
echo "export KUBECONFIG=/of/the/cluster"
EOF
chmod +x "$clone/bin/kubectl" "$clone/bin/cluster"

COMMAND="test --cluster kind-forge --all" forge FORGE_TEST_CLUSTER="$clone/bin/cluster"
check "a cluster that is named is tested upon" 1 "$(grep -c -e 'mvn .*-Dall -De2e verify.*test=/.* kind-forge$' "$folder/out")"
check "without stopping its components" 1 "$(grep -c 'Left out: .*FORGE_TEST_CLUSTER' "$folder/out")"
check "and the long ones are no longer left out" 0 "$(grep -c 'Left out: the long' "$folder/out")"

COMMAND="test --cluster none" forge
check "a cluster that is not there ends the command" 70 "$?"
check "and is named" yes "$(says 'no context none')"

COMMAND=test forge FORGE_TEST_CLUSTER="$clone/bin/cluster"
check "the test cluster says where it is" 1 \
  "$(grep -c -e '-De2e -Dcomponents verify; KUBECONFIG=/dev/null test=/of/the/cluster $' "$folder/out")"

COMMAND=test forge FORGE_TEST_KUBECONFIG=/of/several
check "of several contexts none is taken because it is current" 70 "$?"
check "and that is said" yes "$(says 'name the one to test upon in FORGE_TEST_CONTEXT')"
COMMAND=test forge FORGE_TEST_KUBECONFIG=/of/several FORGE_TEST_CONTEXT=two
check "one that is named is tested upon" 1 "$(grep -c 'test=/of/several two$' "$folder/out")"

exit "$failed"
