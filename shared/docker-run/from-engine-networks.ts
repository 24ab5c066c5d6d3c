import type { EngineDefaults } from './from-engine.ts'
import type { ContainerJson, EndpointJson } from './inspect-json.ts'
import type { SpecWriter } from './spec-writer.ts'
import type { Network } from './values/network.ts'
import { isUserDefined, plainNetwork, printNetwork } from './values/network.ts'

/** Networks, what the container is called there, and where it looks names up. */
export function writeNetworks(writer: SpecWriter, container: ContainerJson, defaults: EngineDefaults): void {
  const { HostConfig: host = {}, Config: config = {}, NetworkSettings: settings = {} } = container
  const mode = host.NetworkMode || 'default'
  writeHostname(writer, container, defaults)
  writer.list('link', host.Links?.map(toLink))
  if (mode === 'none' || mode === 'host' || mode.startsWith('container:')) writer.list('network', [mode])
  const endpoints = Object.entries(settings.Networks ?? {})
  const [first, ...others] = inOrder(endpoints, mode)
  if (first === undefined) return
  const [name, endpoint] = first
  writeFirst(writer, toNetwork(name, endpoint, container, config.MacAddress || null), endpoint?.Links ?? [])
  for (const [other, otherEndpoint] of others) {
    writeOther(writer, isUserDefined(name), toNetwork(other, otherEndpoint, container, null), otherEndpoint)
  }
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
  if (name === id.slice(0, 12) || mode.startsWith('container:')) return
  if (mode === 'host' && (hostName === undefined || hostName === name)) return
  writer.text('hostname', name)
}

/** The engine tells links as `/db:/web/database`. */
function toLink(link: string): string {
  const [container = '', alias = ''] = link.replace(/^\//, '').split(':')
  const name = alias.split('/').at(-1) ?? ''
  return name === '' || name === container ? container : `${container}:${name}`
}

function toNetwork(
  name: string,
  endpoint: EndpointJson | null,
  container: ContainerJson,
  mac: string | null,
): Network {
  const ipam = endpoint?.IPAMConfig ?? {}
  // Engines before API 1.45 add the short id.
  const shortId = (container.Id ?? '').slice(0, 12)
  return {
    ...plainNetwork(name),
    aliases: (endpoint?.Aliases ?? []).filter((alias) => alias !== shortId),
    address4: ipam.IPv4Address || null,
    address6: ipam.IPv6Address || null,
    mac: mac ?? stoppedMac(endpoint, container),
    linkLocal: ipam.LinkLocalIPs ?? [],
    driverOptions: Object.entries(endpoint?.DriverOpts ?? {}).map(([key, value]) => ({ key, value })),
    gatewayPriority: endpoint?.GwPriority || null,
  }
}

/** A running container's may be one that the engine made up; nothing tells which. */
function stoppedMac(endpoint: EndpointJson | null, container: ContainerJson): string | null {
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
