import type { StatsSample } from '../../shared/stats.ts'
import { statsHistoryLength } from '../../shared/stats.ts'

/** Longer than this between two samples is shown as a gap, not as a line. */
const gapMs = 5_000

/** The samples of one container in order of time: what the host recorded, then what comes in. */
export class StatsSeries {
  private samples: readonly StatsSample[] = []

  /** Puts the host's recording before what has come in since. */
  prepend(history: readonly StatsSample[]): void {
    const first = this.samples[0]
    const older = first ? history.filter((sample) => sample.atMs < first.atMs) : history
    this.samples = [...older, ...this.samples].slice(-statsHistoryLength)
  }

  /** Ignores a sample that is already there, as after a reconnect. */
  append(sample: StatsSample): void {
    const last = this.samples.at(-1)
    if (last && sample.atMs <= last.atMs) return
    this.samples = [...this.samples, sample].slice(-statsHistoryLength)
  }

  all(): readonly StatsSample[] {
    return this.samples
  }

  latest(): StatsSample | undefined {
    return this.samples.at(-1)
  }

  /** Since when there is a recording, epoch milliseconds. */
  sinceMs(): number | null {
    return this.samples[0]?.atMs ?? null
  }
}

export type ChartColumns = readonly [xs: number[], ...ys: (number | null)[][]]

/**
 * Columns for a chart: seconds, then one column per reader. A pause between samples becomes a null, so that
 * the line breaks instead of inventing values.
 */
export function chartColumns(
  samples: readonly StatsSample[],
  readers: readonly ((sample: StatsSample) => number | null)[],
  fromMs: number,
): ChartColumns {
  const xs: number[] = []
  const ys: (number | null)[][] = readers.map(() => [])
  let previousMs: number | null = null
  for (const sample of samples) {
    if (sample.atMs < fromMs) continue
    if (previousMs !== null && sample.atMs - previousMs > gapMs) {
      xs.push((previousMs + 1) / 1_000)
      for (const column of ys) column.push(null)
    }
    previousMs = sample.atMs
    xs.push(sample.atMs / 1_000)
    readers.forEach((read, at) => ys[at]?.push(read(sample)))
  }
  return [xs, ...ys]
}

export type Summary = { readonly min: number; readonly max: number; readonly now: number } | null

/** Smallest, largest and newest value of a column: what a screen reader hears of a chart. */
export function summarize(column: readonly (number | null)[]): Summary {
  const values = column.filter((value) => value !== null)
  const now = values.at(-1)
  if (now === undefined) return null
  return {
    min: values.reduce((least, value) => Math.min(least, value), now),
    max: values.reduce((most, value) => Math.max(most, value), now),
    now,
  }
}
