import { describe, expect, it } from 'vitest'
import { carryVolumes, changedPlan } from './changed-plan.ts'
import { liveChange } from './live-update.ts'
import type { ContainerPlan } from './same-body.ts'
import { anonymousVolumes, createBodyOf, isSame, planOfInspect } from './same-body.ts'

const plan = (part: Partial<ContainerPlan> = {}): ContainerPlan => ({
  config: {},
  host: {},
  endpoints: {},
  ...part,
})

describe('an edit changes what differs between two commands', () => {
  it('and leaves what no option says', () => {
    const now = plan({ config: { Env: ['A=1'], Domainname: 'kept' }, host: { Cgroup: 'kept', Memory: 64 } })
    const before = plan({ config: { Env: ['A=1'] }, host: { Memory: 64 } })
    const after = plan({ config: { Env: ['A=2'] }, host: {} })
    expect(changedPlan(now, before, after)).toMatchObject({
      config: { Env: ['A=2'], Domainname: 'kept' },
      host: { Cgroup: 'kept', Memory: undefined },
    })
  })

  it('with as much swap as the engine would give when memory changes alone', () => {
    const now = plan({ host: { Memory: 64, MemorySwap: 128 } })
    const changed = changedPlan(now, plan({ host: { Memory: 64 } }), plan({ host: { Memory: 512 } }))
    expect(changed.host).toMatchObject({ Memory: 512, MemorySwap: 1024 })
  })

  it('takes what the engine derives from one another together', () => {
    const now = plan({ host: { Privileged: false, MaskedPaths: ['/proc/keys'] } })
    const changed = changedPlan(now, plan(), plan({ host: { Privileged: true } }))
    expect(changed.host).toEqual(expect.objectContaining({ Privileged: true, MaskedPaths: undefined }))
  })

  it('network by network', () => {
    const now = plan({ endpoints: { a: { Aliases: ['kept'] }, b: {}, other: {} } })
    const before = plan({ endpoints: { a: {}, b: {} } })
    const after = plan({ endpoints: { a: {}, c: { Aliases: ['new'] } } })
    expect(changedPlan(now, before, after).endpoints).toEqual({
      a: { Aliases: ['kept'] },
      other: {},
      c: { Aliases: ['new'] },
    })
  })
})

describe('what can be changed in place', () => {
  const limited = plan({ host: { Memory: 64, MemorySwap: 128, NetworkMode: 'a' }, endpoints: { a: {} } })
  const withHost = (host: Record<string, unknown>) => plan({ ...limited, host: { ...limited.host, ...host } })
  it.each<[string, ContainerPlan, boolean]>([
    ['nothing', limited, true],
    ['a higher limit', withHost({ Memory: 128, MemorySwap: 256 }), true],
    ['a limit lifted, which the engine takes for "leave it"', withHost({ Memory: 0 }), false],
    ['the restart policy', withHost({ RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } }), true],
    ['no limit of processes', withHost({ PidsLimit: -1 }), true],
    ['shares of CPU beside a quota', withHost({ NanoCpus: 1, CpuQuota: 1 }), false],
    ['ports', withHost({ PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '80' }] } }), false],
    ['variables', plan({ ...limited, config: { Env: ['A=1'] } }), false],
    ['one more network', plan({ ...limited, endpoints: { a: {}, b: {} } }), true],
    [
      'another address',
      plan({ ...limited, endpoints: { a: { IPAMConfig: { IPv4Address: '10.0.0.9' } } } }),
      false,
    ],
    ['none of its own networks', plan({ ...limited, endpoints: {} }), false],
  ])('%s', (_, wanted, isLive) => {
    expect(liveChange(limited, wanted) !== null).toBe(isLive)
  })

  it('tells how to take it back', () => {
    expect(liveChange(limited, withHost({ Memory: 128, MemorySwap: 256 }))).toMatchObject({
      update: { Memory: 128, MemorySwap: 256 },
      undoUpdate: { Memory: 64, MemorySwap: 128 },
    })
  })
})

describe('what makes the same container again', () => {
  const id = 'a'.repeat(64)
  const image = {
    Config: {
      Env: ['PATH=/bin'],
      Cmd: ['sh'],
      Labels: { of: 'image' },
      Volumes: { '/data': {} },
      User: 'me',
    },
  }
  const container = {
    Id: id,
    Config: {
      Hostname: id.slice(0, 12),
      Env: ['A=1', 'PATH=/bin'],
      Cmd: ['sh'],
      Labels: { of: 'image', own: 'yes' },
      Volumes: { '/data': {} },
      User: 'me',
      MacAddress: '02:42:00:00:00:09',
    },
    HostConfig: { NetworkMode: 'front' },
    Mounts: [{ Type: 'volume', Name: 'b'.repeat(64), Destination: '/data', RW: true }],
    NetworkSettings: {
      Networks: {
        front: { Aliases: ['www', id.slice(0, 12)], IPAddress: '10.0.0.2', MacAddress: '02:42:00:00:00:09' },
        back: { IPAMConfig: {}, Aliases: null, MacAddress: '02:42:11:11:11:11' },
      },
    },
  }
  const now = planOfInspect(container, image)

  it('has nothing of its image, and nothing that the engine made up', () => {
    const { body, connect, disconnect } = createBodyOf(now, '1.51')
    expect(body).toMatchObject({ Env: ['A=1'], Labels: { own: 'yes' }, Volumes: {} })
    for (const field of ['Hostname', 'Cmd', 'User', 'MacAddress']) expect(body).not.toHaveProperty(field)
    expect(body['NetworkingConfig']).toEqual({
      EndpointsConfig: { front: { Aliases: ['www'], MacAddress: '02:42:00:00:00:09' } },
    })
    expect(connect).toEqual([{ network: 'back', endpoint: {} }])
    expect(disconnect).toEqual([])
  })

  it('tells the hardware address where older engines look for it', () => {
    expect(createBodyOf(now, '1.43').body).toMatchObject({
      MacAddress: '02:42:00:00:00:09',
      NetworkingConfig: { EndpointsConfig: { front: { Aliases: ['www'] } } },
    })
  })

  it('is taken off a network that it had left', () => {
    const left = { ...container, NetworkSettings: { Networks: {} } }
    expect(createBodyOf(planOfInspect(left, image), '1.51').disconnect).toEqual(['front'])
  })

  it('takes over volumes without a name, unless their place was given away', () => {
    const volumes = anonymousVolumes(container)
    expect(volumes).toEqual([{ name: 'b'.repeat(64), target: '/data', isReadOnly: false }])
    expect(carryVolumes(now, volumes, now).plan.host['Mounts']).toEqual([
      { Type: 'volume', Source: 'b'.repeat(64), Target: '/data', ReadOnly: false },
    ])
    const given = plan({ ...now, host: { ...now.host, Binds: ['named:/data'] } })
    expect(carryVolumes(given, volumes, now).carried).toEqual([])
    const asked = plan({ ...now, config: { Volumes: { '/data': {} } } })
    // Its option was taken away: so is the volume.
    expect(carryVolumes(now, volumes, asked).carried).toEqual([])
  })
})

it.each<[unknown, unknown, boolean]>([
  [null, undefined, true],
  [{}, null, true],
  [0, '', true],
  [false, null, false],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [['a', 'b'], ['b', 'a'], false],
])('%j and %j are the same: %s', (a, b, same) => {
  expect(isSame(a, b)).toBe(same)
})
