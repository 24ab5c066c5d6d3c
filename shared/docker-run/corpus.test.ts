import { describe, expect, it } from 'vitest'
import { checkSpec } from './check-spec.ts'
import { parseRun } from './parse-run.ts'
import { printRun } from './print-run.ts'
import { isNote } from './run-problem.ts'

/** Commands as they stand on pages, the same in long flags for the shell they were written for, and what is said of them. */
const corpus: readonly (readonly [string, string, ...string[]])[] = [
  ['docker run hello-world', 'docker run hello-world'],
  ['docker run -it ubuntu bash', 'docker run --interactive --tty ubuntu bash'],
  [
    'docker run -d -p 80:80 docker/getting-started',
    'docker run --detach --publish 80:80 docker/getting-started',
  ],
  [
    'docker run --name some-nginx -v /some/content:/usr/share/nginx/html:ro -d nginx',
    'docker run --detach --name some-nginx --volume /some/content:/usr/share/nginx/html:ro nginx',
  ],
  [
    'docker run --name some-postgres -e POSTGRES_PASSWORD=mysecretpassword -d postgres',
    'docker run --detach --name some-postgres --env POSTGRES_PASSWORD=mysecretpassword postgres',
  ],
  [
    'docker run -it --rm --network some-network postgres psql -h some-postgres -U postgres',
    'docker run --interactive --tty --rm --network some-network postgres psql -h some-postgres -U postgres',
  ],
  [
    'docker run -d \\\n\t--name some-postgres \\\n\t-e POSTGRES_PASSWORD=mysecretpassword \\\n\t-e PGDATA=/var/lib/postgresql/data/pgdata \\\n\t-v /custom/mount:/var/lib/postgresql/data \\\n\tpostgres',
    'docker run --detach --name some-postgres --env POSTGRES_PASSWORD=mysecretpassword --env PGDATA=/var/lib/postgresql/data/pgdata --volume /custom/mount:/var/lib/postgresql/data postgres',
  ],
  [
    '$ docker run --name some-mysql -v /my/own/datadir:/var/lib/mysql -e MYSQL_ROOT_PASSWORD=my-secret-pw -d mysql:tag --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci',
    'docker run --detach --name some-mysql --env MYSQL_ROOT_PASSWORD=my-secret-pw --volume /my/own/datadir:/var/lib/mysql mysql:tag --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci',
  ],
  [
    'docker run --name some-redis -d redis redis-server --save 60 1 --loglevel warning',
    'docker run --detach --name some-redis redis redis-server --save 60 1 --loglevel warning',
  ],
  [
    'docker run -d -p 9000:9000 --name=portainer --restart=always -v /var/run/docker.sock:/var/run/docker.sock -v portainer_data:/data portainer/portainer-ce:latest',
    'docker run --detach --name portainer --restart always --publish 9000:9000 --volume /var/run/docker.sock:/var/run/docker.sock --volume portainer_data:/data portainer/portainer-ce:latest',
  ],
  [
    'docker run -d --name=netdata --pid=host --network=host -v netdataconfig:/etc/netdata -v /:/host/root:ro,rslave --restart unless-stopped --cap-add SYS_PTRACE --cap-add SYS_ADMIN --security-opt apparmor=unconfined netdata/netdata',
    'docker run --detach --name netdata --restart unless-stopped --network host --volume netdataconfig:/etc/netdata --volume /:/host/root:ro,rslave --cap-add SYS_PTRACE --cap-add SYS_ADMIN --security-opt apparmor=unconfined --pid host netdata/netdata',
  ],
  [
    'docker run --rm -it --gpus all nvcr.io/nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi',
    'docker run --interactive --tty --rm --gpus all nvcr.io/nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi',
  ],
  [
    'docker run -d --gpus=all -v ollama:/root/.ollama -p 11434:11434 --name ollama ollama/ollama',
    'docker run --detach --name ollama --publish 11434:11434 --volume ollama:/root/.ollama --gpus all ollama/ollama',
  ],
  [
    'docker run --gpus \'"device=0,2"\' -it --rm nvidia/cuda nvidia-smi -L',
    'docker run --interactive --tty --rm --gpus \'"device=0,2"\' nvidia/cuda nvidia-smi -L',
  ],
  [
    'docker run -d --device /dev/kfd --device /dev/dri -v ollama:/root/.ollama -p 11434:11434 --name ollama ollama/ollama:rocm',
    'docker run --detach --name ollama --publish 11434:11434 --volume ollama:/root/.ollama --device /dev/kfd --device /dev/dri ollama/ollama:rocm',
  ],
  [
    'docker run --detach --name watchtower --volume /var/run/docker.sock:/var/run/docker.sock containrrr/watchtower',
    'docker run --detach --name watchtower --volume /var/run/docker.sock:/var/run/docker.sock containrrr/watchtower',
  ],
  [
    'docker run -d -p 3000:3000 --add-host=host.docker.internal:host-gateway -v open-webui:/app/backend/data --name open-webui --restart always ghcr.io/open-webui/open-webui:main',
    'docker run --detach --name open-webui --restart always --add-host host.docker.internal:host-gateway --publish 3000:3000 --volume open-webui:/app/backend/data ghcr.io/open-webui/open-webui:main',
  ],
  [
    'docker run --volume=/:/rootfs:ro --volume=/var/run:/var/run:ro --volume=/sys:/sys:ro --volume=/dev/disk/:/dev/disk:ro --publish=8080:8080 --detach=true --name=cadvisor --privileged --device=/dev/kmsg gcr.io/cadvisor/cadvisor:v0.49.1',
    'docker run --detach --name cadvisor --publish 8080:8080 --volume /:/rootfs:ro --volume /var/run:/var/run:ro --volume /sys:/sys:ro --volume /dev/disk/:/dev/disk:ro --device /dev/kmsg --privileged gcr.io/cadvisor/cadvisor:v0.49.1',
  ],
  [
    'docker run -d --name pihole -p 53:53/tcp -p 53:53/udp -p 80:80 -e TZ="America/Chicago" -v "$(pwd)/etc-pihole:/etc/pihole" --dns=127.0.0.1 --dns=1.1.1.1 --restart=unless-stopped --hostname pi.hole -e VIRTUAL_HOST="pi.hole" pihole/pihole:latest',
    'docker run --detach --name pihole --restart unless-stopped --hostname pi.hole --dns 127.0.0.1 --dns 1.1.1.1 --publish 53:53/tcp --publish 53:53/udp --publish 80:80 --env TZ=America/Chicago --env VIRTUAL_HOST=pi.hole --volume "$(pwd)/etc-pihole:/etc/pihole" pihole/pihole:latest',
    'variable',
  ],
  [
    'docker run -d --name=linuxserver-plex --net=host -e PUID=1000 -e PGID=1000 -e VERSION=docker -v /path/to/library:/config --restart unless-stopped lscr.io/linuxserver/plex:latest',
    'docker run --detach --name linuxserver-plex --restart unless-stopped --network host --env PUID=1000 --env PGID=1000 --env VERSION=docker --volume /path/to/library:/config lscr.io/linuxserver/plex:latest',
  ],
  [
    'docker run -p 127.0.0.1:5432:5432 -p [::1]:5432:5432 -p 8000-8010:8000-8010 -p 9000 -p 6060:6060/udp postgres',
    "docker run --publish 127.0.0.1:5432:5432 --publish '[::1]:5432:5432' --publish 8000-8010:8000-8010 --publish 9000 --publish 6060:6060/udp postgres",
  ],
  [
    'docker run --mount type=bind,source="$(pwd)"/target,target=/app,readonly --mount type=volume,src=data,dst=/data,volume-nocopy --mount type=tmpfs,destination=/run,tmpfs-size=64m,tmpfs-mode=1770 nginx:latest',
    'docker run --mount "type=bind,source=$(pwd)/target,target=/app,readonly" --mount type=volume,src=data,dst=/data,volume-nocopy --mount type=tmpfs,destination=/run,tmpfs-size=64m,tmpfs-mode=1770 nginx:latest',
    'variable',
  ],
  [
    'docker run --mount \'type=volume,src=vol,dst=/x,volume-driver=local,"volume-opt=o=addr=10.0.0.1,rw",volume-opt=type=nfs\' alpine',
    'docker run --mount \'type=volume,src=vol,dst=/x,volume-driver=local,"volume-opt=o=addr=10.0.0.1,rw",volume-opt=type=nfs\' alpine',
  ],
  [
    'docker run --tmpfs /run:rw,noexec,nosuid,size=65536k my_image',
    'docker run --tmpfs /run:rw,noexec,nosuid,size=65536k my_image',
  ],
  [
    'docker run --ulimit nofile=262144:262144 --ulimit memlock=-1:-1 -e "discovery.type=single-node" -e "ES_JAVA_OPTS=-Xms512m -Xmx512m" docker.elastic.co/elasticsearch/elasticsearch:8.13.0',
    "docker run --env discovery.type=single-node --env 'ES_JAVA_OPTS=-Xms512m -Xmx512m' --ulimit nofile=262144:262144 --ulimit memlock=-1:-1 docker.elastic.co/elasticsearch/elasticsearch:8.13.0",
  ],
  [
    'docker run --network name=my-net,alias=web,ip=172.20.0.5,driver-opt=com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1 --network other nginx',
    'docker run --network name=my-net,alias=web,ip=172.20.0.5,driver-opt=com.docker.network.endpoint.sysctls=net.ipv4.conf.IFNAME.log_martians=1 --network other nginx',
  ],
  [
    'docker run --itd --network=my-net --ip=10.10.9.75 busybox',
    'docker run --itd --network my-net --ip 10.10.9.75 busybox',
    'unknown-flag',
  ],
  [
    'docker run -itd --network=my-net --ip=10.10.9.75 --network-alias db --link-local-ip=169.254.1.1 busybox',
    'docker run --detach --interactive --tty --network my-net --network-alias db --ip 10.10.9.75 --link-local-ip 169.254.1.1 busybox',
  ],
  [
    "docker run -d --health-cmd='curl -f http://localhost/ || exit 1' --health-interval=30s --health-timeout=1m30s --health-retries=3 --health-start-period=10s --health-start-interval=500ms nginx",
    "docker run --detach --health-cmd 'curl -f http://localhost/ || exit 1' --health-interval 30s --health-timeout 1m30s --health-retries 3 --health-start-period 10s --health-start-interval 500ms nginx",
  ],
  [
    'docker run -d --log-driver=json-file --log-opt max-size=10m --log-opt max-file=3 --restart=on-failure:5 app',
    'docker run --detach --restart on-failure:5 --log-driver json-file --log-opt max-size=10m --log-opt max-file=3 app',
  ],
  [
    'docker run -it --rm -v ~/.aws:/root/.aws amazon/aws-cli s3 ls',
    'docker run --interactive --tty --rm --volume ~/.aws:/root/.aws amazon/aws-cli s3 ls',
    'variable',
  ],
  [
    'docker run --rm -v "${PWD}:/src" -w /src -u $(id -u):$(id -g) node:20 npm ci',
    'docker run --rm --user "$(id -u):$(id -g)" --workdir /src --volume "${PWD}:/src" node:20 npm ci',
    'variable',
  ],
  [
    'docker run --rm -it -v `pwd`:/work -w /work golang:1.22 go build ./...',
    'docker run --interactive --tty --rm --workdir /work --volume "`pwd`:/work" golang:1.22 go build ./...',
    'variable',
  ],
  [
    'docker run --rm --env-file .env --env-file=./prod.env -e DEBUG my/app',
    'docker run --rm --env DEBUG --env-file .env --env-file ./prod.env my/app',
  ],
  [
    'docker run --memory=512m --memory-swap 1g --memory-reservation 256m --cpus=1.5 --cpuset-cpus=0-1 --pids-limit 100 --oom-score-adj -500 --shm-size=256m app',
    'docker run --shm-size 256m --memory 512m --memory-reservation 256m --memory-swap 1g --cpus 1.5 --cpuset-cpus 0-1 --pids-limit 100 --oom-score-adj -500 app',
  ],
  [
    'docker run --device-read-bps /dev/sda:1mb --device-write-iops=/dev/sda:1000 --blkio-weight 300 --blkio-weight-device /dev/sda:200 ubuntu',
    'docker run --blkio-weight 300 --blkio-weight-device /dev/sda:200 --device-read-bps /dev/sda:1mb --device-write-iops /dev/sda:1000 ubuntu',
  ],
  [
    'docker run --sysctl net.ipv4.ip_forward=1 --sysctl=net.core.somaxconn=1024 --cap-add=NET_ADMIN --cap-drop ALL --security-opt no-new-privileges --read-only app',
    'docker run --read-only --cap-add NET_ADMIN --cap-drop ALL --security-opt no-new-privileges --sysctl net.ipv4.ip_forward=1 --sysctl net.core.somaxconn=1024 app',
  ],
  [
    'docker run --security-opt seccomp=unconfined --security-opt label:disable --userns=host --ipc=host --uts=host --cgroupns=private app',
    'docker run --security-opt seccomp=unconfined --security-opt label:disable --ipc host --uts host --userns host --cgroupns private app',
  ],
  [
    'docker run --device-cgroup-rule="c 188:* rmw" --group-add dialout --runtime=runc --init --stop-signal=SIGINT --stop-timeout 60 app',
    "docker run --init --stop-signal SIGINT --stop-timeout 60 --device-cgroup-rule 'c 188:* rmw' --group-add dialout --runtime runc app",
  ],
  [
    'docker run -l traefik.enable=true -l \'traefik.http.routers.whoami.rule=Host(`whoami.localhost`)\' --label=com.example.foo="bar baz" traefik/whoami',
    "docker run --label traefik.enable=true --label 'traefik.http.routers.whoami.rule=Host(`whoami.localhost`)' --label 'com.example.foo=bar baz' traefik/whoami",
  ],
  [
    'docker run --platform linux/amd64 --pull=always -h myhost --domainname example.com --mac-address 92:d0:c6:0a:29:33 alpine uname -a',
    'docker run --platform linux/amd64 --pull always --hostname myhost --domainname example.com --mac-address 92:d0:c6:0a:29:33 alpine uname -a',
  ],
  [
    'docker run --entrypoint /bin/sh -it alpine/git -c "git --version && ls -la"',
    "docker run --interactive --tty --entrypoint /bin/sh alpine/git -c 'git --version && ls -la'",
  ],
  [
    'docker run --rm alpine sh -c "echo \'single\' && echo \\"double\\" && echo \\$HOME"',
    "docker run --rm alpine sh -c 'echo '\\''single'\\'' && echo \"double\" && echo $HOME'",
  ],
  [
    "docker run --rm alpine sh -c 'for i in 1 2 3; do echo $i; done'",
    "docker run --rm alpine sh -c 'for i in 1 2 3; do echo $i; done'",
  ],
  [
    "docker run --rm -e MSG='it'\"'\"'s' alpine printenv MSG",
    "docker run --rm --env 'MSG=it'\\''s' alpine printenv MSG",
  ],
  [
    'docker run -e JAVA_OPTS="-Dfoo=bar -Dbaz=\'q u x\'" -e EMPTY= -e "JSON={\\"a\\": [1, 2]}" tomcat',
    "docker run --env 'JAVA_OPTS=-Dfoo=bar -Dbaz='\\''q u x'\\''' --env EMPTY= --env 'JSON={\"a\": [1, 2]}' tomcat",
  ],
  [
    'sudo docker run --privileged -d -v /sys/fs/cgroup:/sys/fs/cgroup:rw jrei/systemd-ubuntu',
    'docker run --detach --volume /sys/fs/cgroup:/sys/fs/cgroup:rw --privileged jrei/systemd-ubuntu',
  ],
  [
    'docker container run --rm -a stdin -a stdout -i --sig-proxy=false --detach-keys="ctrl-a,d" ubuntu /bin/bash',
    'docker run --interactive --rm --attach stdin --attach stdout --detach-keys ctrl-a,d --sig-proxy=false ubuntu /bin/bash',
  ],
  [
    'docker container create --name data -v /dbdata postgres /bin/true',
    'docker create --name data --volume /dbdata postgres /bin/true',
  ],
  [
    'docker create -it --storage-opt size=120G --annotation k=v --cidfile /tmp/cid fedora /bin/bash',
    'docker create --interactive --tty --storage-opt size=120G --annotation k=v --cidfile /tmp/cid fedora /bin/bash',
  ],
  ['docker --context prod run -d app', 'docker run --detach app'],
  ['docker -H ssh://me@box run --rm app', 'docker run --rm app'],
  ['CID=$(docker run -d -P nginx)', 'docker run --detach --publish-all nginx'],
  [
    'docker run -d --name n8n -p 5678:5678 -v n8n_data:/home/node/.n8n docker.n8n.io/n8nio/n8n',
    'docker run --detach --name n8n --publish 5678:5678 --volume n8n_data:/home/node/.n8n docker.n8n.io/n8nio/n8n',
  ],
  [
    "docker run -d -p 8443:8443 -p 8080:8080 --name unifi -e TZ='Africa/Johannesburg' -v ~/unifi:/unifi jacobalberty/unifi",
    'docker run --detach --name unifi --publish 8443:8443 --publish 8080:8080 --env TZ=Africa/Johannesburg --volume ~/unifi:/unifi jacobalberty/unifi',
    'variable',
  ],
  [
    'docker run -d --name gitea -p 3000:3000 -p 222:22 -v gitea:/data -v /etc/timezone:/etc/timezone:ro gitea/gitea:1.22.1',
    'docker run --detach --name gitea --publish 3000:3000 --publish 222:22 --volume gitea:/data --volume /etc/timezone:/etc/timezone:ro gitea/gitea:1.22.1',
  ],
  [
    'docker run -it --volume=$PWD:/srv/jekyll:Z --volume="$PWD/vendor/bundle:/usr/local/bundle" jekyll/jekyll:3.8 jekyll build',
    'docker run --interactive --tty --volume "$PWD:/srv/jekyll:Z" --volume "$PWD/vendor/bundle:/usr/local/bundle" jekyll/jekyll:3.8 jekyll build',
    'variable',
  ],
  [
    'docker run -v nfs:/x:nocopy,z -v /a:/b:cached -v /c:/d:delegated,ro -v /anon -v named:/n alpine',
    'docker run --volume nfs:/x:nocopy,z --volume /a:/b:cached --volume /c:/d:delegated,ro --volume /anon --volume named:/n alpine',
  ],
  [
    'docker run -v C:\\Users\\me\\src:/src -w /src mcr.microsoft.com/dotnet/sdk:8.0 dotnet build',
    'docker run --workdir /src --volume C:\\Users\\me\\src:/src mcr.microsoft.com/dotnet/sdk:8.0 dotnet build',
  ],
  [
    'docker run --rm -v "%cd%":/work -w /work alpine ls',
    'docker run --rm --workdir /work --volume "%cd%:/work" alpine ls',
    'variable',
  ],
  [
    'docker run `\n  --rm `\n  -v ${PWD}:/work `\n  -e "A=$env:USERNAME" `\n  alpine ls',
    'docker run --rm --env "A=${env:USERNAME}" --volume "${PWD}:/work" alpine ls',
    'variable',
  ],
  [
    'docker run ^\n  --rm ^\n  -e "MSG=say \\"hi\\"" ^\n  alpine env',
    'docker run --rm --env ^"MSG=say \\^"hi\\^"^" alpine env',
  ],
  [
    'docker run --rm -d --expose 8080 --expose 9000-9010/udp --link db:database --link cache --volumes-from data:ro app',
    'docker run --detach --rm --link db:database --link cache --expose 8080 --expose 9000-9010/udp --volumes-from data:ro app',
  ],
  [
    'docker run -d --restart=always --name=elasticsearch -p 9200:9200 -e "http.cors.allow-origin=\'*\'" elasticsearch:7.17.0',
    "docker run --detach --name elasticsearch --restart always --publish 9200:9200 --env 'http.cors.allow-origin='\\''*'\\''' elasticsearch:7.17.0",
  ],
  [
    'docker run --name mongo -d mongo:7 --auth --bind_ip_all',
    'docker run --detach --name mongo mongo:7 --auth --bind_ip_all',
  ],
  [
    'docker run \\\n  --name vault \\\n  --cap-add=IPC_LOCK \\\n  -e \'VAULT_LOCAL_CONFIG={"storage": {"file": {"path": "/vault/file"}}, "default_lease_ttl": "168h"}\' \\\n  -p 8200:8200 \\\n  hashicorp/vault server',
    'docker run --name vault --publish 8200:8200 --env \'VAULT_LOCAL_CONFIG={"storage": {"file": {"path": "/vault/file"}}, "default_lease_ttl": "168h"}\' --cap-add IPC_LOCK hashicorp/vault server',
  ],
  [
    'docker run -d —name homeassistant —privileged —restart=unless-stopped -e TZ=MY_TIME_ZONE -v /PATH_TO_YOUR_CONFIG:/config —network=host ghcr.io/home-assistant/home-assistant:stable',
    'docker run --detach --name homeassistant --restart unless-stopped --network host --env TZ=MY_TIME_ZONE --volume /PATH_TO_YOUR_CONFIG:/config --privileged ghcr.io/home-assistant/home-assistant:stable',
    'repaired-dash',
  ],
  [
    'docker run -e “TZ=Europe/Berlin” -v ‘/a b:/c’ app',
    "docker run --env TZ=Europe/Berlin --volume '/a b:/c' app",
    'repaired-quote',
  ],
  [
    'docker run -d -e API_KEY=<your-api-key> -p 3000:3000 app:latest',
    "docker run --detach --publish 3000:3000 --env 'API_KEY=<your-api-key>' app:latest",
    'placeholder',
  ],
  ['docker run -d nginx && docker ps', 'docker run --detach nginx', 'other-command'],
  [
    'docker run --rm busybox nslookup google.com 2>/dev/null | tail -n1',
    'docker run --rm busybox nslookup google.com',
    'redirect',
    'other-command',
  ],
  [
    'docker run --replace --pod mypod -d nginx',
    'docker run --replace --pod=mypod --detach nginx',
    'unknown-flag',
  ],
]

describe('commands of web pages', () => {
  it.each(corpus)('%s', (line, expected, ...codes) => {
    const { spec, shell, verb, problems } = parseRun(line)
    if (spec === null) throw new Error('nothing read')
    expect(printRun(spec, { shell, verb, layout: 'line', flags: 'long' }).text).toBe(expected)
    expect([...new Set(problems.map(({ code }) => code))]).toEqual(codes)
    // Nothing else is wrong with them than what the page left open.
    const wrong = checkSpec(spec).filter((problem) => !isNote(problem))
    expect(wrong.filter(({ code }) => code !== 'variable' && code !== 'unknown-flag')).toEqual([])
  })
})
