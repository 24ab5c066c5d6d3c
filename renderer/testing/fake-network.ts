import type { NetworkEndpoint } from '../../shared/container.ts'
import type { Network, NetworkPool } from '../../shared/network.ts'

let made = 0

type NetworkPart = Partial<Omit<Network, 'pools'>> & {
  readonly pools?: readonly (Partial<NetworkPool> & Pick<NetworkPool, 'subnet'>)[]
}

/** A network that people made; give only what the test is about. */
export function fakeNetwork({ pools = [], ...part }: NetworkPart = {}): Network {
  made += 1
  return {
    id: part.id ?? `network-${made}`.padEnd(64, '0'),
    name: `network-${made}`,
    driver: 'bridge',
    scope: 'local',
    createdAtMs: 1_800_000_000_000 + made,
    isInternal: false,
    isAttachable: false,
    isIngress: false,
    hasIpv4: true,
    hasIpv6: false,
    isConfigOnly: false,
    configFrom: null,
    ipamDriver: 'default',
    ipamOptions: {},
    pools: pools.map((pool) => ({ gateway: null, ipRange: null, auxAddresses: {}, ...pool })),
    options: {},
    labels: {},
    isBuiltIn: false,
    project: null,
    ...part,
  }
}

/** How a container is attached to it. */
export function fakeEndpoint(network: Network, part: Partial<NetworkEndpoint> = {}): NetworkEndpoint {
  return {
    network: network.name,
    networkId: network.id,
    ipAddress: '172.20.0.2',
    ipv6Address: null,
    macAddress: '02:42:ac:14:00:02',
    names: [],
    ...part,
  }
}
