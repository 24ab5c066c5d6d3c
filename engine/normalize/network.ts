import type { Network, NetworkPool } from '../../shared/network.ts'
import type { Json } from './record.ts'
import { listOf, recordOf, textOf, textRecordOf, textsOf, timeMsOf } from './record.ts'

/** Networks that an engine makes for itself; Podman's default one is called after it. */
const builtInNames: ReadonlySet<string> = new Set([
  'bridge',
  'host',
  'none',
  'nat',
  'podman',
  'docker_gwbridge',
])

/** True for the engine's own networks, on which no DNS of the engine answers. */
export function isBuiltInNetwork(name: string): boolean {
  return builtInNames.has(name)
}

/** One network of `NetworkList` or `NetworkInspect`: both have the same fields. */
export function networkOf(value: unknown): Network {
  const record = recordOf(value)
  const ipam = recordOf(record['IPAM'])
  const name = textOf(record['Name'])
  const labels = textRecordOf(record['Labels'])
  const pools = listOf(ipam['Config']).map(poolOf)
  return {
    id: textOf(record['Id']) || name,
    name,
    driver: textOf(record['Driver']),
    scope: textOf(record['Scope']),
    createdAtMs: timeMsOf(record['Created']) ?? 0,
    isInternal: record['Internal'] === true,
    isAttachable: record['Attachable'] === true,
    isIngress: record['Ingress'] === true,
    // Before API 1.48 every network had IPv4 and nothing said so.
    hasIpv4: record['EnableIPv4'] !== false,
    hasIpv6: record['EnableIPv6'] === true,
    isConfigOnly: record['ConfigOnly'] === true,
    configFrom: textOf(recordOf(record['ConfigFrom'])['Network']) || null,
    ipamDriver: textOf(ipam['Driver']) || 'default',
    ipamOptions: textRecordOf(ipam['Options']),
    pools,
    options: textRecordOf(record['Options']),
    labels,
    isBuiltIn: isBuiltInNetwork(name) || record['Ingress'] === true,
    project: projectOf(labels),
  }
}

/**
 * What the engine's DNS answers for a container on a network, the short id left out. Engines before API 1.45
 * have no list of it: there it is the container's name and its aliases, on networks that people made.
 */
export function dnsNamesOf(
  endpoint: Json,
  network: string,
  owner: { readonly id: string; readonly name: string },
): readonly string[] {
  if (isBuiltInNetwork(network)) return []
  const told = textsOf(endpoint['DNSNames'])
  const names = told.length > 0 ? told : [owner.name, ...textsOf(endpoint['Aliases'])]
  return [...new Set(names)].filter((name) => name !== owner.id.slice(0, 12))
}

function poolOf(value: unknown): NetworkPool {
  const pool = recordOf(value)
  return {
    subnet: textOf(pool['Subnet']),
    gateway: textOf(pool['Gateway']) || null,
    ipRange: textOf(pool['IPRange']) || null,
    auxAddresses: textRecordOf(pool['AuxiliaryAddresses'] ?? pool['AuxAddress']),
  }
}

function projectOf(labels: Readonly<Record<string, string>>): string | null {
  const names = ['com.docker.compose.project', 'io.podman.compose.project']
  const found = names.find((name) => Object.hasOwn(labels, name) && labels[name] !== '')
  return found === undefined ? null : (labels[found] ?? null)
}
