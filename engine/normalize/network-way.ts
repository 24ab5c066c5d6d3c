import { chooseName } from './container.ts'
import { dnsNamesOf } from './network.ts'
import { recordOf, textOf } from './record.ts'

type Endpoint = {
  readonly network: string
  readonly networkId: string
  readonly ipAddress: string
  readonly gateway: string
  readonly names: readonly string[]
}

/** One side of a reachability test. */
export type Party = {
  readonly id: string
  readonly isRunning: boolean
  readonly networkMode: string
  readonly endpoints: readonly Endpoint[]
  /** TCP ports that its image or its settings say it serves. */
  readonly declaredPorts: readonly number[]
}

/** How a container reaches another. */
export type Way = {
  readonly sharedNetworks: readonly string[]
  readonly ipAddress: string
  /** Null where the engine's DNS does not answer. */
  readonly name: string | null
  /** Both have one set of addresses and ports: `localhost` of one is `localhost` of the other. */
  readonly isSameNetworkStack: boolean
}

/** Reads one side from `ContainerInspect`. */
export function partyOf(value: unknown): Party {
  const record = recordOf(value)
  const id = textOf(record['Id'])
  const owner = { id, name: chooseName([textOf(record['Name'])], id) }
  const state = recordOf(record['State'])
  const networks = recordOf(recordOf(record['NetworkSettings'])['Networks'])
  return {
    id,
    isRunning: state['Running'] === true && state['Paused'] !== true && state['Restarting'] !== true,
    networkMode: textOf(recordOf(record['HostConfig'])['NetworkMode']),
    endpoints: Object.entries(networks).map(([network, item]) => {
      const endpoint = recordOf(item)
      return {
        network,
        networkId: textOf(endpoint['NetworkID']),
        ipAddress: textOf(endpoint['IPAddress']) || textOf(endpoint['GlobalIPv6Address']),
        gateway: textOf(endpoint['Gateway']) || textOf(endpoint['IPv6Gateway']),
        names: dnsNamesOf(endpoint, network, owner),
      }
    }),
    declaredPorts: Object.keys(recordOf(recordOf(record['Config'])['ExposedPorts']))
      .filter((port) => port.endsWith('/tcp'))
      .map((port) => Number.parseInt(port, 10)),
  }
}

/** Null when there is none: no network that both are on. */
export function findWay(source: Party, target: Party): Way | null {
  if (networkStackOf(source) === networkStackOf(target))
    return { sharedNetworks: [], ipAddress: '127.0.0.1', name: null, isSameNetworkStack: true }
  const shared = target.endpoints.filter(
    ({ networkId, ipAddress }) =>
      ipAddress !== '' && source.endpoints.some((endpoint) => endpoint.networkId === networkId),
  )
  // One with names goes before the engine's own bridge, which has none.
  const best = shared.find(({ names }) => names.length > 0) ?? shared[0]
  if (best)
    return way(
      best.ipAddress,
      best.names[0] ?? null,
      shared.map(({ network }) => network),
    )
  return wayThroughHost(source, target)
}

/** The engine's machine has an address on each of its bridges. */
function wayThroughHost(source: Party, target: Party): Way | null {
  const inner = source.networkMode === 'host' ? target : target.networkMode === 'host' ? source : null
  const endpoint = inner?.endpoints.find(({ ipAddress, gateway }) => ipAddress !== '' && gateway !== '')
  if (!endpoint) return null
  return way(inner === target ? endpoint.ipAddress : endpoint.gateway, null, [])
}

function way(ipAddress: string, name: string | null, sharedNetworks: readonly string[]): Way {
  return { sharedNetworks, ipAddress, name, isSameNetworkStack: false }
}

function networkStackOf({ id, networkMode }: Party): string {
  if (networkMode === 'host') return 'host'
  return networkMode.startsWith('container:') ? networkMode.slice('container:'.length) : id
}
