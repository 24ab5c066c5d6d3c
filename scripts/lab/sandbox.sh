#!/bin/bash
# sandbox.sh <folder> <cgroup> <dockerd and its arguments…>
# Holds one engine in namespaces of its own and cleans up when it ends, however it ends: the owner's death closes
# stdin, the supervisor then leaves, the kernel kills everything in its pid namespace, and what is on disk goes here.
set -u
folder=$1
cgroup=$2
trap : INT TERM HUP # outlive whatever signal the terminal sends; a handler, unlike '', is not inherited by containers

unshare --mount --net --pid --fork --kill-child --propagation private -- bash "${0%/*}/supervisor.sh" "$@"

# A cgroup can stay busy for a moment after its last process is gone.
for _ in 1 2 3 4 5 6 7 8 9 10; do
  found=$(find /sys/fs/cgroup -maxdepth 2 -type d -name "$cgroup" 2>/dev/null)
  [ -z "$found" ] && break
  find $found -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
done
rm -rf -- "$folder"
