import { addressFamily, parseMac, withoutBrackets } from './address.ts'
import type { Pair } from './pair.ts'
import { printPair, toPair } from './pair.ts'
import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cut, parseFields, printFields } from './text.ts'

/** A value of `--network`: a network, with what the container is there. */
export type Network = {
  /** Also `host`, `none`, `bridge`, `container:…`. */
  readonly name: string
  readonly aliases: readonly string[]
  readonly address4: string | null
  readonly address6: string | null
  readonly mac: string | null
  readonly linkLocal: readonly string[]
  readonly driverOptions: readonly Pair[]
  /** The network with the highest one has the container's default route. */
  readonly gatewayPriority: number | null
}

export function plainNetwork(name: string): Network {
  return {
    name,
    aliases: [],
    address4: null,
    address6: null,
    mac: null,
    linkLocal: [],
    driverOptions: [],
    gatewayPriority: null,
  }
}

/** Whether containers can have aliases and addresses there. */
export function isUserDefined(name: string): boolean {
  return !/^(?:default|bridge|host|none|nat|container:.*)$/.test(name) && name !== ''
}

// Docker takes any text for the long form in which a word, `=` and a word follow each other.
const longForm = /\w=\w/

const setters: Readonly<Record<string, (value: string, network: Network) => Read<Partial<Network>>>> = {
  name: (name) => read({ name }),
  alias: (alias, { aliases }) => read({ aliases: [...aliases, alias] }),
  ip: (address4) => (addressFamily(address4) === 4 ? read({ address4 }) : wrong('bad-address', address4)),
  ip6: (address6) => (addressFamily(address6) === 6 ? read({ address6 }) : wrong('bad-address', address6)),
  'mac-address': (text) => {
    const mac = parseMac(text)
    return mac.ok ? read({ mac: mac.value }) : mac
  },
  'link-local-ip': (address, { linkLocal }) =>
    addressFamily(address) === null
      ? wrong('bad-address', address)
      : read({ linkLocal: [...linkLocal, address] }),
  'driver-opt': (text, { driverOptions }) => {
    const pair = toPair(text)
    if (pair.key === '' || !text.includes('=')) return wrong('bad-pair', text)
    return read({ driverOptions: [...driverOptions.filter(({ key }) => key !== pair.key), pair] })
  },
  'gw-priority': (text) =>
    /^[+-]?[0-9]{1,15}$/.test(text) ? read({ gatewayPriority: Number(text) }) : wrong('bad-number', text),
}

/** Reads `name` and `name=mynet,alias=db,ip=10.0.0.5`; in the long form docker lowers all letters. */
export function parseNetwork(text: string): Read<Network> {
  if (!longForm.test(text))
    return /^(?:\s*|container:)$/.test(text) ? wrong('bad-network', text) : read(plainNetwork(text))
  const fields = parseFields(text)
  if (fields === null) return wrong('bad-network', text)
  let network = plainNetwork('')
  for (const field of fields) {
    const [key, value] = cut(field.toLowerCase(), '=')
    if (value === null) return wrong('bad-pair', field)
    const set = Object.hasOwn(setters, key.trim()) ? setters[key.trim()] : undefined
    if (set === undefined) return wrong('unknown-key', key)
    const change = set(value.trim(), network)
    if (!change.ok) return change
    network = { ...network, ...change.value }
  }
  return network.name === '' ? wrong('missing-key', 'name') : read(network)
}

export function printNetwork(network: Network): string {
  const details = [
    ...network.aliases.map((alias) => `alias=${alias}`),
    ...(network.address4 === null ? [] : [`ip=${network.address4}`]),
    ...(network.address6 === null ? [] : [`ip6=${network.address6}`]),
    ...(network.mac === null ? [] : [`mac-address=${network.mac}`]),
    ...network.linkLocal.map((address) => `link-local-ip=${address}`),
    ...network.driverOptions.map((pair) => `driver-opt=${printPair(pair)}`),
    ...(network.gatewayPriority === null ? [] : [`gw-priority=${network.gatewayPriority}`]),
  ]
  const isPlain = details.length === 0 && !longForm.test(network.name)
  return isPlain ? network.name : printFields([`name=${network.name}`, ...details])
}

/** A value of `--add-host`: a name and where it leads. */
export type HostEntry = {
  readonly host: string
  /** An address without brackets, or `host-gateway`. */
  readonly address: string
}

export function parseHost(text: string): Read<HostEntry> {
  const [host, rest] = text.includes('=') ? cut(text, '=') : cut(text, ':')
  if (host === '' || host.includes(':') || rest === null) return wrong('bad-host', text)
  const address = withoutBrackets(rest)
  const leads = address === 'host-gateway' || addressFamily(address.trim()) !== null
  return leads ? read({ host, address }) : wrong('bad-address', rest)
}

export function printHost({ host, address }: HostEntry): string {
  return `${host}:${address}`
}

/** A value of `--link`: a container and the name it has for this one. */
export type Link = { readonly container: string; readonly alias: string }

export function parseLink(text: string): Read<Link> {
  const [container = '', alias, ...more] = text.split(':')
  if (container === '' || more.length > 0) return wrong('bad-link', text)
  return read({ container, alias: alias ?? container })
}

export function printLink({ container, alias }: Link): string {
  return container === alias ? container : `${container}:${alias}`
}
