
# Removes the run's folder and nothing else. It is moved aside first, so that nobody ever goes on in half of one.
case $2 in
  '' | *[!a-z0-9-]*) printf 'not a run key: %s\n' "$2" >&2; exit 64 ;;
esac
[ -d /volume/runs ] || exit 0
cd /volume/runs || denied /volume/runs
remove ".removed-$2"
if [ -e "$2" ] || [ -L "$2" ]; then
  problem=`mv "$2" ".removed-$2" 2>&1` || explain "$problem" /volume/runs
  remove ".removed-$2"
fi
exit 0
