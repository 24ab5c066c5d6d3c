import { describe, expect, it } from 'vitest'
import type { Container, PortBinding, PublishRule } from './container.ts'
import type { HostListener } from './ports.ts'
import { familiesOf, type PortClaim, portClaims, portConflicts, reachOf } from './ports-claims.ts'

type Part = {
  readonly name: string
  readonly state?: string
  readonly ports?: readonly Partial<PortBinding>[]
  readonly publishes?: readonly Partial<PublishRule>[]
}

/** Only what is read of a container. */
function container({ name, state = 'running', ports = [], publishes = [] }: Part): Container {
  return {
    id: name,
    name,
    state,
    ports: ports.map((port) => ({
      containerPort: 80,
      protocol: 'tcp',
      hostPort: null,
      hostIps: ['0.0.0.0', '::'],
      ...port,
    })),
    runtime: {
      publishes: publishes.map((rule) => ({
        containerPort: 80,
        protocol: 'tcp',
        hostIp: '',
        hostPort: '',
        ...rule,
      })),
    },
  } as unknown as Container
}

function listener(port: number, address: string, name: string | null, protocol: 'tcp' | 'udp' = 'tcp') {
  return {
    protocol,
    address,
    port,
    owner: name === null ? null : { pid: name.length, name, command: name },
  } satisfies HostListener
}

const told = (claims: readonly PortClaim[]) =>
  claims.map(({ holder, hostPort, range, addresses, isHeld }) => {
    const name = holder.kind === 'container' ? holder.name : (holder.owner?.name ?? '?')
    return `${name} ${isHeld ? 'has' : 'wants'} ${hostPort ?? range ?? 'any'} on ${addresses.join(' ')}`
  })

describe('claims', () => {
  it('are what runs, what would run, and what else listens, lowest port first', () => {
    const web = container({ name: 'web', ports: [{ hostPort: 8080 }, { hostPort: null, containerPort: 9 }] })
    const db = container({
      name: 'db',
      state: 'exited',
      publishes: [
        { hostPort: '5432', hostIp: '127.0.0.1' },
        { hostPort: '5432', hostIp: '::1' },
        { hostPort: '', containerPort: 81 },
        { hostPort: '9000-9010', containerPort: 82 },
      ],
    })
    const claims = portClaims([web, db], [listener(22, '0.0.0.0', 'sshd'), listener(22, '::', 'sshd')])
    expect(told(claims)).toEqual([
      'sshd has 22 on 0.0.0.0 ::',
      'db wants 5432 on 127.0.0.1 ::1',
      'web has 8080 on 0.0.0.0 ::',
      'db wants 9000-9010 on 0.0.0.0 ::',
      'db wants any on 0.0.0.0 ::',
    ])
  })

  it('do not name Docker’s proxy beside the container it works for', () => {
    const web = container({ name: 'web', ports: [{ hostPort: 8080, hostIps: ['127.0.0.1'] }] })
    const claims = portClaims(
      [web],
      [
        listener(8080, '127.0.0.1', 'docker-proxy'),
        listener(8080, '10.0.0.1', 'nginx'),
        listener(8080, '127.0.0.1', 'dnsmasq', 'udp'),
      ],
    )
    expect(told(claims).toSorted()).toEqual([
      'dnsmasq has 8080 on 127.0.0.1',
      'nginx has 8080 on 10.0.0.1',
      'web has 8080 on 127.0.0.1',
    ])
  })

  it('of a container that runs are only those it has', () => {
    const fresh = container({ name: 'fresh', publishes: [{ hostPort: '80' }] })
    expect(portClaims([fresh], [])).toEqual([])
    const waiting = container({ name: 'waiting', state: 'restarting', publishes: [{ hostPort: '80' }] })
    expect(told(portClaims([waiting], []))).toEqual(['waiting wants 80 on 0.0.0.0 ::'])
  })

  it('take a port whose address the engine does not tell for bound to all', () => {
    const pod = container({ name: 'pod', ports: [{ hostPort: 80, hostIps: [] }] })
    expect(told(portClaims([pod], []))).toEqual(['pod has 80 on 0.0.0.0 ::'])
  })
})

describe('conflicts', () => {
  const stopped = (name: string, hostPort: string, hostIp = '', protocol = 'tcp') =>
    container({ name, state: 'exited', publishes: [{ hostPort, hostIp, protocol }] })
  const running = (name: string, hostPort: number, ...hostIps: string[]) =>
    container({ name, ports: [{ hostPort, hostIps }] })
  const conflictsOf = (containers: readonly Container[], listeners: readonly HostListener[] = []) => {
    const claims = portClaims(containers, listeners)
    const names = (claim: PortClaim) =>
      claim.holder.kind === 'container' ? claim.holder.name : (claim.holder.owner?.name ?? '?')
    const conflicts = portConflicts(claims)
    return claims.flatMap((claim) => {
      const rivals = conflicts.get(claim.id)
      return rivals ? [`${names(claim)}: ${rivals.map(names).join(' ')}`] : []
    })
  }

  it.each([
    ['a stopped one wants what runs', [running('a', 80, '0.0.0.0'), stopped('b', '80')], ['a: b', 'b: a']],
    ['two stopped ones want the same', [stopped('a', '80'), stopped('b', '80')], ['a: b', 'b: a']],
    ['other ports', [running('a', 80, '0.0.0.0'), stopped('b', '81')], []],
    ['other protocols', [running('a', 53, '0.0.0.0'), stopped('b', '53', '', 'udp')], []],
    ['other addresses', [running('a', 80, '127.0.0.1'), stopped('b', '80', '127.0.0.2')], []],
    ['loopback and all', [running('a', 80, '127.0.0.1'), stopped('b', '80', '0.0.0.0')], ['a: b', 'b: a']],
    ['IPv4 and IPv6', [running('a', 80, '0.0.0.0'), stopped('b', '80', '::')], []],
    ['two that run', [running('a', 80, '127.0.0.1'), running('b', 80, '127.0.0.2')], []],
    ['any free port', [stopped('a', ''), stopped('b', '')], []],
  ] as const)('%s', (_what, containers, expected) => {
    expect(conflictsOf(containers)).toEqual(expected)
  })

  it('a program of the host holds what a stopped container will want', () => {
    const want = [stopped('db', '5432', '127.0.0.1')]
    expect(conflictsOf(want, [listener(5432, '127.0.0.1', 'postgres')])).toEqual([
      'postgres: db',
      'db: postgres',
    ])
    expect(conflictsOf(want, [listener(5432, '::', 'postgres')])).toEqual(['postgres: db', 'db: postgres'])
    expect(conflictsOf(want, [listener(5432, '10.0.0.1', null)])).toEqual([])
  })
})

it.each([
  [['0.0.0.0', '::'], 'every', 'IPv4 IPv6'],
  [['0.0.0.0'], 'everyIpv4', 'IPv4'],
  [['::'], 'everyIpv6', 'IPv6'],
  [['127.0.0.1', '::1'], 'loopback', 'IPv4 IPv6'],
  [['127.0.0.53'], 'loopback', 'IPv4'],
  [['10.0.0.1', '127.0.0.1'], 'some', 'IPv4'],
] as const)('%j reaches %s over %s', (addresses, reach, families) => {
  expect(reachOf(addresses)).toBe(reach)
  expect(familiesOf(addresses).join(' ')).toBe(families)
})
