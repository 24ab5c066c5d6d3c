import * as z from 'zod/mini'
import { mostWatched } from './stats-limits.ts'

/**
 * One measurement of a running container, with the definitions of `docker stats`.
 * Units: bytes, bytes per second, percent of one core (100 % is one full CPU).
 * A rate is null on the first sample after a start, because it needs two.
 */
export type StatsSample = {
  readonly id: string
  /** The engine's clock, epoch milliseconds. */
  readonly atMs: number
  readonly cpuPercent: number | null
  readonly onlineCpus: number
  /** Usage without inactive file pages. */
  readonly memoryBytes: number
  /** Usage as the kernel counts it, page cache included. */
  readonly memoryWithCacheBytes: number
  /** Null when the container has no limit of its own. */
  readonly memoryLimitBytes: number | null
  readonly processes: number | null
  /** All interfaces summed; null with host networking or no network. */
  readonly networkInBytes: number | null
  readonly networkOutBytes: number | null
  readonly networkInBytesPerSecond: number | null
  readonly networkOutBytesPerSecond: number | null
  /** Null when the kernel does not count block I/O. */
  readonly blockReadBytes: number | null
  readonly blockWriteBytes: number | null
  readonly blockReadBytesPerSecond: number | null
  readonly blockWriteBytesPerSecond: number | null
}

/** Samples of the last second of all watched containers, one each; `ended` no longer run. */
export type StatsBatch = { readonly samples: readonly StatsSample[]; readonly ended: readonly string[] }

/** Which containers a page looks at now; each message replaces the one before. */
export const statsInput = z.strictObject({
  ids: z.array(z.string().check(z.maxLength(128))).check(z.maxLength(mostWatched)),
})
export type StatsInput = z.infer<typeof statsInput>

/** Samples kept per watched container: 15 minutes at one a second. */
export const statsHistoryLength = 900
