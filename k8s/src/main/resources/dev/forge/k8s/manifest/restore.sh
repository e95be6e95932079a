
# Keeps the workspace before a step's first attempt, and puts it back before each further one. A copy counts once it
# has its name; a kill at any moment leaves what the next start of this goes on from.
cd /run-folder || refuse "the folder of this run is not on the volume of the claim $claim" "start the run again"
kept=kept/$2

copy() {
  remove "$2"
  problem=`cp -a "$1" "$2" 2>&1` || {
    rm -rf "$2" 2>/dev/null
    case $problem in
      *'ermission denied'*)
        refuse "the workspace cannot be copied: `printf '%s' "$problem" | head -n 1`" \
          "let the step before leave only files that user `id -u` may read, or take restore: from the module" ;;
      *) explain "$problem" "$1" ;;
    esac
  }
  # Else a node that dies would leave a copy that is whole by its name alone.
  sync -f "$2" 2>/dev/null || sync
}

[ -d kept ] || problem=`mkdir kept 2>&1` || explain "$problem" /run-folder
for other in kept/* kept/.[!.]*; do
  [ "$other" = "$kept" ] || remove "$other"
done

# Only between the two renames below is there no data.
if [ ! -d data ] && [ ! -d "$kept" ]; then
  [ -d data.old ] || refuse "the workspace of this run is gone from the claim $claim" "start the run again"
  mv data.old data
fi

if [ -d "$kept" ]; then
  copy "$kept" data.new
  if [ -d data ]; then
    remove data.old
    mv data data.old || exit 1
  fi
  mv data.new data || exit 1
else
  remove data.new
  copy data "$kept.new"
  mv "$kept.new" "$kept" || exit 1
fi
remove data.old
exit 0
