import type { Container } from '../../../../shared/container.ts'
import type { HostListener } from '../../../../shared/ports.ts'
import { type PortHolder, portClaims } from '../../../../shared/ports-claims.ts'
import type { PortRow } from './rows.ts'

/** Why a host port cannot be had, and one that can. */
export type PortConflict = {
  readonly port: number
  readonly owner: PortRival
  /** The next port that nobody has; null when there is none. */
  readonly free: number | null
}

/** A container, a program of the engine's host, or another row of the form that has the port. */
export type PortRival =
  | { readonly kind: 'container'; readonly name: string }
  /** Null where the system does not tell which one. */
  | { readonly kind: 'program'; readonly name: string | null; readonly pid: number | null }
  | { readonly kind: 'row' }

/** Who has ports now. */
export type PortUsers = {
  readonly containers: readonly Container[]
  /** What listens on the engine's host; empty where that is not known. */
  readonly listeners: readonly HostListener[]
}

type Wanted = { readonly address: string; readonly ports: readonly number[]; readonly protocol: string }
type Taken = {
  readonly address: string
  readonly port: number
  readonly protocol: string
  readonly owner: PortRival
}

const highestPort = 65_535
/** A range longer than this is not looked through: nobody types one by accident. */
const longestRange = 2_000

/** The host ports that a row asks for; null while it asks for none in particular, or for nothing that is a port. */
function wantedPorts({ host, container, protocol }: PortRow): Wanted | null {
  const colon = host.lastIndexOf(':')
  const text = host.slice(colon + 1)
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim())
  if (!match || container.trim() === '') return null
  const first = Number(match[1])
  const last = Number(match[2] ?? match[1])
  if (first < 1 || last > highestPort || last < first || last - first > longestRange) return null
  const address = colon === -1 ? '' : host.slice(0, colon).replace(/^\[|\]$/g, '')
  return {
    address,
    ports: Array.from({ length: last - first + 1 }, (_, index) => first + index),
    protocol: protocol === '' ? 'tcp' : protocol,
  }
}

const everywhere: ReadonlySet<string> = new Set(['', '0.0.0.0', '::', '*'])

function overlap(one: string, other: string): boolean {
  return one === other || everywhere.has(one) || everywhere.has(other)
}

function takenPorts({ containers, listeners }: PortUsers, exceptId: string | null): readonly Taken[] {
  return portClaims(containers, listeners).flatMap(
    ({ holder, hostPort: port, protocol, addresses, isHeld }) => {
      if (port === null || !isHeld || (holder.kind === 'container' && holder.id === exceptId)) return []
      const owner = rivalNamed(holder)
      return addresses.map((address) => ({ address, port, protocol, owner }))
    },
  )
}

function rivalNamed(holder: PortHolder): PortRival {
  if (holder.kind === 'container') return { kind: 'container', name: holder.name }
  return { kind: 'program', name: holder.owner?.name ?? null, pid: holder.owner?.pid ?? null }
}

/** A free port is looked for so often: whoever pastes thousands of taken ports does not mend them one by one. */
const mostSuggestions = 50

/** Host ports asked for by these rows that a container or a program has already, or that an earlier row asks for. By row id. */
export function findConflicts(
  rows: readonly PortRow[],
  users: PortUsers,
  exceptId: string | null,
): ReadonlyMap<number, PortConflict> {
  const taken = new Map<number, readonly Taken[]>()
  for (const one of takenPorts(users, exceptId)) taken.set(one.port, [...(taken.get(one.port) ?? []), one])
  const asked = rows.map((row) => ({ id: row.id, wanted: wantedPorts(row) }))
  const held = new Set([...taken.keys(), ...asked.flatMap(({ wanted }) => wanted?.ports ?? [])])
  const conflicts = new Map<number, PortConflict>()
  for (const { id, wanted } of asked) {
    if (wanted === null) continue
    const rival = rivalOf(wanted, taken)
    if (rival) {
      const isSuggested = wanted.ports.length === 1 && conflicts.size < mostSuggestions
      const free = isSuggested ? nextFree(rival.port + 1, held) : null
      conflicts.set(id, { port: rival.port, owner: rival.owner, free })
    }
    for (const port of wanted.ports) {
      const one = {
        address: wanted.address,
        protocol: wanted.protocol,
        port,
        owner: { kind: 'row' } as const,
      }
      taken.set(port, [...(taken.get(port) ?? []), one])
    }
  }
  return conflicts
}

function rivalOf(
  { address, ports, protocol }: Wanted,
  taken: ReadonlyMap<number, readonly Taken[]>,
): Taken | undefined {
  for (const port of ports) {
    const rival = taken
      .get(port)
      ?.find((other) => other.protocol === protocol && overlap(other.address, address))
    if (rival) return rival
  }
  return undefined
}

function nextFree(from: number, held: ReadonlySet<number>): number | null {
  for (let port = from; port <= highestPort; port += 1) if (!held.has(port)) return port
  return null
}

/** A host port for a port of a container: the same number when nobody has it, else the next that is free. */
export function suggestHostPort(
  containerPort: number,
  rows: readonly PortRow[],
  users: PortUsers,
): number | null {
  const taken = takenPorts(users, null).map(({ port }) => port)
  const wanted = rows.flatMap((row) => wantedPorts(row)?.ports ?? [])
  // Below 1024 an engine without root rights may not listen.
  const from = containerPort < 1_024 ? containerPort + 8_000 : containerPort
  return nextFree(from, new Set([...taken, ...wanted]))
}

/** The same row with another host port, its address kept. */
export function withHostPort(row: PortRow, port: number): PortRow {
  const colon = row.host.lastIndexOf(':')
  return { ...row, host: `${row.host.slice(0, colon + 1)}${port}` }
}
