import type { RunOptionName } from './run-options.ts'
import type { RunProblem } from './run-problem.ts'
import { problemOf } from './run-problem.ts'
import type { RunSpec } from './run-spec.ts'
import { listOf, textOf, valueOf } from './run-spec.ts'
import { parseMount } from './values/mount.ts'
import type { Network } from './values/network.ts'
import { isUserDefined, parseNetwork } from './values/network.ts'
import { parseBytes } from './values/number.ts'
import type { PortMapping } from './values/port.ts'
import { count, parsePort, printRange } from './values/port.ts'
import { parseRestart } from './values/process.ts'
import type { Read } from './values/result.ts'
import { parseTmpfs, parseVolume } from './values/volume.ts'

/** What options say together that docker or the engine refuses. */
export function checkConflicts(spec: RunSpec): readonly RunProblem[] {
  return [
    ...checkPairs(spec),
    ...checkMemory(spec),
    ...checkShares(spec),
    ...checkNetworks(spec),
    ...checkSharedNetwork(spec),
    ...checkTargets(spec),
    ...checkHostPorts(spec),
  ]
}

type Rule = {
  readonly option: RunOptionName
  readonly others: readonly RunOptionName[]
  readonly isOn: (spec: RunSpec) => boolean
}

const exclusions: readonly Rule[] = [
  { option: 'restart', others: ['rm'], isOn: restarts },
  { option: 'attach', others: ['detach'], isOn: (spec) => isSaid(spec, 'attach') },
  {
    option: 'no-healthcheck',
    others: [
      'health-cmd',
      'health-interval',
      'health-timeout',
      'health-retries',
      'health-start-period',
      'health-start-interval',
    ],
    isOn: (spec) => isSaid(spec, 'no-healthcheck'),
  },
  { option: 'log-driver', others: ['log-opt'], isOn: (spec) => textOf(spec, 'log-driver') === 'none' },
  { option: 'cpus', others: ['cpu-period', 'cpu-quota'], isOn: (spec) => isSaid(spec, 'cpus') },
  { option: 'uts', others: ['hostname', 'domainname'], isOn: (spec) => textOf(spec, 'uts') === 'host' },
]

/** Said, and not with what stands for nothing. */
function isSaid(spec: RunSpec, name: RunOptionName): boolean {
  const value = valueOf(spec, name)
  return value !== null && value !== false && value !== '' && value !== '0' && value !== '0s'
}

function restarts(spec: RunSpec): boolean {
  const policy = parseRestart(textOf(spec, 'restart') ?? '')
  return policy.ok && policy.value.name !== 'no'
}

function checkPairs(spec: RunSpec): readonly RunProblem[] {
  return exclusions
    .filter(({ isOn }) => isOn(spec))
    .flatMap(({ option, others }) =>
      others.filter((other) => isSaid(spec, other)).map((other) => problemOf('conflict', option, other)),
    )
}

/** The least that the engine takes, in bytes. */
const minimumMemory = 6 * 1024 ** 2

function checkMemory(spec: RunSpec): readonly RunProblem[] {
  const [memory, reservation, swap] = (['memory', 'memory-reservation', 'memory-swap'] as const).map(
    (name) => {
      const bytes = parseBytes(textOf(spec, name) ?? '')
      return bytes.ok ? bytes.value : 0
    },
  )
  if (memory === undefined || reservation === undefined || swap === undefined) return []
  const tooSmall = (
    [
      ['memory', memory],
      ['memory-reservation', reservation],
    ] as const
  )
    .filter(([, bytes]) => bytes > 0 && bytes < minimumMemory)
    .map(([name]) => problemOf('below-minimum', name, '6m'))
  const isOver = memory > 0 && reservation > memory
  return [
    ...tooSmall,
    ...(isOver ? [problemOf('above-limit', 'memory-reservation', 'memory')] : []),
    ...(swap > 0 && memory === 0 ? [problemOf('needs', 'memory-swap', 'memory')] : []),
    ...(swap > 0 && swap < memory ? [problemOf('below-minimum', 'memory-swap', textOf(spec, 'memory'))] : []),
  ]
}

/** Microseconds below which the engine refuses to divide time. */
const minimumMicroseconds = 1000

function checkShares(spec: RunSpec): readonly RunProblem[] {
  return (['cpu-period', 'cpu-quota'] as const)
    .filter((name) => {
      const microseconds = Number(textOf(spec, name) ?? 0)
      return microseconds > 0 && microseconds < minimumMicroseconds
    })
    .map((name) => problemOf('below-minimum', name, String(minimumMicroseconds)))
}

/** Options that mean the first network, with what they must not say twice. */
const ofFirstNetwork = [
  ['network-alias', ({ aliases }: Network) => aliases.length > 0],
  ['ip', ({ address4 }: Network) => address4 !== null],
  ['ip6', ({ address6 }: Network) => address6 !== null],
  ['mac-address', ({ mac }: Network) => mac !== null],
  ['link-local-ip', ({ linkLocal }: Network) => linkLocal.length > 0],
] as const

function checkNetworks(spec: RunSpec): readonly RunProblem[] {
  const networks = values(listOf(spec, 'network'), parseNetwork)
  const [first] = networks
  const seen = new Set<string>()
  const problems = networks.flatMap(
    ({ value: { name, aliases, address4, address6 }, index }): readonly RunProblem[] => {
      const isTwice = seen.has(name)
      seen.add(name)
      const isMixed = first !== undefined && isUserDefined(name) !== isUserDefined(first.value.name)
      const isPlainOnly =
        !isUserDefined(name) && (aliases.length > 0 || address4 !== null || address6 !== null)
      return [
        ...(isTwice ? [problemOf('duplicate', 'network', name, index)] : []),
        ...(isMixed ? [problemOf('conflict', 'network', 'network', index)] : []),
        ...(isPlainOnly ? [problemOf('bad-network', 'network', name, index)] : []),
      ]
    },
  )
  const said = ofFirstNetwork.filter(([name]) => isSaid(spec, name))
  const isTwiceSaid = said.filter(([, has]) => first !== undefined && has(first.value))
  // Without a network of its own a container is on the default bridge, where it has no say.
  const isHomeless =
    first === undefined ? spec.options.network === undefined : !isUserDefined(first.value.name)
  const homeless = said.filter(
    ([name]) => isHomeless && (name === 'network-alias' || name === 'ip' || name === 'ip6'),
  )
  return [
    ...problems,
    ...isTwiceSaid.map(([name]) => problemOf('conflict', name, 'network')),
    ...homeless.map(([name]) => problemOf('needs', name, 'network')),
  ]
}

/** What is another container's when its network is used. */
const ofOwnNetwork = [
  'hostname',
  'link',
  'dns',
  'add-host',
  'mac-address',
  'publish',
  'publish-all',
  'expose',
] as const

function checkSharedNetwork(spec: RunSpec): readonly RunProblem[] {
  const names = values(listOf(spec, 'network'), parseNetwork).map(({ value }) => value.name)
  const shared = names.some((name) => name.startsWith('container:')) ? ofOwnNetwork : []
  const host = names.includes('host') ? (['link'] as const) : []
  return [...shared, ...host]
    .filter((name) => isSaid(spec, name))
    .map((name) => problemOf('conflict', name, 'network'))
}

/** Two mounts at the same place. */
function checkTargets(spec: RunSpec): readonly RunProblem[] {
  const targets = [
    ...values(listOf(spec, 'volume'), parseVolume).map((each) => ({ ...each, option: 'volume' })),
    ...values(listOf(spec, 'mount'), parseMount).map((each) => ({ ...each, option: 'mount' })),
    ...values(listOf(spec, 'tmpfs'), parseTmpfs).map((each) => ({ ...each, option: 'tmpfs' })),
  ]
  const seen = new Set<string>()
  return targets.flatMap(({ option, index, value: { target } }) => {
    const place = target.replace(/(?<=.)\/+$/, '')
    if (seen.has(place)) return [problemOf('duplicate', option, target, index)]
    seen.add(place)
    return []
  })
}

/** Two container ports on the same port of the same address. */
function checkHostPorts(spec: RunSpec): readonly RunProblem[] {
  // From a range for one port the engine takes one that is free.
  const fixed = values(listOf(spec, 'publish'), parsePort).filter(
    ({ value: { host, container } }) => host !== null && host.first > 0 && count(host) === count(container),
  )
  const held = new HeldPorts()
  return fixed.flatMap(({ value, index }) =>
    held.take(value)
      ? [problemOf('duplicate', 'publish', printRange(value.host ?? value.container), index)]
      : [],
  )
}

/** So many are looked at: who asks for more hears of it from the engine. */
const mostPorts = 20_000

/** Ports that were asked for, by protocol and number: at which addresses. */
class HeldPorts {
  private readonly protocols = new Map<string, Map<number, string[]>>()
  private left = mostPorts

  /** Takes the ports; true when one of them was taken at such an address. */
  take({ host, hostAddress, protocol }: PortMapping): boolean {
    if (host === null) return false
    const address = hostAddress ?? everyIpv4
    const held = this.protocols.get(protocol) ?? new Map<number, string[]>()
    this.protocols.set(protocol, held)
    let isTaken = false
    for (let port = host.first; port <= host.last && this.left > 0; port += 1) {
      this.left -= 1
      const others = held.get(port)
      if (others === undefined) held.set(port, [address])
      else {
        isTaken ||= address === everyIpv4 || others.includes(everyIpv4) || others.includes(address)
        if (!others.includes(address)) others.push(address)
      }
    }
    return isTaken
  }
}

const everyIpv4 = '0.0.0.0'

type Placed<T> = { readonly value: T; readonly index: number }

/** The values of a list that can be read, with their place in it. */
function values<T>(texts: readonly string[], parse: (text: string) => Read<T>): readonly Placed<T>[] {
  return texts.flatMap((text, index) => {
    const value = parse(text)
    return value.ok ? [{ value: value.value, index }] : []
  })
}
