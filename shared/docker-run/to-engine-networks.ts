import type { EndpointSettings } from './create-body.ts'
import { normalAddress } from './normal-address.ts'
import type { SpecReader } from './spec-reader.ts'
import type { ExtraNetwork } from './to-engine.ts'
import { parseAddress, parseMac } from './values/address.ts'
import type { Network } from './values/network.ts'
import { isUserDefined, parseNetwork, plainNetwork } from './values/network.ts'
import { orNothing } from './values/result.ts'

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
  const main = firstEndpoint(reader, first)
  const extra = others.map((network) => toExtra(network, []))
  // A single network of which nothing is said goes without settings.
  const isPlain = said.length === 1 && Object.keys(main.endpoint).length === 0
  if (!reader.hasApi('1.44')) return oldNetworks(reader, main, extra, isPlain)
  const endpoints = isPlain
    ? []
    : [main, ...extra].map(({ network, endpoint }) => [network, endpoint] as const)
  return { mode: first.name, endpoints: Object.fromEntries(endpoints), extra: [], mac: {} }
}

function oldNetworks(
  reader: SpecReader,
  main: ExtraNetwork,
  extra: readonly ExtraNetwork[],
  isPlain: boolean,
): Networks {
  if (extra.some(({ endpoint }) => endpoint.MacAddress !== undefined))
    reader.report('old-engine', 'network', '1.44')
  const { MacAddress: mac, ...endpoint } = main.endpoint
  return {
    mode: main.network,
    endpoints: isPlain ? {} : { [main.network]: endpoint },
    extra,
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
  const own = {
    'network-alias': reader.list('network-alias'),
    ip: reader.text('ip') || null,
    ip6: reader.text('ip6') || null,
    'mac-address': reader.one('mac-address', orNothing(parseMac)),
    'link-local-ip': reader
      .parsed('link-local-ip', parseAddress)
      .map(({ address }) => normalAddress(address)),
  }
  const { aliases, address4, address6, mac, linkLocal } = network
  const inNetwork = {
    'network-alias': aliases,
    ip: address4,
    ip6: address6,
    'mac-address': mac,
    'link-local-ip': linkLocal,
  }
  for (const name of ownOptions) {
    if (isSaid(own[name]) && isSaid(inNetwork[name])) reader.report('conflict', name, 'network')
  }
  const hasNames = isUserDefined(network.name)
  if (own['network-alias'].length > 0 && !hasNames) reader.report('conflict', 'network-alias', 'network')
  const whole = {
    ...network,
    aliases: [...aliases, ...own['network-alias']],
    address4: own.ip ?? address4,
    address6: own.ip6 ?? address6,
    mac: own['mac-address'] ?? mac,
    linkLocal: [...linkLocal, ...own['link-local-ip']],
  }
  // On a network with names a link is an alias for the other container.
  return toExtra(whole, hasNames ? reader.list('link') : [])
}

const ownOptions = ['network-alias', 'ip', 'ip6', 'mac-address', 'link-local-ip'] as const

function isSaid(value: string | readonly string[] | null): boolean {
  return value !== null && value.length > 0
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
