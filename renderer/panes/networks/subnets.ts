/*
 * Addresses and subnets as numbers, for questions that the engine would only answer with a refusal: is this
 * one, does it lie in there, do these two overlap.
 */

export type Address = { readonly version: 4 | 6; readonly value: bigint }
/** `first` to `last`, both included. */
export type Subnet = { readonly version: 4 | 6; readonly first: bigint; readonly last: bigint }

const bitsOf = { 4: 32n, 6: 128n } as const

/** Null for what is no address. No zones, no ports, no leading zeros that some read as octal. */
export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

function parseIpv4(text: string): Address | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return null
  return { version: 4, value: parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) }
}

function parseIpv6(text: string): Address | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const groups = fillGroups(head ?? [], tail ?? null)
  if (groups === null || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null
  return { version: 6, value: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) }
}

/** `tail` is null where no `::` stands for zeros. */
function fillGroups(head: readonly string[], tail: readonly string[] | null): readonly string[] | null {
  if (tail === null) return head.length === 8 ? head : null
  const missing = 8 - head.length - tail.length
  return missing < 1 ? null : [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
}

/** Null for what is no subnet in the form `address/bits`. The address may be any inside. */
export function parseSubnet(text: string): Subnet | null {
  const [addressText = '', bitsText = '', ...rest] = text.split('/')
  const address = parseAddress(addressText)
  if (address === null || rest.length > 0 || !/^\d{1,3}$/.test(bitsText)) return null
  const size = bitsOf[address.version]
  const bits = BigInt(bitsText)
  if (bits > size) return null
  const host = (1n << (size - bits)) - 1n
  const first = address.value - (address.value & host)
  return { version: address.version, first, last: first + host }
}

export function overlaps(one: Subnet, other: Subnet): boolean {
  return one.version === other.version && one.first <= other.last && other.first <= one.last
}

export function contains(subnet: Subnet, address: Address): boolean {
  return subnet.version === address.version && subnet.first <= address.value && address.value <= subnet.last
}

/** True when every address of `inner` is one of `outer`. */
export function encloses(outer: Subnet, inner: Subnet): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last
}
