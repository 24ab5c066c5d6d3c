import type { PortBinding, PublishRule } from '../../shared/container.ts'
import { listOf, numberOf, recordOf, textOf } from './record.ts'

/** A port as engines tell it: one for each address. */
export type PortRow = {
  readonly containerPort: number
  readonly protocol: string
  readonly hostPort: number | null
  readonly hostIp: string
}

/** `Ports` of `ContainerList`: a list. Podman leaves out the address. */
export function portsOfList(value: unknown): readonly PortRow[] {
  return listOf(value).map((item) => {
    const port = recordOf(item)
    return {
      containerPort: numberOf(port['PrivatePort']) ?? 0,
      protocol: textOf(port['Type']) || 'tcp',
      hostPort: numberOf(port['PublicPort']) || null,
      hostIp: textOf(port['IP']),
    }
  })
}

/** `NetworkSettings.Ports` of `ContainerInspect`: bindings by `80/tcp`, null when only exposed. */
export function portsOfInspect(value: unknown): readonly PortRow[] {
  return Object.entries(recordOf(value)).flatMap(([key, bindings]) => {
    const [port = '', protocol = 'tcp'] = key.split('/')
    const base = { containerPort: Number(port), protocol }
    const rows = listOf(bindings).map((item) => {
      const binding = recordOf(item)
      return {
        ...base,
        hostPort: Number(textOf(binding['HostPort'])) || null,
        hostIp: textOf(binding['HostIp']),
      }
    })
    return rows.length > 0 ? rows : [{ ...base, hostPort: null, hostIp: '' }]
  })
}

/** `HostConfig.PortBindings` of `ContainerInspect`: what was asked for, by `80/tcp`. */
export function publishRulesOf(value: unknown): readonly PublishRule[] {
  return Object.entries(recordOf(value)).flatMap(([key, bindings]) => {
    const [port = '', protocol = 'tcp'] = key.split('/')
    return listOf(bindings).map((item) => {
      const binding = recordOf(item)
      const hostPort = textOf(binding['HostPort'])
      return {
        containerPort: Number(port) || 0,
        protocol,
        hostIp: textOf(binding['HostIp']),
        hostPort: hostPort === '0' ? '' : hostPort,
      }
    })
  })
}

/**
 * Joins the IPv4 and IPv6 rows of one publication. Rows with different host ports stay apart: they are
 * different publications. Sorted by container port, so that a row does not jump.
 */
export function mergePorts(rows: readonly PortRow[]): readonly PortBinding[] {
  const merged = new Map<string, { row: PortRow; hostIps: Set<string> }>()
  for (const row of rows) {
    const key = `${row.containerPort}/${row.protocol}/${row.hostPort ?? ''}`
    const binding = merged.get(key) ?? { row, hostIps: new Set<string>() }
    if (row.hostIp) binding.hostIps.add(row.hostIp)
    merged.set(key, binding)
  }
  return [...merged.values()]
    .map(({ row: { containerPort, protocol, hostPort }, hostIps }) => ({
      containerPort,
      protocol,
      hostPort,
      hostIps: [...hostIps].toSorted(),
    }))
    .toSorted(
      (a, b) =>
        a.containerPort - b.containerPort ||
        a.protocol.localeCompare(b.protocol) ||
        (a.hostPort ?? 0) - (b.hostPort ?? 0),
    )
}
