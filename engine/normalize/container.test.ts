import { describe, expect, it } from 'vitest'
import { chooseName, containerOfInspect, containerOfList } from './container.ts'
import { containerDetailsOf } from './container-details.ts'

const id = 'f'.repeat(64)

describe('a row of the list', () => {
  it('is complete even when the engine tells nothing', () => {
    expect(containerOfList({ Id: id })).toEqual({
      id,
      name: 'ffffffffffff',
      image: '',
      imageId: '',
      imageManifestId: null,
      command: '',
      createdAtMs: 0,
      state: '',
      health: 'none',
      status: '',
      exitCode: null,
      ports: [],
      mounts: [],
      networks: [],
      networkMode: '',
      labels: {},
      compose: null,
      runtime: null,
      wasStoppedHere: false,
    })
    expect(containerOfList(null)).toMatchObject({ id: '', labels: {} })
    expect(
      containerOfList({ Id: id, Names: null, Ports: null, Labels: null, Mounts: null, NetworkSettings: null })
        .name,
    ).toBe('ffffffffffff')
  })

  it.each([
    [['/web'], 'web'],
    [['/db/alias', '/web'], 'web'],
    [['web'], 'web'],
    [['/<b>x</b>'], 'ffffffffffff'],
    [[], 'ffffffffffff'],
    [[''], 'ffffffffffff'],
  ])('is named out of %j', (names, name) => {
    expect(chooseName(names, id)).toBe(name)
  })

  it('keeps a state that is not known yet', () => {
    expect(containerOfList({ Id: id, State: 'hibernating' }).state).toBe('hibernating')
  })

  it.each([
    ['Up 2 hours (healthy)', undefined, 'healthy', null],
    ['Up 2 seconds (health: starting)', undefined, 'starting', null],
    ['Up 2 hours (unhealthy)', undefined, 'unhealthy', null],
    ['Up 2 hours (Paused)', undefined, 'none', null],
    ['Up 2 hours', { Status: 'unhealthy', FailingStreak: 3 }, 'unhealthy', null],
    ['Up 2 hours', { Status: 'none' }, 'none', null],
    ['Exited (137) 3 days ago', undefined, 'none', 137],
    ['Exited (-1) 3 days ago', undefined, 'none', -1],
    ['Restarting (1) 4 seconds ago', undefined, 'none', 1],
    ['Created', undefined, 'none', null],
  ])('reads "%s" with health %j', (status, health, word, exitCode) => {
    expect(containerOfList({ Id: id, Status: status, Health: health })).toMatchObject({
      health: word,
      exitCode,
      status,
    })
  })

  it('joins IPv4 and IPv6 of one publication, and only those', () => {
    const Ports = [
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '::', PrivatePort: 443, PublicPort: 32769, Type: 'tcp' },
      { IP: '0.0.0.0', PrivatePort: 443, PublicPort: 32768, Type: 'tcp' },
      { IP: '127.0.0.1', PrivatePort: 53, PublicPort: 53, Type: 'udp' },
      { PrivatePort: 9, Type: 'sctp' },
      { PrivatePort: 70, PublicPort: 70, Type: 'tcp' },
    ]
    expect(containerOfList({ Id: id, Ports }).ports).toEqual([
      { containerPort: 9, protocol: 'sctp', hostPort: null, hostIps: [] },
      { containerPort: 53, protocol: 'udp', hostPort: 53, hostIps: ['127.0.0.1'] },
      { containerPort: 70, protocol: 'tcp', hostPort: 70, hostIps: [] },
      { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIps: ['0.0.0.0', '::'] },
      { containerPort: 443, protocol: 'tcp', hostPort: 32768, hostIps: ['0.0.0.0'] },
      { containerPort: 443, protocol: 'tcp', hostPort: 32769, hostIps: ['::'] },
    ])
  })

  it('keeps labels called __proto__ and constructor as labels', () => {
    const record: unknown = JSON.parse(`{"Id":"${id}","Labels":{"__proto__":"a","constructor":"b","":"c"}}`)
    const { labels, compose } = containerOfList(record)
    expect(Object.entries(labels)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['', 'c'],
    ])
    expect(compose).toBeNull()
    expect(Object.entries(structuredClone(labels))).toHaveLength(3)
  })

  it.each([['com.docker.compose.'], ['io.podman.compose.']])('groups by the labels of %s', (prefix) => {
    const Labels = {
      [`${prefix}project`]: 'shop',
      [`${prefix}service`]: 'web',
      [`${prefix}container-number`]: '2',
      [`${prefix}oneoff`]: 'True',
      [`${prefix}project.working_dir`]: '/srv/shop',
    }
    expect(containerOfList({ Id: id, Names: ['/other-api-9'], Labels }).compose).toEqual({
      project: 'shop',
      service: 'web',
      number: 2,
      isOneOff: true,
      workingDir: '/srv/shop',
    })
  })

  it('reads addresses from the networks, where newer engines keep them', () => {
    const NetworkSettings = {
      IPAddress: '',
      Networks: { a: { IPAddress: '10.0.0.2' }, b: { GlobalIPv6Address: 'fd00::2' }, c: null },
    }
    expect(containerOfList({ Id: id, NetworkSettings }).networks).toMatchObject([
      { network: 'a', ipAddress: '10.0.0.2' },
      { network: 'b', ipAddress: 'fd00::2' },
      { network: 'c', ipAddress: null },
    ])
  })
})

describe('a row from inspect', () => {
  const now = Date.parse('2026-11-20T12:00:00Z')
  const inspect = (state: unknown, more: Record<string, unknown> = {}) =>
    containerOfInspect({ Id: id, Name: '/web', State: state, Config: {}, HostConfig: {}, ...more }, now)

  it.each([
    [
      {
        Status: 'created',
        ExitCode: 0,
        StartedAt: '0001-01-01T00:00:00Z',
        FinishedAt: '0001-01-01T00:00:00Z',
      },
      'Created',
      null,
    ],
    [{ Status: 'created', ExitCode: 127, StartedAt: '0001-01-01T00:00:00Z' }, 'Created', 127],
    [{ Status: 'running', ExitCode: 0, StartedAt: '2026-11-20T11:59:59.5Z' }, 'Up Less than a second', null],
    [
      { Status: 'running', StartedAt: '2026-11-20T09:00:00Z', Health: { Status: 'starting' } },
      'Up 3 hours (health: starting)',
      null,
    ],
    [
      { Status: 'running', StartedAt: '2026-11-20T11:59:00Z', Health: { Status: 'healthy' } },
      'Up About a minute (healthy)',
      null,
    ],
    [{ Status: 'paused', StartedAt: '2026-11-20T11:58:00Z' }, 'Up 2 minutes (Paused)', null],
    [
      {
        Status: 'exited',
        ExitCode: 137,
        StartedAt: '2026-11-01T00:00:00Z',
        FinishedAt: '2026-11-17T12:00:00Z',
      },
      'Exited (137) 3 days ago',
      137,
    ],
    [
      {
        Status: 'exited',
        ExitCode: 0,
        StartedAt: '2026-01-01T00:00:00Z',
        FinishedAt: '2026-01-20T12:00:00Z',
      },
      'Exited (0) 10 months ago',
      0,
    ],
    [
      {
        Status: 'restarting',
        ExitCode: 1,
        StartedAt: '2026-11-20T11:00:00Z',
        FinishedAt: '2026-11-20T11:59:50Z',
      },
      'Restarting (1) 10 seconds ago',
      1,
    ],
    [{ Status: 'dead', ExitCode: 1, StartedAt: '2026-11-20T11:00:00Z' }, 'Dead', 1],
    [{ Status: 'removing', ExitCode: 0 }, 'Removal In Progress', null],
    [{ Status: 'hibernating' }, 'hibernating', null],
  ])('of %j says "%s"', (state, status, exitCode) => {
    expect(inspect(state)).toMatchObject({ state: state.Status, status, exitCode })
  })

  it('shows the reference that was asked for, not the id it means today', () => {
    expect(inspect({}, { Image: 'sha256:aaa', Config: { Image: 'nginx:1.29' } })).toMatchObject({
      image: 'nginx:1.29',
      imageId: 'sha256:aaa',
    })
  })

  it('reads limits, and takes zero and minus one for none', () => {
    const runtime = (host: unknown) => inspect({}, { HostConfig: host }).runtime
    expect(runtime({ NanoCpus: 1_500_000_000, Memory: 1024, PidsLimit: 5 })).toMatchObject({
      cpuLimitCores: 1.5,
      memoryLimitBytes: 1024,
      pidsLimit: 5,
    })
    expect(runtime({ CpuQuota: 50_000, CpuPeriod: 100_000 })).toMatchObject({ cpuLimitCores: 0.5 })
    expect(runtime({ CpuQuota: 200_000, CpuPeriod: 0 })).toMatchObject({ cpuLimitCores: 2 })
    expect(runtime({ NanoCpus: 0, Memory: 0, PidsLimit: -1, CpuQuota: -1 })).toMatchObject({
      cpuLimitCores: null,
      memoryLimitBytes: null,
      pidsLimit: null,
    })
    expect(runtime({ PidsLimit: null })).toMatchObject({ pidsLimit: null, restartPolicy: 'no' })
  })

  it('reads published ports from the map', () => {
    const Ports = {
      '80/tcp': [
        { HostIp: '0.0.0.0', HostPort: '8080' },
        { HostIp: '::', HostPort: '8080' },
      ],
      '53/udp': null,
    }
    expect(inspect({}, { NetworkSettings: { Ports } }).ports).toEqual([
      { containerPort: 53, protocol: 'udp', hostPort: null, hostIps: [] },
      { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIps: ['0.0.0.0', '::'] },
    ])
  })
})

describe('details', () => {
  const details = (record: unknown) => containerDetailsOf(JSON.stringify(record))

  it('keep variables without a value apart from empty ones', () => {
    expect(details({ Config: { Env: ['A=1', 'B=', 'C', 'D=x=y'] } }).environment).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: '' },
      { name: 'C', value: null },
      { name: 'D', value: 'x=y' },
    ])
  })

  it('leave out the short id that old engines list as an alias, and show names of new ones', () => {
    const Networks = {
      n: {
        Aliases: ['db', 'ffffffffffff'],
        DNSNames: ['db', 'shop-db-1', 'ffffffffffff'],
        Gateway: '10.0.0.1',
      },
    }
    expect(details({ Id: id, NetworkSettings: { Networks } }).networks).toEqual([
      { network: 'n', ipAddress: null, gateway: '10.0.0.1', macAddress: null, aliases: ['db', 'shop-db-1'] },
    ])
  })

  it('have no health without a check, and its probes with one', () => {
    expect(details({ State: {} }).health).toBeNull()
    expect(details({ Config: { Healthcheck: { Test: ['NONE'] } } }).health).toBeNull()
    const Log = [{ Start: '2026-11-20T12:00:00Z', End: '2026-11-20T12:00:01Z', ExitCode: 1, Output: 'no' }]
    expect(
      details({
        State: { Health: { Status: 'unhealthy', FailingStreak: 2, Log } },
        Config: { Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 5e9 } },
      }).health,
    ).toEqual({
      status: 'unhealthy',
      test: ['CMD-SHELL', 'true'],
      intervalSeconds: 5,
      failingStreak: 2,
      probes: [{ startedAtMs: 1_795_176_000_000, endedAtMs: 1_795_176_001_000, exitCode: 1, output: 'no' }],
    })
  })

  it('keep the answer as it came, large numbers included', () => {
    const text = `{"Id":"${id}","HostConfig":{"Memory":9223372036854775807}}`
    expect(containerDetailsOf(text).raw).toBe(text)
  })
})
