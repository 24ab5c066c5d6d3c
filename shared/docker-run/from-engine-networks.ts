import type { EngineDefaults } from './from-engine.ts'
import type { ContainerJson, EndpointJson } from './inspect-json.ts'
import type { SpecWriter } from './spec-writer.ts'
import type { Network } from './values/network.ts'
import { isUserDefined, plainNetwork, printNetwork } from './values/network.ts'

/** Networks, what the container is called there, and where it looks names up. */
export function writeNetworks(writer: SpecWriter, container: ContainerJson, defaults: EngineDefaults): void {
  writeHostname(writer, container, defaults)
  writer.list('link', container.HostConfig?.Links?.map(toLink))
  const mode = container.HostConfig?.NetworkMode || 'default'
  if (/^(?:none|host|container:.*)$/.test(mode)) writer.list('network', [mode])
  const [first, ...others] = inOrder(Object.entries(container.NetworkSettings?.Networks ?? {}), mode)
  if (first === undefined) return
  writeFirst(writer, toNetwork(first, container, true), first[1]?.Links ?? [])
  for (const other of others)
    writeOther(writer, isUserDefined(first[0]), toNetwork(other, container, false), other[1])
}

type Named = readonly [string, EndpointJson | null]

/** The network of the mode first; it may be named by its id. Modes that share a network have no others. */
function inOrder(endpoints: readonly Named[], mode: string): readonly Named[] {
  const primary = mode === 'default' ? 'bridge' : mode
  const isPrimary = ([name, endpoint]: Named): boolean =>
    name === primary || (endpoint?.NetworkID ?? '').startsWith(primary)
  return [...endpoints.filter(isPrimary), ...endpoints.filter((each) => !isPrimary(each))]
}

/** The engine names containers after their ids, and after the host when they share its network. */
function writeHostname(writer: SpecWriter, container: ContainerJson, { hostName }: EngineDefaults): void {
  const { Id: id = '', Config: config = {}, HostConfig: host = {} } = container
  const mode = host.NetworkMode ?? ''
  const name = config.Hostname ?? ''
  if (name === String(id).slice(0, 12) || mode.startsWith('container:')) return
  if (mode === 'host' && (hostName === undefined || hostName === name)) return
  writer.text('hostname', name)
}

/** The engine tells links as `/db:/web/database`. */
function toLink(link: string): string {
  const [container = '', alias = ''] = link.replace(/^\//, '').split(':')
  const name = alias.split('/').at(-1) ?? ''
  return name === '' || name === container ? container : `${container}:${name}`
}

function toNetwork([name, endpoint]: Named, container: ContainerJson, isFirst: boolean): Network {
  const { Aliases: aliases, DriverOpts: options, GwPriority: priority } = endpoint ?? {}
  // Engines before API 1.45 add the short id.
  const shortId = (container.Id ?? '').slice(0, 12)
  return {
    ...plainNetwork(name),
    ...addressesOf(endpoint?.IPAMConfig ?? {}),
    aliases: (aliases ?? []).filter((alias) => alias !== shortId),
    mac: macOf(endpoint, container, isFirst),
    driverOptions: Object.entries(options ?? {}).map(([key, value]) => ({ key, value })),
    gatewayPriority: priority || null,
  }
}

function addressesOf(ipam: NonNullable<EndpointJson['IPAMConfig']>): Partial<Network> {
  const { IPv4Address: four, IPv6Address: six, LinkLocalIPs: linkLocal } = ipam
  return { address4: four || null, address6: six || null, linkLocal: linkLocal ?? [] }
}

/** A running container's may be one that the engine made up, which only the first network's tells. */
function macOf(endpoint: EndpointJson | null, container: ContainerJson, isFirst: boolean): string | null {
  const asked = isFirst ? container.Config?.MacAddress : null
  if (asked) return asked
  return container.State?.Running ? null : endpoint?.MacAddress || null
}

/** The first network has options of its own, which keep the case of letters. */
function writeFirst(writer: SpecWriter, network: Network, links: readonly string[]): void {
  const { driverOptions, gatewayPriority } = network
  if (isUserDefined(network.name) || driverOptions.length > 0 || gatewayPriority !== null) {
    writer.list('network', [printNetwork({ ...plainNetwork(network.name), driverOptions, gatewayPriority })])
  }
  writer.list('network-alias', network.aliases)
  writer.list('link', links)
  writer.text('ip', network.address4)
  writer.text('ip6', network.address6)
  writer.text('mac-address', network.mac)
  writer.list('link-local-ip', network.linkLocal)
}

function writeOther(
  writer: SpecWriter,
  canHaveOthers: boolean,
  network: Network,
  endpoint: EndpointJson | null,
): void {
  const lose = (field: string, value: unknown): void =>
    writer.lose(
      'no-option',
      'network',
      `NetworkSettings.Networks ${network.name} ${field}`.trim() + ` ${JSON.stringify(value)}`,
    )
  // A container on the default network can be connected to others later only.
  if (!canHaveOthers || !isUserDefined(network.name)) return lose('', endpoint)
  if (endpoint?.Links && endpoint.Links.length > 0) lose('Links', endpoint.Links)
  const text = printNetwork(network)
  const isLowered = text !== network.name && text !== text.toLowerCase()
  if (isLowered) lose('', { Aliases: network.aliases, DriverOpts: endpoint?.DriverOpts })
  writer.list('network', [isLowered ? network.name : text])
}
