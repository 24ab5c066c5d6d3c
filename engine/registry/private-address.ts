import { BlockList, isIP } from 'node:net'

/** Ranges that are not of the public Internet (IANA's special-purpose registries). */
const privates = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  privates.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  privates.addSubnet(network, prefix, 'ipv6')
}

/** True for loopback, local and link-local addresses, written either way. */
export function isPrivateAddress(address: string): boolean {
  return isIn(privates, address)
}

/** True when the address is in one of these ranges, such as `10.0.0.0/8`. What is no range is passed over. */
export function isInRanges(ranges: readonly string[], address: string): boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/')
    const family = isIP(network)
    if (family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128)) {
      list.addSubnet(network, Number(prefix), family === 4 ? 'ipv4' : 'ipv6')
    }
  }
  return isIn(list, address)
}

function isIn(list: BlockList, address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}
