# Shared by Forge's own containers. POSIX sh, run by Debian's dash and by busybox.
# Kubernetes expands a dollar before a parenthesis and halves two dollars: there are none here, hence backticks.
set -u
umask 007
LC_ALL=C
export LC_ALL
claim=$1

# Says why the volume does not do and what to set, each in one line, where kubelet keeps it.
refuse() {
  printf '%s\n%s\n' "$1" "$2" >/dev/termination-log
  printf '%s: %s.\n' "$1" "$2" >&2
  exit 73
}

# What a failed command has said, as a sentence. $1: what it said, $2: the folder it was about.
explain() {
  case $1 in
    *'No space left'* | *'quota exceeded'*)
      refuse "the volume of the claim $claim is full" \
        "remove what nobody needs from it, or give the claim a larger volume" ;;
    *'Read-only file system'*)
      refuse "the volume of the claim $claim is read-only" \
        "give the installation a claim that pods may write to (ReadWriteMany or ReadWriteOnce)" ;;
    *'ermission denied'* | *'not permitted'*)
      denied "$2" ;;
    *)
      said=`printf '%s' "$1" | tail -n 1`
      refuse "the volume of the claim $claim does not work: $said" "look at the volume and its driver" ;;
  esac
}

denied() {
  owner=`ls -ldn "$1" | { read -r mode _ uid gid _; printf 'user %s, group %s, mode %s' "$uid" "$gid" "$mode"; }`
  uid=`id -u`
  gid=`id -g`
  refuse "user $uid with group $gid cannot write to $1 of the claim $claim, which belongs to $owner" \
    "use a StorageClass whose driver honours fsGroup, an access point or export with UID $uid and GID $gid, or run once as root: chown $uid:$gid and chmod 2770 on it"
}

# Removes a tree, folders that their owner has closed included. Neither find nor rm follows a symbolic link.
remove() {
  if [ -e "$1" ] || [ -L "$1" ]; then
    find "$1" -type d ! -perm -700 -exec chmod u+rwx {} \; 2>/dev/null
    problem=`rm -rf "$1" 2>&1` || explain "$problem" "$1"
  fi
}
