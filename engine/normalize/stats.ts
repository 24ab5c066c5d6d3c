import type { RawStats } from '../stats-formula.ts'
import type { Json } from './record.ts'
import { listOf, numberOf, recordOf, textOf } from './record.ts'

/** One document of the stats stream, without whatever is not of the kind it should be. Source: `ContainerStats`. */
export function rawStatsOf(value: unknown): RawStats {
  const record = recordOf(value)
  const cpu = recordOf(record['cpu_stats'])
  const usage = recordOf(cpu['cpu_usage'])
  const memory = recordOf(record['memory_stats'])
  return {
    read: textOf(record['read']),
    ...numbersOf(record, ['num_procs']),
    cpu_stats: {
      ...numbersOf(cpu, ['system_cpu_usage', 'online_cpus']),
      cpu_usage: {
        ...numbersOf(usage, ['total_usage']),
        percpu_usage: listOf(usage['percpu_usage']).map((one) => numberOf(one) ?? 0),
      },
    },
    memory_stats: {
      ...numbersOf(memory, ['usage', 'limit', 'privateworkingset', 'commitbytes']),
      stats: numbersOf(recordOf(memory['stats']), ['total_inactive_file', 'inactive_file']),
    },
    pids_stats: numbersOf(recordOf(record['pids_stats']), ['current']),
    networks: Object.fromEntries(
      Object.entries(recordOf(record['networks'])).map(([name, one]) => [
        name,
        numbersOf(recordOf(one), ['rx_bytes', 'tx_bytes']),
      ]),
    ),
    blkio_stats: { io_service_bytes_recursive: blocksOf(record) },
    storage_stats: numbersOf(recordOf(record['storage_stats']), ['read_size_bytes', 'write_size_bytes']),
  }
}

function blocksOf(record: Json): { readonly op: string; readonly value?: number }[] {
  const listed = listOf(recordOf(record['blkio_stats'])['io_service_bytes_recursive']).map(recordOf)
  return listed.map((one) => ({ op: textOf(one['op']), ...numbersOf(one, ['value']) }))
}

/** Those of the fields that are there and are numbers. */
function numbersOf<N extends string>(
  record: Json,
  names: readonly N[],
): { readonly [name in N]?: number } & Readonly<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const name of names) {
    const value = Object.hasOwn(record, name) ? numberOf(record[name]) : null
    if (value !== null) found[name] = value
  }
  return found as ReturnType<typeof numbersOf<N>>
}
