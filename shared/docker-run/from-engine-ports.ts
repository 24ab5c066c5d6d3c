import type { ContainerJson, ImageJson } from './inspect-json.ts'
import type { SpecWriter } from './spec-writer.ts'
import type { PortMapping, PortRange, Protocol } from './values/port.ts'
import { printExpose, printPort } from './values/port.ts'
import { cut } from './values/text.ts'

/** Neighbouring ports are written as one range. */
export function writePorts(writer: SpecWriter, container: ContainerJson, image: ImageJson | null): void {
  const bindings = container.HostConfig?.PortBindings ?? {}
  writer.turn('publish-all', container.HostConfig?.PublishAllPorts)
  const mappings = Object.entries(bindings).flatMap(([port, places]) =>
    (places ?? []).map(({ HostIp, HostPort }) => ({
      ...exposed(port),
      hostAddress: HostIp || null,
      host: HostPort ? rangeOf(HostPort) : null,
    })),
  )
  writer.list('publish', joinMappings(mappings).map(printPort))
  const published = new Set(Object.keys(bindings).filter((port) => (bindings[port] ?? []).length > 0))
  const inherited = image?.Config?.ExposedPorts ?? {}
  const named = Object.keys(container.Config?.ExposedPorts ?? {})
    .filter((port) => !published.has(port) && !(port in inherited))
    .map(exposed)
  writer.list(
    'expose',
    joinPorts(named).map(({ container: ports, protocol }) => printExpose({ ports, protocol })),
  )
}

type Exposed = { readonly container: PortRange; readonly protocol: Protocol }

function exposed(port: string): Exposed {
  const [number, protocol] = cut(port, '/')
  return { container: rangeOf(number), protocol: (protocol ?? 'tcp') as Protocol }
}

function rangeOf(text: string): PortRange {
  const [first, last] = cut(text, '-')
  return { first: Number(first), last: Number(last ?? first) }
}

function joinPorts(ports: readonly Exposed[]): readonly Exposed[] {
  const joined: Exposed[] = []
  for (const port of ports.toSorted(byPort)) {
    const before = joined.at(-1)
    if (before?.protocol === port.protocol && before.container.last + 1 === port.container.first) {
      joined[joined.length - 1] = { ...before, container: { ...before.container, last: port.container.last } }
    } else joined.push(port)
  }
  return joined
}

function byPort(one: Exposed, other: Exposed): number {
  return one.protocol.localeCompare(other.protocol) || one.container.first - other.container.first
}

/** Joins mappings whose ports follow each other on both sides; those with a range to choose from stand alone. */
function joinMappings(mappings: readonly PortMapping[]): readonly PortMapping[] {
  const joined: PortMapping[] = []
  for (const mapping of mappings.toSorted(byMapping)) {
    const before = joined.at(-1)
    const host = before && follows(before, mapping)
    if (before && host !== undefined && host !== false) {
      const container = { first: before.container.first, last: mapping.container.last }
      joined[joined.length - 1] = { ...before, container, host }
    } else joined.push(mapping)
  }
  return joined
}

function byMapping(one: PortMapping, other: PortMapping): number {
  const address = (one.hostAddress ?? '').localeCompare(other.hostAddress ?? '')
  return address || byPort(one, other) || (one.host?.first ?? 0) - (other.host?.first ?? 0)
}

/** The host ports of both together, or false when the second does not follow the first. */
function follows(before: PortMapping, next: PortMapping): PortRange | null | false {
  const isNext =
    before.hostAddress === next.hostAddress &&
    before.protocol === next.protocol &&
    before.container.last + 1 === next.container.first
  if (!isNext) return false
  if (before.host === null || next.host === null) return before.host === next.host ? null : false
  const isEven = next.host.first === next.host.last && length(before.host) === length(before.container)
  return isEven && before.host.last + 1 === next.host.first
    ? { first: before.host.first, last: next.host.last }
    : false
}

function length({ first, last }: PortRange): number {
  return last - first
}
