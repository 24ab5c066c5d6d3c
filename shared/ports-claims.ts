import type { Container } from './container.ts'
import type { HostListener, PortOwner } from './ports.ts'

/** Who has a port, or wants it. */
export type PortHolder =
  | { readonly kind: 'container'; readonly id: string; readonly name: string; readonly state: string }
  | { readonly kind: 'program'; readonly owner: PortOwner | null }

/** A port of the engine's host that a container publishes, would publish once started, or a program listens on. */
export type PortClaim = {
  readonly id: string
  readonly protocol: string
  /** Null where the engine chooses one at the start. */
  readonly hostPort: number | null
  /** Several to choose from, such as `8000-8010`; null otherwise. */
  readonly range: string | null
  /** Addresses it is bound to, or would be; `0.0.0.0` and `::` are every address of their family. */
  readonly addresses: readonly string[]
  /** Null for a program of the host. */
  readonly containerPort: number | null
  readonly holder: PortHolder
  /** False: it is only wanted, by a container that does not run. */
  readonly isHeld: boolean
}

/** How far a bound port reaches. */
export type PortReach = 'every' | 'everyIpv4' | 'everyIpv6' | 'loopback' | 'some'

const everyIpv4 = '0.0.0.0'
const everyIpv6 = '::'

export function isLoopbackAddress(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}

export function reachOf(addresses: readonly string[]): PortReach {
  const [has4, has6] = [addresses.includes(everyIpv4), addresses.includes(everyIpv6)]
  if (has4 && has6) return 'every'
  if (has4) return 'everyIpv4'
  if (has6) return 'everyIpv6'
  return addresses.every(isLoopbackAddress) ? 'loopback' : 'some'
}

/** `IPv4`, `IPv6` or both. */
export function familiesOf(addresses: readonly string[]): readonly ('IPv4' | 'IPv6')[] {
  const has6 = addresses.some((address) => address.includes(':'))
  const has4 = addresses.some((address) => !address.includes(':'))
  return [...(has4 ? (['IPv4'] as const) : []), ...(has6 ? (['IPv6'] as const) : [])]
}

/** All ports of these containers, held or wanted, then those of programs that are no container's. Lowest first. */
export function portClaims(
  containers: Iterable<Container>,
  listeners: readonly HostListener[],
): readonly PortClaim[] {
  const claims = [...containers].flatMap((container) => claimsOf(container))
  const held = new Map<string, PortClaim[]>()
  for (const claim of claims) {
    if (claim.isHeld) push(held, `${claim.hostPort}/${claim.protocol}`, claim)
  }
  // A container's port is listened on by Docker's proxy, or whatever stands for it: that is no program of its own.
  const others = listeners.filter(({ port, protocol, address }) => {
    const known = held.get(`${port}/${protocol}`) ?? []
    return !known.some(({ addresses }) => addresses.some((each) => overlap(each, address)))
  })
  return [...claims, ...programClaims(others)].sort(
    (a, b) =>
      (a.hostPort ?? Number.POSITIVE_INFINITY) - (b.hostPort ?? Number.POSITIVE_INFINITY) ||
      Number(b.isHeld) - Number(a.isHeld) ||
      (a.id < b.id ? -1 : 1),
  )
}

function claimsOf(container: Container): readonly PortClaim[] {
  const { id, name, state } = container
  const holder: PortHolder = { kind: 'container', id, name, state }
  const published = container.ports.flatMap(({ hostPort, hostIps, containerPort, protocol }) =>
    hostPort === null
      ? []
      : [{ hostPort, range: null, addresses: everyWhenEmpty(hostIps), containerPort, protocol }],
  )
  if (published.length > 0 || state === 'running')
    return published.map((port) => ({ ...port, id: claimId(id, port), holder, isHeld: true }))
  const wanted = new Map<string, PortClaim & { readonly addresses: string[] }>()
  for (const { containerPort, protocol, hostIp, hostPort } of container.runtime?.publishes ?? []) {
    const number = /^\d+$/.test(hostPort) ? Number(hostPort) : null
    const range = number === null && hostPort !== '' ? hostPort : null
    const port = { hostPort: number, range, containerPort, protocol }
    const key = claimId(id, port)
    const known = wanted.get(key)
    const addresses = everyWhenEmpty(hostIp === '' ? [] : [hostIp])
    if (known) known.addresses.push(...addresses)
    else wanted.set(key, { ...port, id: key, addresses: [...addresses], holder, isHeld: false })
  }
  return [...wanted.values()]
}

type Numbers = Pick<PortClaim, 'hostPort' | 'range' | 'containerPort' | 'protocol'>

function claimId(holder: string, { hostPort, range, containerPort, protocol }: Numbers): string {
  return `${holder}:${hostPort ?? range ?? ''}:${containerPort}/${protocol}`
}

/** Podman does not tell the address of a port that is bound to all. */
function everyWhenEmpty(addresses: readonly string[]): readonly string[] {
  return addresses.length === 0 ? [everyIpv4, everyIpv6] : addresses
}

/** One claim for all addresses on which one program listens at one port. */
function programClaims(listeners: readonly HostListener[]): readonly PortClaim[] {
  const claims = new Map<string, PortClaim & { readonly addresses: string[] }>()
  for (const { protocol, port, address, owner } of listeners) {
    const id = `program:${owner?.pid ?? ''}:${port}/${protocol}`
    const known = claims.get(id)
    if (known) known.addresses.push(address)
    else {
      const holder: PortHolder = { kind: 'program', owner }
      const numbers = { protocol, hostPort: port, range: null, containerPort: null }
      claims.set(id, { ...numbers, id, addresses: [address], holder, isHeld: true })
    }
  }
  return [...claims.values()]
}

/**
 * Claims that cannot stand beside each other, by id: one of them is wanted, and the others hold or want the same port
 * at an address it needs. Two that are held stand beside each other already.
 */
export function portConflicts(claims: readonly PortClaim[]): ReadonlyMap<string, readonly PortClaim[]> {
  const byPort = new Map<string, PortClaim[]>()
  for (const claim of claims) {
    if (claim.hostPort !== null) push(byPort, `${claim.hostPort}/${claim.protocol}`, claim)
  }
  const conflicts = new Map<string, PortClaim[]>()
  for (const group of byPort.values()) {
    for (const one of group) {
      const rivals = group.filter((other) => areRivals(one, other))
      if (rivals.length > 0) conflicts.set(one.id, rivals)
    }
  }
  return conflicts
}

function areRivals(one: PortClaim, other: PortClaim): boolean {
  if (one.id === other.id || (one.isHeld && other.isHeld)) return false
  return one.addresses.some((a) =>
    other.addresses.some(
      (b) =>
        overlap(a, b) ||
        (isDual(one) && a === everyIpv6 && !b.includes(':')) ||
        (isDual(other) && b === everyIpv6 && !a.includes(':')),
    ),
  )
}

/** A program that listens on `::` takes IPv4 too, unless it says otherwise; Docker's own listeners do say so. */
function isDual({ holder }: PortClaim): boolean {
  return holder.kind === 'program'
}

/** Whether both cannot be bound at once: the same address, or every address of its family. */
function overlap(a: string, b: string): boolean {
  if (a === b) return true
  if (a.includes(':') !== b.includes(':')) return false
  return [a, b].some((address) => address === everyIpv4 || address === everyIpv6)
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key)
  if (known) known.push(item)
  else map.set(key, [item])
}
