import { expect, test } from 'vitest'
import type { StatsSample } from '../../shared/stats.ts'
import { chartColumns, StatsSeries, summarize } from './stats-series.ts'

function sample(atMs: number, cpuPercent: number | null = 1): StatsSample {
  return {
    id: 'a',
    atMs,
    cpuPercent,
    onlineCpus: 2,
    memoryBytes: 1,
    memoryWithCacheBytes: 1,
    memoryLimitBytes: null,
    processes: 1,
    networkInBytes: null,
    networkOutBytes: null,
    networkInBytesPerSecond: null,
    networkOutBytesPerSecond: null,
    blockReadBytes: null,
    blockWriteBytes: null,
    blockReadBytesPerSecond: null,
    blockWriteBytesPerSecond: null,
  }
}

test('puts the recording before what came in, without repeating a sample', () => {
  const series = new StatsSeries()
  series.append(sample(3_000))
  series.append(sample(3_000))
  series.prepend([sample(1_000), sample(2_000), sample(3_000)])
  expect(series.all().map((one) => one.atMs)).toEqual([1_000, 2_000, 3_000])
  expect(series.sinceMs()).toBe(1_000)
})

test('never holds more than the stated history', () => {
  const series = new StatsSeries()
  for (let at = 1; at <= 1_000; at++) series.append(sample(at * 1_000))
  expect(series.all()).toHaveLength(900)
  expect(series.latest()?.atMs).toBe(1_000_000)
})

test('breaks the line where samples are missing', () => {
  const columns = chartColumns(
    [sample(1_000, 5), sample(2_000, 6), sample(60_000, 7)],
    [(one) => one.cpuPercent],
    0,
  )
  expect(columns[0]).toEqual([1, 2, 2.001, 60])
  expect(columns[1]).toEqual([5, 6, null, 7])
})

test('keeps to the chosen range', () => {
  const columns = chartColumns(
    [sample(1_000), sample(2_000), sample(3_000)],
    [(one) => one.cpuPercent],
    2_000,
  )
  expect(columns[0]).toEqual([2, 3])
})

test('sums up a column for those who cannot see it', () => {
  expect(summarize([null, 4, 2, null, 9, 3])).toEqual({ min: 2, max: 9, now: 3 })
  expect(summarize([null])).toBeNull()
})
