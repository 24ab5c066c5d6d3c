import type { StatsSample } from '../shared/stats.ts'

/** One document of the engine's stats stream, as far as it is used. Everything may be missing. */
export type RawStats = {
  readonly read?: string
  readonly num_procs?: number
  readonly cpu_stats?: {
    readonly cpu_usage?: { readonly total_usage?: number; readonly percpu_usage?: readonly number[] | null }
    readonly system_cpu_usage?: number
    readonly online_cpus?: number
  }
  readonly memory_stats?: {
    readonly usage?: number
    readonly limit?: number
    readonly stats?: Readonly<Record<string, number>>
    readonly privateworkingset?: number
    readonly commitbytes?: number
  }
  readonly pids_stats?: { readonly current?: number }
  readonly networks?: Readonly<
    Record<string, { readonly rx_bytes?: number; readonly tx_bytes?: number }>
  > | null
  readonly blkio_stats?: {
    readonly io_service_bytes_recursive?: readonly { readonly op?: string; readonly value?: number }[] | null
  }
  readonly storage_stats?: { readonly read_size_bytes?: number; readonly write_size_bytes?: number }
}

/** What a sample depends on beside the container. */
export type StatsHost = {
  readonly osType: string
  /** Memory of the engine's machine; 0 when unknown. */
  readonly memoryBytes: number
}

type Counters = { readonly in: number | null; readonly out: number | null }

/** True for what the engine sends about a container that does not run: zeros, read in the year 1. */
export function isStopped(raw: RawStats): boolean {
  return raw.cpu_stats?.cpu_usage?.total_usage === undefined || !(Date.parse(raw.read ?? '') > 0)
}

/**
 * One sample from one document of the engine and the one before it, by the formulas of `docker stats`.
 *
 * Source: `ContainerStats`. The engine's own `precpu_stats` is not used: it is empty in the first document,
 *         with `one-shot`, and on Podman. `previous` is null for the first document after a start.
 * Units:  see `StatsSample`.
 */
export function computeSample(
  id: string,
  previous: RawStats | null,
  raw: RawStats,
  host: StatsHost,
): StatsSample {
  const before = previous && timeOf(previous) < timeOf(raw) ? previous : null
  const isWindows = host.osType === 'windows'
  return {
    id,
    atMs: timeOf(raw),
    ...cpuOf(before, raw, isWindows),
    ...memoryOf(raw, host),
    processes: raw.pids_stats?.current ?? null,
    ...transferOf(before, raw, isWindows ? windowsBlockOf : blockOf),
  }
}

const nothing: Counters = { in: null, out: null }

function cpuOf(
  before: RawStats | null,
  raw: RawStats,
  isWindows: boolean,
): Pick<StatsSample, 'cpuPercent' | 'onlineCpus'> {
  const percent = isWindows ? windowsCpuPercent : cpuPercent
  return {
    cpuPercent: before && percent(before, raw),
    onlineCpus: isWindows ? Math.max(1, raw.num_procs ?? 1) : onlineCpus(raw),
  }
}

type Transfer = Pick<
  StatsSample,
  `${'networkIn' | 'networkOut' | 'blockRead' | 'blockWrite'}Bytes${'' | 'PerSecond'}`
>

function transferOf(
  before: RawStats | null,
  raw: RawStats,
  readBlock: (raw: RawStats) => Counters,
): Transfer {
  const seconds = before ? (timeOf(raw) - timeOf(before)) / 1_000 : 0
  const network = networkOf(raw)
  const networkBefore = before ? networkOf(before) : nothing
  const block = readBlock(raw)
  const blockBefore = before ? readBlock(before) : nothing
  return {
    networkInBytes: network.in,
    networkOutBytes: network.out,
    networkInBytesPerSecond: rate(networkBefore.in, network.in, seconds),
    networkOutBytesPerSecond: rate(networkBefore.out, network.out, seconds),
    blockReadBytes: block.in,
    blockWriteBytes: block.out,
    blockReadBytesPerSecond: rate(blockBefore.in, block.in, seconds),
    blockWriteBytesPerSecond: rate(blockBefore.out, block.out, seconds),
  }
}

function timeOf(raw: RawStats): number {
  return Date.parse(raw.read ?? '')
}

function totalUsage(raw: RawStats): number {
  return raw.cpu_stats?.cpu_usage?.total_usage ?? 0
}

/** `percpu_usage` is absent on cgroup v2; old engines lack `online_cpus`. */
function onlineCpus(raw: RawStats): number {
  return raw.cpu_stats?.online_cpus || raw.cpu_stats?.cpu_usage?.percpu_usage?.length || 1
}

/** Share of the machine's CPU time times its CPUs. 100 is one full CPU, as `docker stats` prints it. */
function cpuPercent(before: RawStats, raw: RawStats): number | null {
  const used = totalUsage(raw) - totalUsage(before)
  if (used < 0) return null
  const systemNow = raw.cpu_stats?.system_cpu_usage
  const systemBefore = before.cpu_stats?.system_cpu_usage
  if (!systemNow || !systemBefore) {
    // Without the machine's CPU time: CPU nanoseconds per nanosecond on the clock, which is the same.
    return (used / ((timeOf(raw) - timeOf(before)) * 1e6)) * 100
  }
  const system = systemNow - systemBefore
  return system > 0 ? (used / system) * onlineCpus(raw) * 100 : null
}

/** Windows counts in intervals of 100 ns, and `docker stats` shows the share of all its CPUs. */
function windowsCpuPercent(before: RawStats, raw: RawStats): number | null {
  const possible = (timeOf(raw) - timeOf(before)) * 10_000 * Math.max(1, raw.num_procs ?? 1)
  const used = totalUsage(raw) - totalUsage(before)
  return used < 0 ? null : (used / possible) * 100
}

function memoryOf(
  { memory_stats: memory = {} }: RawStats,
  host: StatsHost,
): Pick<StatsSample, 'memoryBytes' | 'memoryWithCacheBytes' | 'memoryLimitBytes'> {
  if (host.osType === 'windows') {
    const memoryBytes = memory.privateworkingset ?? 0
    return { memoryBytes, memoryWithCacheBytes: memory.commitbytes ?? memoryBytes, memoryLimitBytes: null }
  }
  const usage = memory.usage ?? 0
  return {
    memoryBytes: usage - inactiveFileBytes(memory.stats ?? {}, usage),
    memoryWithCacheBytes: usage,
    memoryLimitBytes: limitOf(memory.limit ?? 0, host.memoryBytes),
  }
}

/** Pages the kernel can drop at once: cgroup v1 has a total over children, v2 and Podman one number or none. */
function inactiveFileBytes(stats: Readonly<Record<string, number>>, usage: number): number {
  const total = stats['total_inactive_file']
  if (total !== undefined && total < usage) return total
  const own = stats['inactive_file'] ?? 0
  return own < usage ? own : 0
}

/** Without a limit the engine tells the machine's memory, Podman now and then 2^64 - 1. */
function limitOf(limit: number, hostMemory: number): number | null {
  if (limit <= 0 || limit > Number.MAX_SAFE_INTEGER) return null
  return hostMemory > 0 && limit >= hostMemory ? null : limit
}

function networkOf({ networks }: RawStats): Counters {
  const all = Object.values(networks ?? {})
  if (all.length === 0) return nothing
  return {
    in: all.reduce((sum, one) => sum + (one.rx_bytes ?? 0), 0),
    out: all.reduce((sum, one) => sum + (one.tx_bytes ?? 0), 0),
  }
}

/** cgroup v1 writes `Read`, v2 `read`; null or empty when the kernel counted nothing. */
function blockOf({ blkio_stats: block }: RawStats): Counters {
  const entries = block?.io_service_bytes_recursive ?? []
  if (entries.length === 0) return nothing
  const sumOf = (op: string): number =>
    entries.reduce((sum, entry) => (entry.op?.toLowerCase() === op ? sum + (entry.value ?? 0) : sum), 0)
  return { in: sumOf('read'), out: sumOf('write') }
}

function windowsBlockOf({ storage_stats: storage }: RawStats): Counters {
  return { in: storage?.read_size_bytes ?? null, out: storage?.write_size_bytes ?? null }
}

function rate(before: number | null, now: number | null, seconds: number): number | null {
  if (before === null || now === null || seconds <= 0 || now < before) return null
  return (now - before) / seconds
}
