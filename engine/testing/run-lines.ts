/** What lines of the matrix lean on; a test makes them on its engine first. */
export const surroundings = {
  networks: [
    ['front', '10.77.1.0/24', 'fd77:1::/64'],
    ['back', '10.77.2.0/24', null],
    ['far', '10.77.3.0/24', null],
  ],
  volumes: ['data', 'logs'],
  containers: ['db', 'cache'],
} as const

/** An image in which all that containers inherit is set, as `docker commit --change` takes it. */
export const richImage = [
  'ENV GREETING=hi',
  'ENTRYPOINT ["echo"]',
  'CMD ["from", "the image"]',
  'LABEL kind=image also=this',
  'USER 1000',
  'WORKDIR /srv',
  'VOLUME /image-data',
  'EXPOSE 99',
  'STOPSIGNAL SIGINT',
  'HEALTHCHECK --interval=5s --retries=2 CMD ["true", "--flag"]',
] as const

/** Files that lines name, by the placeholder that stands for their path. */
export const lineFiles = {
  '@env@':
    '# settings\nFILE_ONE=1\n  FILE_TWO=two words # not a comment\nFROM_HOST\nNOT_ON_HOST\nSAME=file\n',
  '@labels@': 'com.example.file=yes\ncom.example.empty=\n# nothing\n',
  '@seccomp@': '{\n  "defaultAction": "SCMP_ACT_ALLOW",\n  "syscalls": []\n}\n',
} as const

/** The host's variables that lines name. */
export const hostVariables = { FROM_HOST: "it's from the host" } as const

/** What follows `docker create` in a POSIX shell. Nothing is started, so that what the machine lacks may be named. */
export const runLines: Readonly<Record<string, string>> = {
  'nothing but an image': 'bb',
  'terminal and input': '-it bb sh',
  'input only': '-i bb cat -',
  'one stream attached': '-a STDERR -a stdout bb',
  'a command with every kind of quote': `bb sh -c 'echo "$HOME" it'"'"'s \\ fine; exit 3' '' --flag`,
  'another entrypoint': `--entrypoint /bin/echo bb hello`,
  'no entrypoint': `--entrypoint= bayplan/noshell:1 /busybox-only sh`,
  'the entrypoint of the image': `bayplan/noshell:1 top`,
  'who and where': '--user 1000:root --workdir /srv/app --hostname box --domainname example.org bb',
  variables: `-e A=1 -e EMPTY= -e 'WITH=an = and spaces' -e FROM_HOST -e NOT_ON_HOST -e A=2 bb`,
  'an image that says everything': 'rich',
  'variables and labels of the image changed': '-e GREETING=hello -e OTHER=1 -l kind=own rich',
  'a variable of the image taken away': '-e GREETING rich',
  'a command for the entrypoint of the image': 'rich one two',
  'an entrypoint without the command of the image': '--entrypoint /bin/echo rich',
  'the entrypoint of the image, said, and no command': '--entrypoint echo rich',
  'no entrypoint, and a command of its own': `--entrypoint '' rich sh -c 'exit 0'`,
  'user, folder, signal and volume of the image changed':
    '-u 0 -w / --stop-signal SIGTERM -v data:/image-data -p 99:99 --expose 98 rich',
  'files of variables and labels':
    '--env-file @env@ -e SAME=flag --label-file @labels@ -l com.example.flag=1 -l bare bb',
  'labels with odd characters': `-l 'a.b/c=x "y" é' --label 'multi=line 1\nline 2' bb`,
  'published ports':
    '-p 8080:80 -p 127.0.0.1:8443:443/tcp -p 53:53/udp -p 9000-9002:9000-9002 -p 7000-7010:7000 -p 81 bb',
  'ports on IPv6': '-p [::1]:8080:80 -p 0.0.0.0::90/sctp bb',
  'ports in the long form': '-p published=8080,target=80,protocol=udp bb',
  'exposed ports': '--expose 100-102/udp --expose 99 -P bb',
  'ports the image exposes': '--expose 80 -p 8443:443 bayplan/web:1',
  binds: '-v /srv/data:/data:ro -v /srv/x:/x:rshared,z -v /srv/data:/data:ro bb',
  'volumes by name and without': '-v data:/var/lib/data -v logs:/logs:nocopy,ro -v /anonymous bb',
  'a volume of another driver': '--volume-driver local -v data:/data bb',
  'mounts of every type':
    '--mount type=bind,src=/srv,dst=/srv,readonly,bind-propagation=rslave --mount type=volume,src=data,dst=/data,volume-nocopy --mount type=tmpfs,dst=/run,tmpfs-size=64m,tmpfs-mode=1770 --mount dst=/nameless bb',
  'a mount with a volume of its own': `--mount 'type=volume,source=shared,target=/s,volume-driver=local,volume-label=a=b,volume-opt=type=tmpfs,volume-opt=device=tmpfs,"volume-opt=o=size=1m,uid=5"' bb`,
  'mounts that do not recurse':
    '--mount type=bind,src=/srv,dst=/a,bind-recursive=disabled --mount type=bind,src=/srv,dst=/b,ro,bind-recursive=writable --mount type=bind,src=/srv,dst=/c,ro,bind-propagation=rprivate,bind-recursive=readonly bb',
  'part of a volume': '--mount type=volume,src=data,dst=/part,volume-subpath=a/b bb',
  'memory file systems': '--tmpfs /run --tmpfs /tmp:rw,noexec,nosuid,size=65536k --shm-size 256m bb',
  'volumes of others': '--volumes-from db --volumes-from cache:ro bb',
  'a read-only root': '--read-only --tmpfs /tmp bb',
  'one named network': '--network front bb',
  'a network with names and addresses':
    '--network front --network-alias www --network-alias api --ip 10.77.1.9 --ip6 fd77:1::9 --link-local-ip 169.254.1.1 --mac-address 92:d0:c6:0a:29:33 bb',
  'three networks':
    '--network name=front,alias=www,ip=10.77.1.10 --network name=back,driver-opt=com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1,gw-priority=5 --network far bb',
  'a link on a named network': '--network back --link db:database bb',
  'a link on the bridge': '--link db:database --link cache bb',
  'an address on hardware': '--mac-address 92:d0:c6:0a:29:34 bb',
  'no network': '--network none bb',
  "the host's network": '--network host --uts host --pid host --ipc host --userns host --cgroupns host bb',
  "another container's namespaces": '--network container:db --pid container:db --ipc shareable bb',
  'names to look up':
    '--add-host db:10.0.0.5 --add-host host.docker.internal=host-gateway --add-host six:::1 --dns 1.1.1.1 --dns 2606:4700::1111 --dns-search example.org --dns-search . --dns-option ndots:2 bb',
  'memory limits':
    '-m 512m --memory-swap 1g --memory-reservation 256m --memory-swappiness 40 --oom-kill-disable bb',
  'unlimited swap': '--memory 64mb --memory-swap -1 --oom-score-adj 500 bb',
  'half a processor': '--cpus 0.5 --cpu-shares 512 --cpuset-cpus 0-1 --cpuset-mems 0 bb',
  'processor time by hand': '--cpu-period 50000 --cpu-quota 25000 bb',
  'limits on processes': '--pids-limit 100 --ulimit nofile=1024:2048 --ulimit nproc=64 --ulimit core=-1 bb',
  'unlimited processes': '--pids-limit -1 bb',
  'block devices':
    '--blkio-weight 300 --blkio-weight-device /dev/null:400 --device-read-bps /dev/null:1mb --device-write-bps /dev/null:2m --device-read-iops /dev/null:100 --device-write-iops /dev/null:200 bb',
  devices: `--device /dev/fuse --device /dev/null:/dev/xnull:r --device /dev/zero:rw --device-cgroup-rule 'c 10:* rmw' bb`,
  'every GPU': '--gpus all bb',
  'some GPUs': `--gpus '"device=0,2","capabilities=compute,utility"' bb`,
  'a device of CDI': '--device vendor.com/class=name bb',
  privileges:
    '--privileged --cap-add NET_ADMIN --cap-add sys_time --cap-drop ALL --group-add audio --group-add 999 bb',
  'security options':
    '--security-opt no-new-privileges --security-opt label=disable --security-opt apparmor=unconfined --security-opt seccomp=unconfined bb',
  'a profile from a file': '--security-opt seccomp=@seccomp@ bb',
  'unmasked paths': '--security-opt systempaths=unconfined bb',
  'a health check': `--health-cmd 'curl -f http://localhost/ || exit 1' --health-interval 90s --health-timeout 1m30s --health-retries 5 --health-start-period 1h --health-start-interval 500ms bb`,
  "part of the image's health check changed": '--health-retries 7 --health-interval 2s bayplan/health:1',
  "the image's health check": 'bayplan/health:1',
  'no health check': '--no-healthcheck bayplan/health:1',
  'restarts and ends': '--restart on-failure:5 --stop-signal SIGINT --stop-timeout 3 --init bb',
  'always up': '--restart unless-stopped --stop-timeout 0 --init=false bb',
  'removed at the end': '--rm bb true',
  'logs elsewhere': '--log-driver local --log-opt max-size=10m --log-opt max-file=3 bb',
  'log options only': '--log-opt max-size=1m --log-opt labels=a,b bb',
  'no logs': '--log-driver none bb',
  'low level': `--sysctl net.core.somaxconn=1024 --sysctl net.ipv4.ip_local_port_range='1024 65000' --runtime runc --annotation com.example.note='a=b c' --cgroup-parent /bayplan bb`,
  'said by the client only': '--pull never --quiet --disable-content-trust bb',
  'a platform': '--platform linux/amd64 bb',
}
