import type { Read } from './result.ts'
import { read, wrong } from './result.ts'

/** 4 or 6, or null when the text is no address. Without brackets and without a zone. */
export function addressFamily(text: string): 4 | 6 | null {
  if (isIpv4(text)) return 4
  return isIpv6(text) ? 6 : null
}

const octet = /^(?:0|[1-9][0-9]{0,2})$/

function isIpv4(text: string): boolean {
  const octets = text.split('.', 5)
  return octets.length === 4 && octets.every((each) => octet.test(each) && Number(each) <= 255)
}

function isIpv6(text: string): boolean {
  if (text.length > 45) return false
  const [head = '', tail, ...more] = text.split('::')
  if (more.length > 0) return false
  const groups = [head, tail ?? ''].flatMap((side) => (side === '' ? [] : side.split(':')))
  const last = groups.at(-1) ?? ''
  const embedded = last.includes('.')
  if (embedded && !isIpv4(last)) return false
  const hex = embedded ? groups.slice(0, -1) : groups
  const count = hex.length + (embedded ? 2 : 0)
  // `::` stands for at least one group.
  return (
    hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (tail === undefined ? count === 8 : count < 8)
  )
}

/** An IP address, blanks around it allowed. */
export function parseAddress(text: string): Read<{ readonly address: string; readonly family: 4 | 6 }> {
  const address = text.trim()
  const family = addressFamily(address)
  return family === null ? wrong('bad-address', text) : read({ address, family })
}

/** Takes the brackets off an IPv6 address. */
export function withoutBrackets(text: string): string {
  return text.length > 2 && text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
}

const mac =
  /^(?:[0-9a-f]{2}(?:(?::[0-9a-f]{2}){5}|(?::[0-9a-f]{2}){7}|(?:-[0-9a-f]{2}){5}|(?:-[0-9a-f]{2}){7})|[0-9a-f]{4}(?:(?:\.[0-9a-f]{4}){2}|(?:\.[0-9a-f]{4}){3}))$/i

/** A hardware address: `92:d0:c6:0a:29:33`, also with `-`, or in fours with `.`. */
export function parseMac(text: string): Read<string> {
  return mac.test(text.trim()) ? read(text.trim()) : wrong('bad-mac', text)
}

const domainLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const domain = new RegExp(`^${domainLabel}(?:\\.${domainLabel})*\\.?$`)

/** `--dns-search`: a domain, or `.` for none. */
export function parseDomain(text: string): Read<string> {
  const name = text.replace(/^ +| +$/g, '')
  if (name === '.') return read(name)
  return domain.test(name) && /[a-zA-Z]/.test(name) && name.length < 255
    ? read(name)
    : wrong('bad-host', text)
}
