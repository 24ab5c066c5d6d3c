import type { ServiceContext } from './from-compose-service.ts'
import type { KeyReader, Keys } from './from-compose-value.ts'
import { isMap, mapOf, textOf, textsOf } from './from-compose-value.ts'
import type { Network } from './values/network.ts'
import { isUserDefined, plainNetwork, printNetwork } from './values/network.ts'

/** Networks by their names on the engine, the one of highest priority first. */
export function readNetworks(reader: KeyReader, context: ServiceContext): void {
  const mode = reader.text('network_mode')
  const said = reader.take('networks')
  const mac = reader.text('mac_address')
  reader.writer.text('mac-address', mac)
  if (mode !== null) return readMode(reader, mode, context)
  const entries = entriesOf(said)
  if (entries.length === 0) return readDefault(reader, context)
  const sorted = entries.toSorted(([, one], [, other]) => priorityOf(other) - priorityOf(one))
  const networks = sorted.map(([key, endpoint]) => toNetwork(realName(key, context), endpoint, context))
  const [first, ...others] = networks
  if (first !== undefined) writeFirst(reader, first)
  reader.writer.list('network', others.map(printNetwork))
}

function readMode(reader: KeyReader, mode: string, context: ServiceContext): void {
  if (mode.startsWith('service:')) {
    // A service's container has a name that only Compose knows.
    reader.writer.list('network', [mode.replace('service:', 'container:')])
    context.problems.add('key-left-out', 'network', `${context.service}.network_mode ${mode}`)
  } else if (mode !== 'bridge' && mode !== 'default') reader.writer.list('network', [mode])
}

/** Compose puts services on a network of the project. */
function readDefault(reader: KeyReader, context: ServiceContext): void {
  const { project, service, networks, problems } = context
  const isNamed = isMap(networks) && isMap(networks['default'])
  if (project === null && !isNamed)
    return problems.add('key-left-out', 'network', `${service}.networks.default`)
  reader.writer.list('network', [realName('default', context)])
  reader.writer.list('network-alias', [service])
}

/** The name that the file gives, or the project's with the key. */
function realName(key: string, { networks, project }: ServiceContext): string {
  const declared = isMap(networks) ? networks[key] : null
  const about: Keys = isMap(declared) ? declared : {}
  const external = isMap(about['external']) ? about['external'] : {}
  const name = textOf(about['name']) ?? textOf(external['name'])
  if (name !== null) return name
  return project === null || about['external'] !== undefined ? key : `${project}_${key}`
}

type Entry = readonly [string, Keys]

function entriesOf(said: unknown): readonly Entry[] {
  if (!isMap(said)) return textsOf(said ?? []).map((key) => [key, {}])
  return Object.entries(said).map(([key, endpoint]) => [key, isMap(endpoint) ? endpoint : {}])
}

function priorityOf(endpoint: Keys): number {
  return Number(endpoint['priority'] ?? 0)
}

function toNetwork(name: string, endpoint: Keys, { service }: ServiceContext): Network {
  const aliases = textsOf(endpoint['aliases'] ?? [])
  const priority = Number(endpoint['gw_priority'] ?? 0)
  return {
    ...plainNetwork(name),
    // Services find each other by their names.
    aliases: isUserDefined(name) ? [...new Set([service, ...aliases])] : aliases,
    address4: textOf(endpoint['ipv4_address']),
    address6: textOf(endpoint['ipv6_address']),
    mac: textOf(endpoint['mac_address']),
    linkLocal: textsOf(endpoint['link_local_ips'] ?? []),
    driverOptions: mapOf(endpoint['driver_opts'] ?? []),
    gatewayPriority: priority === 0 ? null : priority,
  }
}

/** The options of the first network keep the case of letters. */
function writeFirst(reader: KeyReader, network: Network): void {
  const { writer } = reader
  const { name, driverOptions, gatewayPriority } = network
  writer.list('network', [printNetwork({ ...plainNetwork(name), driverOptions, gatewayPriority })])
  writer.list('network-alias', network.aliases)
  writer.text('ip', network.address4)
  writer.text('ip6', network.address6)
  writer.list('link-local-ip', network.linkLocal)
  writer.text('mac-address', network.mac)
}
