
# Goes on in the workspace that an earlier execution of the run has begun, or not at all.
[ -e /run-folder/begun ] && [ -d /run-folder/data ] ||
  refuse "the workspace of this run is gone from the claim $claim" "start the run again from its first step"
exit 0
