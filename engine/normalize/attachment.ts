import type { Network, NetworkAttachment, NetworkConnection } from '../../shared/network.ts'
import { chooseName } from './container.ts'
import { dnsNamesOf } from './network.ts'
import type { Json } from './record.ts'
import { numberOf, recordOf, textOf, textRecordOf, textsOf } from './record.ts'

/**
 * How a container of `ContainerInspect` (or a row of `ContainerList`) is attached to a network, null when it is
 * not. Addresses are read from `Networks` only: newer engines give them nowhere else.
 */
export function attachmentOf(
  value: unknown,
  network: Pick<Network, 'id' | 'name'>,
): NetworkAttachment | null {
  const record = recordOf(value)
  const entry = endpointEntry(recordOf(recordOf(record['NetworkSettings'])['Networks']), network)
  if (entry === null) return null
  const id = textOf(record['Id'])
  const name = chooseName([textOf(record['Name'])], id)
  return {
    containerId: id,
    containerName: name,
    isRunning: recordOf(record['State'])['Running'] === true,
    ipv4Address: textOf(entry['IPAddress']) || null,
    ipv6Address: textOf(entry['GlobalIPv6Address']) || null,
    macAddress: textOf(entry['MacAddress']) || null,
    names: dnsNamesOf(entry, network.name, { id, name }),
    connection: connectionOf(entry, id, network.id),
  }
}

/** The id decides where there is one: two networks may have the same name. Stopped ones may know only a name. */
function endpointEntry(networks: Json, network: Pick<Network, 'id' | 'name'>): Json | null {
  for (const [key, value] of Object.entries(networks)) {
    const endpoint = recordOf(value)
    const id = textOf(endpoint['NetworkID'])
    const isIt = id === '' ? key === network.name || key === network.id : id === network.id
    if (isIt) return endpoint
  }
  return null
}

/** Engines before API 1.45 put the short id among the aliases; given back, it would become a real alias. */
function connectionOf(endpoint: Json, containerId: string, networkId: string): NetworkConnection {
  const wanted = recordOf(endpoint['IPAMConfig'])
  const priority = numberOf(endpoint['GwPriority'])
  return {
    networkId,
    containerId,
    aliases: textsOf(endpoint['Aliases']).filter((alias) => alias !== containerId.slice(0, 12)),
    ipv4Address: textOf(wanted['IPv4Address']) || null,
    ipv6Address: textOf(wanted['IPv6Address']) || null,
    linkLocalAddresses: [...textsOf(wanted['LinkLocalIPs'])],
    links: [...textsOf(endpoint['Links'])],
    driverOptions: textRecordOf(endpoint['DriverOpts']),
    gatewayPriority: priority === 0 ? null : priority,
  }
}

/** The engine's `EndpointSettings` for a wish; what is not wished for is left out. */
export function endpointOf(wish: NetworkConnection): Readonly<Record<string, unknown>> {
  const ipam = {
    ...(wish.ipv4Address === null ? {} : { IPv4Address: wish.ipv4Address }),
    ...(wish.ipv6Address === null ? {} : { IPv6Address: wish.ipv6Address }),
    ...(wish.linkLocalAddresses.length === 0 ? {} : { LinkLocalIPs: wish.linkLocalAddresses }),
  }
  return {
    ...(Object.keys(ipam).length === 0 ? {} : { IPAMConfig: ipam }),
    ...(wish.aliases.length === 0 ? {} : { Aliases: wish.aliases }),
    ...(wish.links.length === 0 ? {} : { Links: wish.links }),
    ...(Object.keys(wish.driverOptions).length === 0 ? {} : { DriverOpts: wish.driverOptions }),
    ...(wish.gatewayPriority === null ? {} : { GwPriority: wish.gatewayPriority }),
  }
}
