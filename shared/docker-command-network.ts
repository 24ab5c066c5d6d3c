import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'
import type { CreateNetwork, NetworkConnection } from './network.ts'

type NetworkAndContainer = { readonly network: string; readonly container: string }

/** The docker commands about networks. */
export type NetworkCommands = {
  readonly list: () => string
  readonly inspect: (name: string) => string
  readonly create: (network: CreateNetwork) => string
  readonly connect: (names: NetworkAndContainer, connection: NetworkConnection) => string
  readonly disconnect: (names: NetworkAndContainer & { readonly force?: boolean }) => string
  readonly prune: () => string
  /** Takes these containers off it first. */
  readonly remove: (name: string, disconnectFirst?: readonly string[]) => string
  /** No single command does it: opens a connection with the program that is most often there. */
  readonly probe: (container: string, host: string, port: number) => string
}

type Word = readonly string[]

const flag = (name: string, value: string | number | null): Word =>
  value === null || value === '' ? [] : [name, quoteWord(String(value))]
const toggle = (name: string, isOn: boolean): Word => (isOn ? [name] : [])
const each = (name: string, values: readonly string[]): Word => values.flatMap((value) => flag(name, value))
const pairs = (name: string, record: Readonly<Record<string, string>>): Word =>
  each(
    name,
    Object.entries(record).map(([key, value]) => (value === '' ? key : `${key}=${value}`)),
  )
/** Engines take names that begin with a dash, which the command would read as a flag. */
const operands = (...names: readonly string[]): Word => [
  ...(names.some((name) => name.startsWith('-')) ? ['--'] : []),
  ...names.map(quoteWord),
]
/** Written out only where it is not what the engine does by itself. */
const choice = (name: string, isOn: boolean | null): Word =>
  isOn === null ? [] : [isOn ? name : `${name}=false`]

/** Commands for one engine. */
export function networkCommandsFor(endpoint: Endpoint | null): NetworkCommands {
  const command = (...words: readonly (string | Word)[]) =>
    ['docker', ...connectionFlags(endpoint), 'network', ...words.flat()].join(' ')
  const disconnect: NetworkCommands['disconnect'] = ({ network, container, force = false }) =>
    command('disconnect', toggle('--force', force), operands(network, container))
  return {
    list: () => command('ls'),
    inspect: (name) => command('inspect', operands(name)),
    create: (network) =>
      command('create', createFlags(network), network.name === '' ? '…' : operands(network.name)),
    connect: ({ network, container }, connection) =>
      command('connect', connectFlags(connection), operands(network, container)),
    disconnect,
    prune: () => command('prune'),
    remove: (name, disconnectFirst = []) =>
      [
        ...disconnectFirst.map((container) => disconnect({ network: name, container })),
        command('rm', operands(name)),
      ].join(' && '),
    probe: (container, host, port) =>
      [
        'docker',
        ...connectionFlags(endpoint),
        'exec',
        quoteWord(container),
        'nc',
        '-z',
        quoteWord(host),
        port,
      ].join(' '),
  }
}

function createFlags(network: CreateNetwork): Word {
  const { pools } = network
  return [
    ...(network.driver === 'bridge' ? [] : flag('--driver', network.driver)),
    ...flag('--scope', network.scope),
    ...toggle('--internal', network.isInternal),
    ...toggle('--attachable', network.isAttachable),
    ...toggle('--ingress', network.isIngress),
    ...toggle('--config-only', network.isConfigOnly),
    ...flag('--config-from', network.configFrom),
    ...choice('--ipv4', network.hasIpv4),
    ...choice('--ipv6', network.hasIpv6),
    ...flag('--ipam-driver', network.ipamDriver),
    ...pairs('--ipam-opt', network.ipamOptions),
    ...pools.flatMap((pool) => [
      ...flag('--subnet', pool.subnet),
      ...flag('--gateway', pool.gateway),
      ...flag('--ip-range', pool.ipRange),
      ...pairs('--aux-address', pool.auxAddresses),
    ]),
    ...pairs('--opt', network.options),
    ...pairs('--label', network.labels),
  ]
}

function connectFlags(connection: NetworkConnection): Word {
  return [
    ...each('--alias', connection.aliases),
    ...flag('--ip', connection.ipv4Address),
    ...flag('--ip6', connection.ipv6Address),
    ...each('--link', connection.links),
    ...each('--link-local-ip', connection.linkLocalAddresses),
    ...pairs('--driver-opt', connection.driverOptions),
    ...flag('--gw-priority', connection.gatewayPriority),
  ]
}
