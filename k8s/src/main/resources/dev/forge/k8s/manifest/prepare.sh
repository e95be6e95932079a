
# Makes the run's folder for the platform's group; several attempts may do so at once.
run=/volume/runs/$2

make() {
  [ -d "$1" ] && return
  problem=`mkdir -p "$1" 2>&1` || explain "$problem" "${1%/*}"
  # Another group's, on a volume that does not let go of it, is still written to by its owner.
  chmod 2770 "$1" 2>/dev/null
}

make /volume/runs
make "$run"
make "$run/data"
[ -w "$run/data" ] || denied "$run/data"
# A folder that kubelet makes in place of one that somebody removed has none.
problem=`touch "$run/begun" 2>&1` || explain "$problem" "$run"

# A folder that is there does not tell that anything still fits in.
probe=$run/.probe-${HOSTNAME:-attempt}
problem=`dd if=/dev/zero of="$probe" bs=4096 count=1 conv=fsync 2>&1` || {
  rm -f "$probe"
  explain "$problem" "$run"
}
rm -f "$probe"
exit 0
