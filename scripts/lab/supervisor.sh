#!/bin/bash
# supervisor.sh <folder> <cgroup> <dockerd and its arguments…>
# Process 1 of the sandbox. It prepares the namespaces, starts dockerd, reaps orphans (bash does that by itself) and
# obeys one command per line from stdin, answering each with one line. Nothing here may block: end of input means
# that the owner is gone, and then this process must leave at once.
set -u
folder=$1
cgroup=$2
shift 2
read -r host_pid _ </proc/self/stat # still the host's /proc, so this is our process id as the host sees it

fail() { echo "failed $1"; exit 1; }
mount -t proc proc /proc || fail 'cannot mount /proc'
# An empty /run hides the machine's own containerd (dockerd would use it), D-Bus (dockerd would talk to firewalld)
# and the shim sockets of other engines.
mount -t tmpfs -o mode=755 tmpfs /run || fail 'cannot mount /run'
# dockerd 20.10 writes a key into /etc/docker; keep that off the machine.
mkdir /run/etc /run/etc-work
mount -t overlay -o lowerdir=/etc,upperdir=/run/etc,workdir=/run/etc-work overlay /etc 2>/dev/null
ip link set lo up || fail 'cannot use the network namespace'
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then # cgroup v2: limits need the controllers handed down
  for controller in cpu memory pids io cpuset; do
    echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control
  done 2>/dev/null
fi
echo "ready $host_pid"

engine=
while read -r command argument; do
  case $command in
    start)
      PATH=$BAYPLAN_LAB_PATH LD_LIBRARY_PATH=$BAYPLAN_LAB_SONAMES "$@" </dev/null >>"$folder/log" 2>&1 &
      engine=$!
      disown # or bash announces on stderr how it died
      echo started
      ;;
    signal) kill "-$argument" "$engine" 2>/dev/null && echo sent || echo gone ;;
    alive) kill -0 "$engine" 2>/dev/null && echo yes || echo no ;;
    forward)
      "$argument" "${0%/*}/port-agent.mjs" "$folder/ports.sock" </dev/null >>"$folder/log" 2>&1 &
      echo started
      ;;
    *) echo unknown ;;
  esac
done

# The owner is gone. With cgroup v1 not even the kernel can kill the processes of a paused container: thaw them first.
[ -n "$engine" ] && kill -KILL "$engine" 2>/dev/null
shopt -s nullglob
for state in /sys/fs/cgroup/freezer/"$cgroup"/*/freezer.state; do echo THAWED >"$state"; done
