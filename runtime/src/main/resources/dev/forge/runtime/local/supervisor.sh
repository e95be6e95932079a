# Supervises one attempt: starts its module once, in a process group of its own, and outlives whoever started it.
# For bash 3.2 (macOS) and newer.
#
#   bash -p supervisor.sh ATTEMPT-FOLDER COMMAND [ARGUMENT...]
#
# Says "claimed" or "taken" on its standard output, and leaves in the folder:
#   claim      a symbolic link to its own identity, "PID BOOT START": whoever makes it starts the module
#   started    the identity of the module's first process; its time is the module's start
#   log        what the module wrote
#   exit.CODE  how the module ended; its time is the module's end. Empty, so that a full disk cannot withhold it
# and heeds
#   ending     made by whoever ends the attempt
#   restore    a symbolic link to where the workspace is kept as the step's first attempt found it

# Sets `identity`. START is the kernel's time of the process, so that a pid that is used again is not mistaken.
identify() {
  local stat boot
  if [ -r /proc/self/stat ]; then
    IFS= read -r -d '' stat <"/proc/$1/stat"
    local pid=${stat%% *}
    # The second field may hold anything; the fields behind its last parenthesis begin with the third.
    set -- ${stat##*) }
    read -r boot </proc/sys/kernel/random/boot_id
    identity="$pid $boot ${20}"
  else
    local pid=$1
    [ "$pid" != self ] || pid=$(exec /bin/sh -c 'echo "$PPID"')
    boot=$(/usr/sbin/sysctl -n kern.bootsessionuuid)
    set -- $(LC_ALL=C TZ=UTC /bin/ps -o lstart= -p "$pid")
    identity="$pid $boot $*"
  fi
}

# Becomes the module. Whoever judges this attempt without a start mark makes the mark himself, and then it is too late.
become() {
  [ ! -L "$folder/ending" ] || exit 143
  identify self
  set -C
  echo "$identity" >"$folder/started" || exit 125
  set +C
  unset SHLVL OLDPWD
  PATH=$path
  exec -- "$@"
}

# Gives the attempt the workspace that the step's first attempt found. What is kept is kept whole or not at all, and is
# never changed: whoever is killed over putting it back leaves it for the next attempt.
restore() {
  local kept
  # What a terminal sends to the worker is not for cp either.
  trap '' INT HUP TERM QUIT
  kept=$(readlink "$folder/restore") || return
  if [ -d "$kept" ]; then
    # A module may have taken away its own permissions.
    chmod -R u+rwX "$FORGE_DATA" && find "$FORGE_DATA" -mindepth 1 -delete && cp -pPR "$kept/." "$FORGE_DATA"
  else
    mkdir -p "${kept%/*}" && rm -rf "$kept".* && cp -pPR "$FORGE_DATA" "$kept.$$" && sync && mv "$kept.$$" "$kept"
  fi
}

supervise() {
  folder=$1
  shift
  path=${PATH-}
  PATH=/usr/bin:/bin
  set +o posix
  IFS=$' \t\n'
  # Handlers rather than '', which the module would inherit: what a terminal sends to the worker is not for it.
  trap 'woken=1' INT HUP TERM QUIT PIPE USR1 USR2 ALRM

  identify $$
  if ! ln -s "$identity" "$folder/claim"; then
    [ ! -L "$folder/claim" ] || echo taken
    exit
  fi
  echo claimed
  exec >&2

  if [ -L "$folder/restore" ] && ! (restore); then
    : >"$folder/exit.74"
    exit
  fi

  set -m
  (become "$@") </dev/null >>"$folder/log" 2>&1 &
  module=$!
  # With job control on, wait would also return for a module that was merely stopped.
  set +m

  # A trapped signal ends a wait too; another one then tells how the module ended.
  while :; do
    woken=
    wait "$module"
    code=$?
    [ -n "$woken" ] || break
  done

  # A container's other processes end with its first one.
  kill -KILL -- "-$module" 2>/dev/null
  until : >"$folder/exit.$code"; do
    [ -d "$folder" ] || exit
    sleep 1
  done
}

# In one line with its end, so that bash has read it all before it does anything.
supervise "$@"; exit
