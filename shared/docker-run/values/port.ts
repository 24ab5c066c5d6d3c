import { addressFamily, withoutBrackets } from './address.ts'
import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cut } from './text.ts'

export const protocols = ['tcp', 'udp', 'sctp'] as const
export type Protocol = (typeof protocols)[number]

/** Ports from the first to the last, both included. */
export type PortRange = { readonly first: number; readonly last: number }

export type PortMapping = {
  /** Address of the host, without brackets; null for all of them. */
  readonly hostAddress: string | null
  /** Null lets the engine choose; a range longer than the container's lets it choose within. */
  readonly host: PortRange | null
  readonly container: PortRange
  readonly protocol: Protocol
}

/** Ports that are named without being published. */
export type ExposedPorts = { readonly ports: PortRange; readonly protocol: Protocol }

/** One port of a container on one of the host, as the engine's API has it: `80/tcp`, host port `8080` or `''`. */
export type PortBinding = { readonly port: string; readonly hostAddress: string; readonly hostPort: string }

/**
 * Reads a value of `--publish`: `80`, `8080:80`, `127.0.0.1::80`, `[::1]:8080-8081:80-81/udp`, and the long form
 * `published=8080,target=80,protocol=udp`.
 */
export function parsePort(text: string): Read<PortMapping> {
  if (text.includes('=')) return parseLongPort(text)
  const parts = text.split(':')
  const exposed = parseExpose(parts.pop() ?? '')
  if (!exposed.ok) return exposed
  const host = parseHostPorts(parts.pop() ?? '')
  if (!host.ok) return host
  const address = withoutBrackets(parts.join(':'))
  if (address !== '' && addressFamily(address) === null) return wrong('bad-address', address)
  const { ports, protocol } = exposed.value
  // Several container ports need as many of the host; one may have a range to choose from.
  const isMismatch = host.value !== null && count(ports) > 1 && count(ports) !== count(host.value)
  if (isMismatch) return wrong('range-mismatch', text)
  return read({ hostAddress: address || null, host: host.value, container: ports, protocol })
}

function parseHostPorts(text: string): Read<PortRange | null> {
  return text === '' ? read(null) : parseRange(text)
}

export function printPort({ hostAddress, host, container, protocol }: PortMapping): string {
  const ports = `${printRange(container)}${protocol === 'tcp' ? '' : `/${protocol}`}`
  const published = host === null ? '' : printRange(host)
  if (hostAddress === null) return published === '' ? ports : `${published}:${ports}`
  return `${hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress}:${published}:${ports}`
}

/** Each container port with the port of the host that it gets. */
export function expandPort({ hostAddress, host, container, protocol }: PortMapping): readonly PortBinding[] {
  return Array.from({ length: count(container) }, (_, index) => ({
    port: `${container.first + index}/${protocol}`,
    hostAddress: hostAddress ?? '',
    hostPort: hostPortAt(host, container, index),
  }))
}

function hostPortAt(host: PortRange | null, container: PortRange, index: number): string {
  if (host === null) return ''
  return count(container) === 1 ? printRange(host) : String(host.first + index)
}

/** Reads a value of `--expose`: `80`, `7000-7010/udp`. */
export function parseExpose(text: string): Read<ExposedPorts> {
  const [portsText, protocolText] = cut(text, '/')
  const ports = parseRange(portsText)
  if (!ports.ok) return ports
  const name = protocolText?.toLowerCase() || 'tcp'
  const protocol = protocols.find((each) => each === name)
  return protocol === undefined ? wrong('bad-protocol', name) : read({ ports: ports.value, protocol })
}

export function printExpose({ ports, protocol }: ExposedPorts): string {
  return `${printRange(ports)}${protocol === 'tcp' ? '' : `/${protocol}`}`
}

/** How many ports a range has. */
export function count({ first, last }: PortRange): number {
  return last - first + 1
}

export function printRange({ first, last }: PortRange): string {
  return first === last ? String(first) : `${first}-${last}`
}

function parseRange(text: string): Read<PortRange> {
  const [, firstText = '', lastText = firstText] = /^([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(text) ?? []
  const range = { first: Number(firstText), last: Number(lastText) }
  const isRange = firstText !== '' && range.last <= 65_535 && range.first <= range.last
  return isRange ? read(range) : wrong('bad-port', text)
}

const longKeys: ReadonlySet<string> = new Set(['published', 'target', 'protocol', 'mode'])

function parseLongPort(text: string): Read<PortMapping> {
  const fields = new Map<string, string>()
  for (const field of text.split(',')) {
    const [key, value] = cut(field, '=')
    if (value === null || !longKeys.has(key)) return wrong('unknown-key', key)
    fields.set(key, value)
  }
  const published = fields.get('published') ?? ''
  const target = fields.get('target')
  if (target === undefined) return wrong('missing-key', 'target')
  return parsePort(`${published}${published === '' ? '' : ':'}${target}/${fields.get('protocol') ?? 'tcp'}`)
}
