import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RawStats } from './stats-formula.ts'
import { computeSample, isStopped } from './stats-formula.ts'

type Capture = { readonly first: RawStats; readonly second: RawStats; readonly stopped: RawStats }

const linux = { osType: 'linux', memoryBytes: 16 << 30 }
const hostBytes = 16e9

function capture(version: string): Capture {
  return JSON.parse(
    readFileSync(new URL(`stats-fixtures/docker-${version}.json`, import.meta.url), 'utf8'),
  ) as Capture
}

/** Two documents a second apart, with what a test says of each. */
function pair(
  before: Partial<RawStats>,
  now: Partial<RawStats>,
  host = { osType: 'linux', memoryBytes: hostBytes },
) {
  const first = { read: '2026-11-20T10:00:00.000Z', ...before }
  const second = { read: '2026-11-20T10:00:01.000Z', ...now }
  return computeSample('c', first, second, host)
}

const cpu = (total: number, system?: number, online?: number, percpu?: number[]): RawStats => ({
  cpu_stats: {
    cpu_usage: { total_usage: total, ...(percpu ? { percpu_usage: percpu } : {}) },
    ...(system === undefined ? {} : { system_cpu_usage: system }),
    ...(online === undefined ? {} : { online_cpus: online }),
  },
})

describe.each(['20.10', '26', '28'])('stats captured from engine %s', (version) => {
  const { first, second, stopped } = capture(version)

  it('give what docker stats prints', () => {
    const sample = computeSample('c', first, second, linux)
    const now = second.cpu_stats
    const used = (now?.cpu_usage?.total_usage ?? 0) - (first.cpu_stats?.cpu_usage?.total_usage ?? 0)
    const system = (now?.system_cpu_usage ?? 0) - (first.cpu_stats?.system_cpu_usage ?? 0)
    expect(sample.cpuPercent).toBeCloseTo((used / system) * 2 * 100, 6)
    expect(sample.cpuPercent).toBeGreaterThan(10)
    expect(sample.cpuPercent).toBeLessThan(105)
    expect(sample.onlineCpus).toBe(2)
    expect(sample.memoryBytes).toBe(
      second.memory_stats!.usage! - second.memory_stats!.stats!['total_inactive_file']!,
    )
    expect(sample.memoryBytes).toBeGreaterThan(4e6)
    expect(sample.memoryLimitBytes).toBe(256 << 20)
    expect(sample.processes).toBe(second.pids_stats!.current)
    expect(sample.networkInBytes).toBe(second.networks!['eth0']!.rx_bytes)
    expect(sample.blockReadBytes).toBeNull()
    expect(sample.atMs).toBe(Date.parse(second.read ?? ''))
  })

  it('have no rate in the first document', () => {
    const sample = computeSample('c', null, first, linux)
    expect(sample.cpuPercent).toBeNull()
    expect(sample.networkInBytesPerSecond).toBeNull()
    expect(sample.memoryBytes).toBeGreaterThan(0)
  })

  it('say that a container does not run', () => {
    expect(isStopped(stopped)).toBe(true)
    expect(isStopped(first)).toBe(false)
  })
})

describe('CPU', () => {
  it.each([
    ['online_cpus counts', cpu(0, 1e9, 4), cpu(1e9, 5e9, 4), 100],
    ['percpu_usage stands in for online_cpus', cpu(0, 1e9, 0, [0, 0]), cpu(2e9, 3e9, 0, [1, 1]), 200],
    ['one CPU when nothing tells', cpu(0, 1e9), cpu(5e8, 2e9), 50],
    ['no use is zero', cpu(5, 1e9, 2), cpu(5, 2e9, 2), 0],
    ['the clock stands in for the machine’s CPU time', cpu(0), cpu(5e8), 50],
    ['a counter that went back is no rate', cpu(9e9, 1e9, 2), cpu(1, 2e9, 2), null],
    ['a machine clock that stood still is no rate', cpu(0, 1e9, 2), cpu(1, 1e9, 2), null],
  ])('%s', (_, before, now, expected) => {
    expect(pair(before, now).cpuPercent).toEqual(expected)
  })

  it('is no rate between a document and itself', () => {
    const document = { read: '2026-11-20T10:00:00Z', ...cpu(5, 1e9, 2) }
    expect(computeSample('c', document, document, linux).cpuPercent).toBeNull()
  })

  it('of Windows counts 100 ns intervals of all CPUs', () => {
    const windows = { osType: 'windows', memoryBytes: 0 }
    const sample = pair(
      { ...cpu(0), num_procs: 4 },
      {
        ...cpu(10_000_000),
        num_procs: 4,
        memory_stats: { privateworkingset: 7, commitbytes: 9 },
        storage_stats: { read_size_bytes: 3, write_size_bytes: 4 },
      },
      windows,
    )
    expect(sample).toMatchObject({ cpuPercent: 25, onlineCpus: 4, memoryBytes: 7, memoryWithCacheBytes: 9 })
    expect(sample).toMatchObject({
      memoryLimitBytes: null,
      processes: null,
      blockReadBytes: 3,
      blockWriteBytes: 4,
    })
  })
})

describe('memory', () => {
  it.each([
    [
      'cgroup v1: total_inactive_file',
      { usage: 100, stats: { total_inactive_file: 30, inactive_file: 5 } },
      70,
    ],
    ['cgroup v2: inactive_file', { usage: 100, stats: { inactive_file: 40, anon: 5 } }, 60],
    ['more inactive than used is not subtracted', { usage: 100, stats: { total_inactive_file: 300 } }, 100],
    ['exactly as much is not subtracted', { usage: 100, stats: { inactive_file: 100 } }, 100],
    ['Podman has no details', { usage: 100 }, 100],
    ['nothing at all', {}, 0],
  ])('%s', (_, memory_stats, expected) => {
    expect(pair({}, { memory_stats }).memoryBytes).toBe(expected)
  })

  it.each([
    ['a limit of its own', 64 << 20, 64 << 20],
    ['the machine’s memory is no limit', hostBytes, null],
    ['more than the machine has is no limit', hostBytes + 1, null],
    ['cgroup’s "max" is no limit', 18_446_744_073_709_552_000, null],
    ['zero is no limit', 0, null],
  ])('%s', (_, limit, expected) => {
    expect(pair({}, { memory_stats: { usage: 1, limit } }).memoryLimitBytes).toBe(expected)
  })
})

describe('network and block I/O', () => {
  it('sum all interfaces and give rates', () => {
    const networks = (a: number, b: number) => ({
      eth0: { rx_bytes: a, tx_bytes: 1 },
      eth1: { rx_bytes: b, tx_bytes: 2 },
    })
    const sample = pair({ networks: networks(10, 20) }, { networks: networks(110, 220) })
    expect(sample).toMatchObject({ networkInBytes: 330, networkOutBytes: 3, networkInBytesPerSecond: 300 })
    expect(sample.networkOutBytesPerSecond).toBe(0)
  })

  it.each([undefined, null, {}])('are unknown with host networking (%s)', (networks) => {
    const sample = pair({}, networks === undefined ? {} : { networks })
    expect([sample.networkInBytes, sample.networkInBytesPerSecond]).toEqual([null, null])
  })

  it('read operations in any case, from any number of disks', () => {
    const block = (value: number, read: string, write: string) => ({
      blkio_stats: {
        io_service_bytes_recursive: [
          { op: read, value },
          { op: write, value: value * 2 },
          { op: read, value: 1 },
          { op: 'Total', value: 99 },
        ],
      },
    })
    for (const [read, write] of [
      ['Read', 'Write'],
      ['read', 'write'],
    ] as const) {
      const sample = pair(block(10, read, write), block(60, read, write))
      expect(sample).toMatchObject({ blockReadBytes: 61, blockWriteBytes: 120 })
      expect(sample).toMatchObject({ blockReadBytesPerSecond: 50, blockWriteBytesPerSecond: 100 })
    }
  })

  it.each([null, []])('are unknown when the kernel counts nothing (%s)', (io_service_bytes_recursive) => {
    expect(pair({}, { blkio_stats: { io_service_bytes_recursive } }).blockReadBytes).toBeNull()
  })
})

it('takes Podman’s error document for a container that does not run', () => {
  expect(isStopped({ cause: 'container is stopped', message: 'x', response: 500 } as RawStats)).toBe(true)
})
