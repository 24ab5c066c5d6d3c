import type { Yaml } from './compose-value.ts'
import type { Problems } from './conversion.ts'
import type { RunSpec } from './run-spec.ts'
import { listOf, textOf } from './run-spec.ts'
import type { Network } from './values/network.ts'
import { isUserDefined, parseNetwork } from './values/network.ts'

/** Keys of a service, and what the file says of the networks that they name. */
export type Networking = {
  readonly service: Readonly<Record<string, Yaml>>
  readonly declared: Readonly<Record<string, Yaml>>
}

/** Networks are there already, as `docker run` expects; without one, containers are on docker's own. */
export function networking(spec: RunSpec, problems: Problems): Networking {
  const networks = listOf(spec, 'network').flatMap((text) => {
    const network = parseNetwork(text)
    if (!network.ok) problems.add('invalid', 'network', text)
    return network.ok ? [network.value] : []
  })
  const [first, ...others] = networks
  const mac = textOf(spec, 'mac-address')
  if (first === undefined || !isUserDefined(first.name)) {
    const mode = first === undefined || first.name === 'default' ? 'bridge' : first.name
    for (const { name } of others) problems.add('no-key', 'network', name)
    // Compose says addresses of the networks that it attaches to only.
    if (mac !== null) problems.add('no-key', 'mac-address', mac)
    return { service: { network_mode: mode }, declared: {} }
  }
  const whole = withOwnOptions(spec, first)
  const entries = [whole, ...others].map((network, index) => {
    // The one with the highest priority is the first.
    const priority = others.length > 0 && index === 0 ? 1 : null
    return [keyOf(network.name), { ...endpoint(network), priority }] as const
  })
  const declared = networks.map(({ name }) => {
    const key = keyOf(name)
    return [key, key === name ? { external: true } : { name, external: true }] as const
  })
  return { service: { networks: Object.fromEntries(entries) }, declared: Object.fromEntries(declared) }
}

/** Keys have few characters; the name says the rest. */
export function keyOf(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9._-]/g, '-')
}

function withOwnOptions(spec: RunSpec, network: Network): Network {
  const aliases = listOf(spec, 'network-alias')
  const linkLocal = listOf(spec, 'link-local-ip')
  return {
    ...network,
    aliases: aliases.length > 0 ? aliases : network.aliases,
    address4: textOf(spec, 'ip') ?? network.address4,
    address6: textOf(spec, 'ip6') ?? network.address6,
    mac: textOf(spec, 'mac-address') ?? network.mac,
    linkLocal: linkLocal.length > 0 ? linkLocal : network.linkLocal,
  }
}

function endpoint(network: Network): Readonly<Record<string, Yaml>> {
  return {
    aliases: [...network.aliases],
    ipv4_address: network.address4,
    ipv6_address: network.address6,
    link_local_ips: [...network.linkLocal],
    mac_address: network.mac,
    driver_opts: Object.fromEntries(network.driverOptions.map(({ key, value }) => [key, value])),
    gw_priority: network.gatewayPriority,
  }
}
