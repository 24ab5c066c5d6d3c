import { describe, expect, it } from 'vitest'
import { checkSpec } from './check-spec.ts'
import type { RunOptionName } from './run-options.ts'
import { optionOf } from './run-options.ts'
import type { RunProblem } from './run-problem.ts'
import { isNote } from './run-problem.ts'
import type { RunSpec } from './run-spec.ts'
import { emptySpec } from './run-spec.ts'

/** What has to be said besides for a value to mean something. */
const companions: Readonly<Record<string, RunSpec['options']>> = {
  ip: { network: ['shop'] },
  'memory-swap': { memory: '512m' },
  'memory-reservation': { memory: '512m' },
}

function problemsOf(name: RunOptionName, text: string): readonly RunProblem[] {
  const value = optionOf(name).kind === 'list' ? [text] : text
  const options = { ...companions[name], [name]: value } as RunSpec['options']
  return checkSpec({ ...emptySpec('nginx'), options }).filter((problem) => !isNote(problem))
}

/** Texts as they are written below: `∅` is the empty one. */
const textsOf = (list: string) =>
  list === '' ? [] : list.split(' · ').map((text) => (text === '∅' ? '' : text))

/** Values that docker takes, and those that it or the engine refuses: each was tried with `docker create`. */
const values: readonly (readonly [RunOptionName, string, Readonly<Record<string, string>>])[] = [
  [
    'publish',
    '80 · 8080:80 · 127.0.0.1:8080:80 · 127.0.0.1::80 · [::1]:8080:80 · :80 · 8000-8010:80 · 8000-8010:8000-8010 · 80/udp · 80/UDP · 80/ · 0:80 · 8080:0 · [::1]::80 · published=8081,target=81,protocol=tcp · published=8082,target=82 · target=80 · mode=host,target=83,published=8083',
    {
      'range-mismatch': '8000-8010:8000-8009 · 80:8000-8001',
      'bad-protocol': '80/icmp',
      'bad-port': '65536 · 70000:80 · a:80 · 5-4 · ∅ · 80  · -80',
      'bad-address': '1.2.3:80:80 · [::1:80:80 · 127.0.0.1:80:80:80 · localhost:8080:80',
    },
  ],
  ['expose', '80 · 80/udp · 80-90/tcp · 0', { 'bad-port': '80:80 · a · 90-80 · ∅' }],
  [
    'volume',
    '/a · /a:/b · n:/b · /a:/b:ro · /a:/b:ro,z · /a:/b:cached · /a:/b:rshared · ../x:/b · ./x:/b · .:/b · x:/b · /a:/b:ro,cached,rslave',
    {
      'bad-mode': '/a:/b:rw,ro · /a:/b:bad · /a:/b:U · /a:/b:nocopy · /a:/b:c:d',
      'not-absolute': 'n:/b:nocopy · n:/b:rshared · n:/b:z,Z',
      'bad-mount': '/a:/ · n:/b: · /a::/b · :/b',
      'bad-name': 'n!:/b · ~/x:/b · x/y:/b',
      'empty-value': '∅',
    },
  ],
  [
    'mount',
    'type=bind,src=/tmp,dst=/b · type=bind,source=/tmp,target=/b,readonly · dst=/b · type=volume,dst=/b · type=tmpfs,dst=/b,tmpfs-size=1m,tmpfs-mode=1777 · type=bind,src=/tmp,dst=/b,bind-propagation=rslave · type=bind,src=/tmp,dst=/b,bind-recursive=disabled · type=bind,src=/tmp,dst=/b,readonly,bind-recursive=writable · TYPE=volume,Dst=/b · type=bind,src=/tmp,dst=/b,consistency=cached · type=bind,src=/tmp,dst=/b,consistency=foo · type=bind,src=/tmp,dst=/b,bind-nonrecursive · src=,dst=/b',
    {
      'bad-name':
        'src=v,dst=/b,ro=1 · src=v,dst=/b,volume-nocopy=true,volume-label=a=b,volume-opt=x=y,volume-driver=local · src=v,dst=/b,volume-subpath=x · "src=v",dst=/b',
      'bad-choice': 'src=v,dst=/b,ro=maybe · type=foo,dst=/b · type=bind,src=/tmp,dst=/b,bind-propagation=x',
      'bad-mode': 'type=tmpfs,dst=/b,tmpfs-mode=9',
      'bad-mount':
        'type=tmpfs,src=/a,dst=/b · type=bind,src=/tmp,dst=/b,bind-recursive=readonly · type=bind,src=/tmp,dst=/b,bind-recursive=writable · type=bind,src=/tmp,dst=/b,volume-nocopy · src="v",dst=/b · ∅ · dst=/',
      'missing-key': 'type=bind,dst=/b · src=v · type=volume,src=v,dst=',
      'not-absolute': 'type=bind,src=tmp,dst=/b · type=bind,src=/tmp,dst=b',
      'unknown-key': 'src=v,dst=/b,foo=bar · src=v,dst=/b,foo',
      'bad-bytes': 'type=tmpfs,dst=/b,tmpfs-size=x',
    },
  ],
  [
    'tmpfs',
    '/a · /a:size=1m · /a:rw,noexec,mode=1777 · /a:foo · /a: · /a:size=1m,size=2m · /a:ro,exec',
    { 'not-absolute': 'a', 'bad-mount': '/', 'missing-key': '∅' },
  ],
  ['env', 'A · A= · A=b · A B=c · 1=2', { 'missing-key': '=b · ∅' }],
  ['label', 'a · a= · a=b ·  a=b · a=b c', { 'bad-pair': '=b · a b=c · ∅' }],
  ['annotation', 'a=b · a', { 'bad-pair': '=b · ∅' }],
  [
    'sysctl',
    'net.ipv4.ip_forward=1 · kernel.shmmax=1 · fs.mqueue.msg_max=1',
    { 'unknown-key': 'kernel.foo=1 · vm.swappiness=1', 'bad-pair': 'net.x · =1 · ∅' },
  ],
  ['log-opt', 'max-size=10m · max-size · max-file=x', { 'bad-pair': '=x' }],
  [
    'ulimit',
    'nofile=1024 · nofile=1024:2048 · nofile=-1 · nofile=-1:-1 · nofile=5:-1 · core=0 · nofile=+5',
    {
      'out-of-range': 'nofile=2048:1024 · nofile=-1:5',
      'bad-ulimit': 'nofile · nofile=a · nofile=1:2:3 · ∅',
      'unknown-key': 'foo=1',
    },
  ],
  [
    'device',
    '/dev/null · /dev/null:/dev/x · /dev/null:/dev/x:rwm · /dev/null:r · /dev/null:rwm · /dev/zero:/dev/null/../y',
    {
      'not-absolute': '/dev/null:x · null · /dev/null::r',
      'bad-device': '∅ · /dev/null:/dev/x:rr · /dev/null:/dev/x:r:w',
    },
  ],
  ['device-cgroup-rule', 'c 1:3 rwm · a *:* rwm · b 8:* rr', { 'bad-device': 'x 1:3 r · c 1:3 · c 1:3 rwx' }],
  [
    'device-read-bps',
    '/dev/null:1mb · /dev/null:1 · /dev/null:1.5m',
    { 'bad-device': 'null:1mb · /dev/null', 'bad-bytes': '/dev/null:x · /dev/null:-1' },
  ],
  ['device-read-iops', '/dev/null:100', { 'bad-number': '/dev/null:1k · /dev/null:-1 · /dev/null:' }],
  [
    'blkio-weight-device',
    '/dev/null:100 · /dev/null:0',
    { 'out-of-range': '/dev/null:9 · /dev/null:1001', 'bad-number': '/dev/null:a' },
  ],
  ['blkio-weight', '0 · 9 · 10 · 1000 · 0x10', { 'out-of-range': '-1', 'bad-number': 'a' }],
  [
    'memory',
    '0 · 6m · 6291456 · 1g · 1.5g · 1 g · 1gb · 1GiB · 512M · 1t · .5g · +7m',
    { 'below-minimum': '5m · 1kib · 10k', 'bad-bytes': '1x · -1 · ∅ · 1e3 · 1ib · 7mb ' },
  ],
  ['shm-size', '0 · 1m · 1', { 'bad-bytes': '-1 · x' }],
  ['memory-swap', '-1 · 1g · 0', { 'bad-bytes': 'x' }],
  ['memory-swappiness', '-1 · 0 · 60 · 100', { 'out-of-range': '101 · -2', 'bad-number': 'a' }],
  ['memory-reservation', '6m', { 'below-minimum': '5m', 'above-limit': '1g' }],
  [
    'cpus',
    '0 · 0.5 · 1.5 · 1/2 · 0.001 · .5 · 1e-1 · 2 · +1 · 1. · 0.005 · 0.01',
    { 'bad-number': '-1 · a · ∅', 'out-of-range': '0.0000000001' },
  ],
  ['cpu-shares', '0 · 1024 · 2 · 0x10 · 1_000', { 'out-of-range': '-1', 'bad-number': 'a' }],
  ['cpu-period', '0 · 1000 · 1000000 · 100000', { 'below-minimum': '999', 'out-of-range': '1000001' }],
  ['cpu-quota', '0 · -1 · 1000 · 50000 · -5', { 'below-minimum': '999' }],
  ['cpuset-cpus', '0 · 0-1 · 0,1 · ∅', { 'bad-list': 'a · 5-1 · 0- · 1-0' }],
  ['cpuset-mems', '0 · 1', { 'bad-list': 'a' }],
  ['pids-limit', '0 · -1 · 100 · -5', { 'bad-number': 'a' }],
  ['oom-score-adj', '-1000 · 1000 · 0', { 'out-of-range': '1001 · -1001', 'bad-number': 'a' }],
  ['stop-timeout', '0 · -1 · 10 · -2', { 'bad-number': 'a' }],
  [
    'stop-signal',
    'SIGTERM · TERM · 15 · sigterm · 64 · SIGRTMIN+3 · SIGRTMAX-1 · RTMIN · ∅ · SIGKILL · 33 · CLD',
    { 'bad-signal': 'SIGFOO · 0 · SIGRTMIN+16' },
  ],
  [
    'restart',
    'no · always · unless-stopped · on-failure · on-failure:5 · on-failure: · ∅ · no:0 · always:0 · on-failure:0',
    {
      'bad-restart': 'always:3 · foo · :5 · no:5',
      'out-of-range': 'on-failure:-1',
      'bad-number': 'on-failure:a',
    },
  ],
  [
    'health-interval',
    '30s · 1m30s · 0 · 500ms · 1.5s · 1h2m3.5s · +1s · .5s · 1ms',
    { 'out-of-range': '1us · -1s · 999us', 'bad-duration': '1 · a · ∅ ·  1s' },
  ],
  ['health-retries', '0 · 3', { 'out-of-range': '-1', 'bad-number': 'a' }],
  [
    'network',
    'bridge · host · none · default · nosuch · name=bridge · name=m1net,alias=a,ip=172.30.0.5 · m1net · container:m1other · name=m1net,gw-priority=5 · name=m1net,mac-address=92:d0:c6:0a:29:33 · name=m1net,driver-opt=a=b · name=m1net,link-local-ip=169.254.1.1 · NAME=m1net,alias=B',
    {
      'bad-address': 'name=m1net,ip=1.2.3 · name=m1net,ip=::1 · name=m1net,ip6=1.2.3.4',
      'unknown-key': 'name=m1net,foo=bar',
      'missing-key': 'alias=a',
      'bad-pair': 'name=m1net,alias · name=m1net,driver-opt=a',
      'bad-network': 'container: · name=bridge,alias=x',
      'bad-number': 'name=m1net,gw-priority=a',
      'bad-mac': 'name=m1net,mac-address=zz',
    },
  ],
  ['ip', '172.30.0.5 · ∅', { 'bad-address': 'a · ::1 · 1.2.3.4.5 · 01.2.3.4' }],
  [
    'mac-address',
    '92:d0:c6:0a:29:33 · 92-d0-c6-0a-29-33 · 92d0.c60a.2933 · ∅ · 92:d0:c6:0a:29:33:44:55',
    { 'bad-mac': 'zz · 92:d0:c6:0a:29' },
  ],
  ['dns', '1.1.1.1 · ::1 ·  1.1.1.1 ', { 'bad-address': '[::1] · a · ∅ · 1.1.1.1:53' }],
  ['dns-search', 'example.com · . · example.com.', { 'bad-host': 'a b · ∅ · -x · 1 · a_b.c' }],
  [
    'add-host',
    'a:1.2.3.4 · a=1.2.3.4 · a:::1 · a:[::1] · a:host-gateway · a=::1 · a: 1.2.3.4',
    { 'bad-host': 'a · :1.2.3.4 · ∅', 'bad-address': 'a:b · a:b:1.2.3.4' },
  ],
  ['link', 'm1other · m1other:x · m1other:', { 'bad-link': 'm1other:x:y · ∅ · :x' }],
  [
    'volumes-from',
    'm1other · m1other:ro · m1other:z · m1other:rw',
    { 'bad-mode': 'm1other:bad', 'bad-name': '∅' },
  ],
  ['name', 'ab · a.b_c-d · ∅ · A1', { 'bad-name': 'a · -a · a b · é1' }],
  ['user', '1000 · 1000:1000 · root · a b · 1:2:3 · ∅ · nosuch', {}],
  ['workdir', '/a · ∅ · /', { 'not-absolute': 'a' }],
  ['platform', 'linux/amd64 · linux · amd64 · ∅ · Linux/AMD64', { 'bad-platform': 'a b · linux/amd64/v2/x' }],
  ['pull', 'missing · never · ∅', { 'bad-choice': 'foo' }],
  ['ipc', 'none · private · shareable · host · container:m1other · ∅', { 'bad-namespace': 'foo' }],
  ['pid', 'host · container:m1other · ∅', { 'bad-namespace': 'private · foo · container:' }],
  ['uts', 'host · ∅', { 'bad-choice': 'foo' }],
  ['userns', 'host · ∅', { 'bad-choice': 'foo' }],
  ['cgroupns', 'host · private · ∅', { 'bad-choice': 'foo' }],
  ['isolation', 'default · ∅', {}],
  ['runtime', 'runc · ∅', {}],
  ['cap-add', 'NET_ADMIN · CAP_NET_ADMIN · net_admin · ALL · all', { 'bad-choice': 'FOO · ∅ ·  NET_ADMIN ' }],
  [
    'security-opt',
    'no-new-privileges · no-new-privileges:true · no-new-privileges=true · seccomp=unconfined · seccomp:unconfined · label=disable · label:disable · apparmor=unconfined · systempaths=unconfined · writable-cgroups=true',
    { 'bad-choice': 'no-new-privileges=maybe', 'unknown-key': 'foo · foo=bar', 'bad-pair': 'seccomp=' },
  ],
  ['group-add', '1 · audio · ∅', {}],
  ['storage-opt', '', { 'bad-pair': 'size' }],
  [
    'gpus',
    'all · 2 · "device=0,1" · device=0 · driver=nvidia,count=all · capabilities=utility · -1 · "capabilities=compute,utility",count=1 · all,2 · options=a=b',
    { 'bad-number': 'foo · ∅', 'bad-gpus': 'count=1,count=2', 'unknown-key': 'foo=bar' },
  ],
  ['attach', 'stdin · STDOUT', { 'bad-choice': 'foo · ∅' }],
  ['log-driver', 'none · json-file · local · ∅ · syslog', {}],
  ['hostname', 'a · a b · ∅ · a.b · -a', {}],
  ['domainname', 'a.b · ∅', {}],
  ['entrypoint', '∅ · sh', {}],
  ['cgroup-parent', '/x · x · ∅', {}],
  ['io-maxbandwidth', '', { 'bad-bytes': 'x' }],
  ['io-maxiops', '', { 'out-of-range': '-1' }],
  ['cpu-percent', '', { 'out-of-range': '101' }],
  ['cpu-rt-period', '0', {}],
  ['cpu-rt-runtime', '0', {}],
  ['kernel-memory', '4m · 8m', {}],
  ['volume-driver', 'local · nosuch', {}],
]

describe('the values of', () => {
  it.each(values)('--%s', (name, taken, refused) => {
    for (const text of textsOf(taken)) expect(problemsOf(name, text), text).toEqual([])
    for (const [code, list] of Object.entries(refused)) {
      for (const text of textsOf(list))
        expect(problemsOf(name, text), text).toMatchObject([{ code, option: name }])
    }
  })
})

describe('a spec', () => {
  const check = (options: RunSpec['options'], rest: Partial<RunSpec> = {}) =>
    checkSpec({ ...emptySpec('nginx'), options, ...rest }).map(({ code, option, value, index }) =>
      [code, option, value, index].filter((each) => each !== null).join(' '),
    )

  it.each<[RunSpec['options'], readonly string[]]>([
    [{ rm: true, restart: 'no' }, []],
    [{ rm: true, restart: 'always' }, ['conflict restart rm']],
    [{ rm: false, restart: 'always' }, []],
    [{ detach: true, attach: ['stdin'] }, ['conflict attach detach']],
    [{ 'no-healthcheck': true, 'health-cmd': 'true' }, ['conflict no-healthcheck health-cmd']],
    [{ 'log-driver': 'none', 'log-opt': ['max-size=1m'] }, ['conflict log-driver log-opt']],
    [{ cpus: '1', 'cpu-quota': '50000' }, ['conflict cpus cpu-quota']],
    [{ uts: 'host', hostname: 'a' }, ['conflict uts hostname']],
    [{ 'memory-swap': '1g' }, ['needs memory-swap memory']],
    [{ 'memory-swap': '-1', memory: '1g' }, []],
    [{ 'memory-swap': '512m', memory: '1g' }, ['below-minimum memory-swap 1g']],
    [{ 'memory-reservation': '2g', memory: '1g' }, ['above-limit memory-reservation memory']],
    [{ network: ['a', 'b'] }, []],
    [{ network: ['a', 'a'] }, ['duplicate network a 1']],
    [{ network: ['a', 'host'] }, ['conflict network network 1']],
    [{ network: ['a'], 'network-alias': ['x'], ip: '10.0.0.2' }, []],
    [{ network: ['host'], 'network-alias': ['x'] }, ['needs network-alias network']],
    [{ ip: '10.0.0.2' }, ['needs ip network']],
    [{ network: ['name=a,alias=b'], 'network-alias': ['x'] }, ['conflict network-alias network']],
    [
      { network: ['container:db'], publish: ['80:80'], hostname: 'a' },
      ['conflict hostname network', 'conflict publish network'],
    ],
    [{ volume: ['/a:/x', '/b:/x/'] }, ['duplicate volume /x/ 1']],
    [
      { volume: ['/a:/x'], mount: ['type=tmpfs,dst=/x'], tmpfs: ['/x'] },
      ['duplicate mount /x 0', 'duplicate tmpfs /x 0'],
    ],
    [{ publish: ['80:80', '80:81'] }, ['duplicate publish 80 1']],
    [{ publish: ['80:80', '80:80/udp', '81:80'] }, []],
    [{ publish: ['127.0.0.1:80:80', '127.0.0.2:80:80'] }, []],
    [{ publish: ['127.0.0.1:80:80', '70-90:70-90'] }, ['duplicate publish 70-90 1']],
    [{ publish: ['8000-8010:80', '8000:81', '80', '81'] }, []],
  ])('%j is wrong by %j', (options, expected) => expect(check(options)).toEqual(expected))

  it('is wrong by its image, unknown flags and variables', () => {
    expect(check({}, { image: '' })).toEqual(['no-image image'])
    expect(check({}, { image: 'Nginx' })).toEqual(['bad-reference image Nginx'])
    expect(check({}, { image: '568414ea2af4' })).toEqual([])
    expect(check({}, { unknown: [{ text: '--odd' }] })).toEqual(['unknown-flag --odd'])
    const variables = ['$(pwd)', '$TAG', '~']
    const options = { volume: ['$(pwd):/x', '~/a:/b', '/~:/c'] }
    expect(check(options, { image: 'a:$TAG', command: ['ls', '$TAG'], variables })).toEqual([
      'variable volume $(pwd) 0',
      'variable volume ~ 1',
      'variable image $TAG',
      'variable command $TAG 1',
    ])
  })
})
