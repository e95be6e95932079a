
# Lists regular files in the order of their paths, a slash before all that a name may hold. $2: what paths begin with,
# $3: only those behind this path, $4: how many at most, $5: the times of changes, as FROM-TO,FROM-TO in seconds; empty: any.
# What cannot be read is told where kubelet keeps it, and nothing else stands in the log than the answer.
exec 2>/dev/null
for tool in find sed tr sort awk xargs stat gzip base64; do
  command -v "$tool" >/dev/null || { printf 'the image has no %s' "$tool" >/dev/termination-log; exit 46; }
done
cd /data || exit 1
prefix=`printf '%s' "$2" | tr '/' '\001'`
after=`printf '%s' "$3" | tr '/' '\001'`
limit=$4
times=$5
export prefix after limit times

# Only the folder that the prefix names, where that is one of the workspace's own and no link leads to it.
start=.
case $2 in
  */*)
    folder=/data/${2%/*}
    [ -d "$folder" ] && [ "`readlink -f "$folder"`" = "$folder" ] && start=./${2%/*} ;;
esac

# One more than are wanted tells that there are more.
find "$start" -type f ! -path '*
*' 2>/dev/termination-log |
  sed 's,^\./,,' |
  tr '/' '\001' |
  sort |
  awk '
    (ENVIRON["prefix"] == "" || index($0, ENVIRON["prefix"]) == 1) && ($0 "") > (ENVIRON["after"] "") {
      print
      if (ENVIRON["times"] == "" && ++found > ENVIRON["limit"] + 0) exit
    }' |
  tr '\001\n' '/\000' |
  xargs -0 -r stat -c '%s %Y %Z %n' -- |
  awk '
    BEGIN {
      spans = split(ENVIRON["times"], span, ",")
      for (i = 1; i <= spans; i++) {
        split(span[i], ends, "-")
        from[i] = ends[1] + 0
        to[i] = ends[2] + 0
      }
    }
    function within(time, i) {
      for (i = 1; i <= spans; i++) if (time >= from[i] && time <= to[i]) return 1
      return 0
    }
    spans == 0 || within($2 + 0) || within($3 + 0) {
      print
      if (++found > ENVIRON["limit"] + 0) exit
    }' |
  gzip -c |
  base64
exit 0
