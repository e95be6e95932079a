#!/bin/sh
# Source and Sink of a zip of mixed files, beside unzip and zip -6 in the same run: time, ratio, peak memory.
#
#   bench/transfer.sh [MEBIBYTES]      (1024 by default; needs about five times as much room in TMPDIR)
#
# Needs a JDK 25 (JAVA_HOME), Maven, zip, unzip, python3 and Linux's /proc. The files are made from a fixed seed: a third
# each of text that packs well, numbers that pack somewhat and noise that does not, in a few large, many medium and
# thousands of small files.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
size=${1:-1024}
module=$root/modules/transfer
work=$(mktemp -d "${TMPDIR:-/tmp}/forge-bench-transfer.XXXXXX")
server=
trap 'exec 9>&- || :; [ -z "$server" ] || wait "$server" 2>/dev/null || :; rm -rf "$work"' EXIT

(cd "$root" && mvn -q -B -pl modules/transfer -DskipTests package) || exit 1
(cd "$root" && mvn -q -B -pl modules/transfer dependency:build-classpath -Dmdep.outputFile="$work/classpath" \
  -Dmdep.includeScope=test >/dev/null)
"$module/transfer" --train

echo "making $size MiB of files ..."
mkdir "$work/in" "$work/s3" "$work/a" "$work/b" "$work/out"
python3 - "$work/in" "$size" <<'P'
import os, random, sys
root, left, seed = sys.argv[1], int(sys.argv[2]) << 20, random.Random(20261121)
words = [bytes(seed.choices(range(97, 123), k=seed.randint(2, 11))) for _ in range(5000)]
text = b" ".join(seed.choices(words, k=400_000))
numbers = "".join("%d,%.4f\n" % (i, seed.gauss(20, 9)) for i in range(200_000)).encode()
def content(kind, n):
    if kind == 2:
        return seed.randbytes(n)
    base = (text, numbers)[kind]
    start = seed.randrange(len(base))
    return (base[start:] + base * (n // len(base) + 1))[:n]
sizes = [left // 8] * 3 + [left // 400] * 150
small = left - sum(sizes)
while small > 0:
    sizes.append(min(small, seed.randint(200, 120_000)))
    small -= sizes[-1]
for i, n in enumerate(sizes):
    folder = os.path.join(root, "d%02d" % (i % 40))
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "f%06d" % i), "wb") as out:
        out.write(content(i % 3, n))
print(len(sizes), "files")
P

mkfifo "$work/stdin"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -cp "$module/target/test-classes:$module/target/classes:$(cat "$work/classpath")" \
  dev.forge.transfer.S3ServerMain "$work/s3" <"$work/stdin" >"$work/endpoint" 2>"$work/server.log" &
server=$!
exec 9>"$work/stdin"
until [ -s "$work/endpoint" ]; do
  kill -0 "$server" || { cat "$work/server.log" >&2; exit 1; }
  sleep 0.1
done
AWS_ENDPOINT_URL_S3=$(cat "$work/endpoint")
export AWS_ENDPOINT_URL_S3 AWS_ACCESS_KEY_ID=tester AWS_SECRET_ACCESS_KEY=only-for-tests AWS_REGION=us-east-1

# measure NAME COMMAND...: wall seconds and the process's peak resident set, from /proc while it lives.
measure() {
  name=$1
  shift
  sync
  python3 - "$name" "$work/figures" "$@" <<'P'
import subprocess, sys, time
name, figures, command = sys.argv[1], sys.argv[2], sys.argv[3:]
begin = time.monotonic()
process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
peak = 0
while process.poll() is None:
    try:
        with open("/proc/%d/status" % process.pid) as status:
            peak = max([peak] + [int(line.split()[1]) for line in status if line.startswith("VmHWM")])
    except OSError:
        pass
    time.sleep(0.005)
seconds = time.monotonic() - begin
print("%-22s %7.2f s   peak %4d MiB" % (name, seconds, peak // 1024), flush=True)
open(figures, "a").write("%s %f\n" % (name, seconds))
sys.exit(process.returncode)
P
}

measure zip-6 sh -c 'cd "$1" && exec zip -q -6 -r "$2" .' sh "$work/in" "$work/plain.zip"
measure sink-file env FORGE_DATA="$work/in" "$module/transfer" sink --to "file://$work/out/sink.zip"
measure sink-s3 env FORGE_DATA="$work/in" "$module/transfer" sink --to s3://bench/sink.zip
measure unzip unzip -q "$work/plain.zip" -d "$work/a"
rm -rf "$work/a"
measure source-file env FORGE_DATA="$work/b" "$module/transfer" source --from "file://$work/plain.zip"
rm -rf "$work/b"; mkdir "$work/b"
measure source-s3 env FORGE_DATA="$work/b" "$module/transfer" source --from s3://bench/sink.zip
rm -rf "$work/b/.forge-source"
diff -r "$work/in" "$work/b" && echo "content: identical"
ls -l "$work/plain.zip" "$work/out/sink.zip" | awk '{print "size of " $NF ": " $5}' | sed "s#$work/##"
awk '{t[$1] = $2} END {
  printf "ratio sink/zip -6:   file %.2f, s3 %.2f\n", t["sink-file"] / t["zip-6"], t["sink-s3"] / t["zip-6"]
  printf "ratio source/unzip:  file %.2f, s3 %.2f\n", t["source-file"] / t["unzip"], t["source-s3"] / t["unzip"]
}' "$work/figures"
