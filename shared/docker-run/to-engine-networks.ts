import type { EndpointSettings } from './create-body.ts'
import type { SpecReader } from './spec-reader.ts'
import type { ExtraNetwork } from './to-engine.ts'
import { parseAddress, parseMac } from './values/address.ts'
import type { Network } from './values/network.ts'
import { isUserDefined, parseNetwork, plainNetwork } from './values/network.ts'

export type Networks = {
  readonly mode: string
  readonly endpoints: Readonly<Record<string, EndpointSettings>>
  readonly extra: readonly ExtraNetwork[]
  /** Engines before API 1.44 read the first network's hardware address beside the endpoints. */
  readonly mac: { readonly MacAddress?: string }
}

/** Networks in the order in which they are said; the first has options of its own besides `--network`. */
export function readNetworks(reader: SpecReader): Networks {
  const said = reader.parsed('network', parseNetwork)
  const [first = plainNetwork('default'), ...others] = said
  refuseMixtures(reader, said)
  const named: ExtraNetwork[] = [
    firstEndpoint(reader, first),
    ...others.map((network) => toExtra(network, [])),
  ]
  // A single network of which nothing is said goes without settings.
  const isPlain = said.length === 1 && Object.keys(named[0]?.endpoint ?? {}).length === 0
  const mac = named[0]?.endpoint.MacAddress
  if (reader.hasApi('1.44')) {
    const endpoints = isPlain ? [] : named.map(({ network, endpoint }) => [network, endpoint] as const)
    return { mode: first.name, endpoints: Object.fromEntries(endpoints), extra: [], mac: {} }
  }
  if (others.some((network) => network.mac !== null)) reader.report('old-engine', 'network', '1.44')
  const { MacAddress: _elsewhere, ...endpoint } = named[0]?.endpoint ?? {}
  return {
    mode: first.name,
    endpoints: isPlain ? {} : { [first.name]: endpoint },
    extra: named.slice(1),
    mac: mac === undefined ? {} : { MacAddress: mac },
  }
}

function refuseMixtures(reader: SpecReader, networks: readonly Network[]): void {
  const names = networks.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) reader.report('invalid', 'network', twice)
  const odd = names.find((name) => !isUserDefined(name))
  if (odd !== undefined && names.some(isUserDefined)) reader.report('conflict', 'network', odd)
  for (const { name, aliases } of networks) {
    if (!isUserDefined(name) && aliases.length > 0) reader.report('conflict', 'network', name)
  }
}

function firstEndpoint(reader: SpecReader, network: Network): ExtraNetwork {
  const { name } = network
  const aliases = reader.list('network-alias')
  const [ip, ip6, mac] = [reader.text('ip'), reader.text('ip6'), reader.one('mac-address', parseMac)]
  const linkLocal = reader.parsed('link-local-ip', parseAddress).map(({ address }) => address)
  if (aliases.length > 0 && !isUserDefined(name)) reader.report('conflict', 'network-alias', 'network')
  if (aliases.length > 0 && network.aliases.length > 0) reader.report('conflict', 'network-alias', 'network')
  if (ip !== null && network.address4 !== null) reader.report('conflict', 'ip', 'network')
  if (ip6 !== null && network.address6 !== null) reader.report('conflict', 'ip6', 'network')
  if (mac !== null && network.mac !== null) reader.report('conflict', 'mac-address', 'network')
  if (linkLocal.length > 0 && network.linkLocal.length > 0)
    reader.report('conflict', 'link-local-ip', 'network')
  const whole = {
    ...network,
    aliases: aliases.length > 0 ? aliases : network.aliases,
    address4: ip || network.address4,
    address6: ip6 || network.address6,
    mac: mac || network.mac,
    linkLocal: linkLocal.length > 0 ? linkLocal : network.linkLocal,
  }
  // On a network with names a link is an alias for the other container.
  return toExtra(whole, isUserDefined(name) ? reader.list('link') : [])
}

function toExtra(network: Network, links: readonly string[]): ExtraNetwork {
  const { name, aliases, address4, address6, linkLocal, mac, driverOptions, gatewayPriority } = network
  const ipam = {
    ...(address4 === null ? {} : { IPv4Address: address4 }),
    ...(address6 === null ? {} : { IPv6Address: address6 }),
    ...(linkLocal.length === 0 ? {} : { LinkLocalIPs: linkLocal }),
  }
  const options = Object.fromEntries(driverOptions.map(({ key, value }) => [key, value]))
  const endpoint = {
    ...(Object.keys(ipam).length === 0 ? {} : { IPAMConfig: ipam }),
    ...(links.length === 0 ? {} : { Links: links }),
    ...(aliases.length === 0 ? {} : { Aliases: aliases }),
    ...(mac === null ? {} : { MacAddress: mac }),
    ...(driverOptions.length === 0 ? {} : { DriverOpts: options }),
    ...(gatewayPriority === null || gatewayPriority === 0 ? {} : { GwPriority: gatewayPriority }),
  }
  return { network: name, endpoint }
}
