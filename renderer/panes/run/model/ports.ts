import type { Container } from '../../../../shared/container.ts'
import type { PortRow } from './rows.ts'

/** Why a host port cannot be had, and one that can. */
export type PortConflict = {
  readonly port: number
  /** The container that has it; null when another row of the form asks for it too. */
  readonly owner: { readonly id: string; readonly name: string } | null
  /** The next port that nobody has; null when there is none. */
  readonly free: number | null
}

type Wanted = { readonly address: string; readonly ports: readonly number[]; readonly protocol: string }
type Taken = {
  readonly address: string
  readonly port: number
  readonly protocol: string
  readonly owner: PortConflict['owner']
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

function takenPorts(containers: Iterable<Container>, exceptId: string | null): readonly Taken[] {
  const taken: Taken[] = []
  for (const container of containers) {
    if (container.id === exceptId) continue
    const owner = { id: container.id, name: container.name }
    for (const { hostPort, hostIps, protocol } of container.ports) {
      if (hostPort === null) continue
      for (const address of hostIps.length === 0 ? [''] : hostIps) {
        taken.push({ address, port: hostPort, protocol, owner })
      }
    }
  }
  return taken
}

/** Host ports asked for by these rows that a container has already, or that an earlier row asks for. By row id. */
export function findConflicts(
  rows: readonly PortRow[],
  containers: Iterable<Container>,
  exceptId: string | null,
): ReadonlyMap<number, PortConflict> {
  const taken = new Map<number, readonly Taken[]>()
  for (const one of takenPorts(containers, exceptId))
    taken.set(one.port, [...(taken.get(one.port) ?? []), one])
  const asked = rows.map((row) => ({ id: row.id, wanted: wantedPorts(row) }))
  const held = new Set([...taken.keys(), ...asked.flatMap(({ wanted }) => wanted?.ports ?? [])])
  const conflicts = new Map<number, PortConflict>()
  for (const { id, wanted } of asked) {
    if (wanted === null) continue
    const rival = rivalOf(wanted, taken)
    if (rival) {
      const free = wanted.ports.length === 1 ? nextFree(rival.port + 1, held) : null
      conflicts.set(id, { port: rival.port, owner: rival.owner, free })
    }
    for (const port of wanted.ports) {
      const one = { address: wanted.address, protocol: wanted.protocol, port, owner: null }
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
  containers: Iterable<Container>,
): number | null {
  const taken = takenPorts(containers, null).map(({ port }) => port)
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
