import type { Container, NetworkEndpoint } from '../../../shared/container.ts'
import type { Network } from '../../../shared/network.ts'

export type Member = { readonly container: Container; readonly endpoint: NetworkEndpoint }

export type NetworkGroups = {
  readonly project: readonly Network[]
  readonly others: readonly Network[]
  readonly builtIn: readonly Network[]
}

const byName = (a: Network, b: Network) => a.name.localeCompare(b.name, undefined, { numeric: true })

/** The list's sections: what Compose made, what people made, what came with the engine. */
export function groupNetworks(networks: Iterable<Network>): NetworkGroups {
  const all = [...networks]
  return {
    project: all
      .filter((network) => !network.isBuiltIn && network.project !== null)
      .sort((a, b) => (a.project ?? '').localeCompare(b.project ?? '') || byName(a, b)),
    others: all.filter((network) => !network.isBuiltIn && network.project === null).sort(byName),
    builtIn: all.filter((network) => network.isBuiltIn).sort(byName),
  }
}

/** More lines on one plan would be a tangle: the list has them all. */
export const mostLines = 6

/** How a container is attached to a network, null when it is not. The id decides: names may be double. */
export function endpointOn(container: Container, network: Network): NetworkEndpoint | null {
  const found = container.networks.find((endpoint) =>
    endpoint.networkId === ''
      ? endpoint.network === network.name || endpoint.network === network.id
      : endpoint.networkId === network.id,
  )
  return found ?? null
}

/** All containers of each network, by name; those that do not run too. */
export function membersByNetwork(
  networks: Iterable<Network>,
  containers: Iterable<Container>,
): ReadonlyMap<string, readonly Member[]> {
  const all = [...networks]
  const byId = new Map(all.map((network) => [network.id, network]))
  const byKey = new Map(all.map((network) => [network.name, network]))
  const members = new Map<string, Member[]>(all.map((network) => [network.id, []]))
  for (const container of containers) {
    for (const endpoint of container.networks) {
      const network =
        endpoint.networkId === ''
          ? (byKey.get(endpoint.network) ?? byId.get(endpoint.network))
          : byId.get(endpoint.networkId)
      if (network) members.get(network.id)?.push({ container, endpoint })
    }
  }
  for (const list of members.values())
    list.sort((a, b) => a.container.name.localeCompare(b.container.name, undefined, { numeric: true }))
  return members
}

/** Colours of lines, by order of creation; the engine's own networks have the last one. */
const lineColours = 5
export type LineColour = 1 | 2 | 3 | 4 | 5 | 6

export function colourNetworks(networks: Iterable<Network>): ReadonlyMap<string, LineColour> {
  const all = [...networks].sort((a, b) => a.createdAtMs - b.createdAtMs || byName(a, b))
  let next = 0
  return new Map(
    all.map((network) => {
      if (network.isBuiltIn) return [network.id, 6]
      next += 1
      return [network.id, (((next - 1) % lineColours) + 1) as LineColour]
    }),
  )
}

/** What a container may be told to connect to: not what has its network from elsewhere for life. */
export function canConnect(container: Container): boolean {
  const mode = container.networkMode
  return mode !== 'host' && mode !== 'none' && !mode.startsWith('container:')
}

export type MapScope = 'network' | 'project' | 'all'

/**
 * The lines of the map, from the top: those that the outside reaches, by age, the engine's own at the bottom.
 * The network that is looked at is always among them, others only where somebody is on them.
 */
export function linesOf(
  scope: MapScope,
  network: Network,
  all: readonly Network[],
  members: ReadonlyMap<string, readonly Member[]>,
): readonly Network[] {
  if (scope === 'network') return [network]
  const isShown = (each: Network) =>
    scope === 'project'
      ? each.project === network.project
      : each.name !== 'host' && each.name !== 'none' && (members.get(each.id)?.length ?? 0) > 0
  const published = (each: Network) =>
    (members.get(each.id) ?? []).filter(({ container }) =>
      container.ports.some(({ hostPort }) => hostPort !== null),
    ).length
  const others = all.filter((each) => each.id !== network.id && isShown(each)).slice(0, mostLines - 1)
  const hidden = all.filter((each) => each.id !== network.id && isShown(each)).slice(mostLines - 1)
  const lines = [network, ...others].sort(
    (a, b) =>
      Number(a.isBuiltIn) - Number(b.isBuiltIn) ||
      published(b) - published(a) ||
      a.createdAtMs - b.createdAtMs,
  )
  return [...lines, ...hidden]
}
