
# Looks whether the run has files: kubelet would make an empty folder for the container that reads them.
[ -d "/volume/runs/$2/data" ] || exit 40
exit 0
