import type { LogBlock } from './log-block.ts'
import { markSource, readMeta } from './log-block.ts'
import type { LevelGroup } from './log-levels.ts'
import { groupOfLevel, logLevels } from './log-levels.ts'
import type { LogRing } from './log-ring.ts'

/** How many lines were written when: bars of equal time over all that is held. */
export type LogHistogram = {
  /** Where the first bar begins, Unix seconds; a multiple of the step. */
  readonly fromSeconds: number
  readonly stepSeconds: number
  readonly barCount: number
  /** For each bar in turn: lines with an error, with a warning, and all others. */
  readonly counts: Uint32Array
}

export const kindsPerBar = 3
const [errors, warnings, others] = [0, 1, 2]

const minute = 60
const hour = 60 * minute
const day = 24 * hour
/** Lengths of time that people have names for. */
const steps: readonly number[] = [
  1,
  2,
  5,
  10,
  15,
  30,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  30 * day,
  90 * day,
  365 * day,
]

const kindOfGroup: Readonly<Record<LevelGroup, number>> = {
  error: errors,
  warn: warnings,
  info: others,
  debug: others,
  none: others,
}
/** By meta byte; marks are no lines. */
const kindOfMeta = Int8Array.from({ length: 256 }, (_, meta) => {
  const { level, source, isContinued } = readMeta(meta)
  // A stack trace is one error.
  if (isContinued && source !== markSource) return others
  return source === markSource ? -1 : kindOfGroup[groupOfLevel[logLevels[level] ?? 'none']]
})

/** The counts of one block by absolute bar number; true as long as step and lines are the same. */
type BlockBars = {
  readonly stepSeconds: number
  readonly lineCount: number
  readonly firstBar: number
  readonly counts: Uint32Array
}

/**
 * Counts the held lines of a ring by time. Blocks that are full are counted once: a million lines cost a few
 * milliseconds the first time and next to nothing after.
 */
export class HistogramReader {
  private readonly known = new WeakMap<LogBlock, BlockBars>()

  /** Null when no line is held. */
  read(ring: LogRing, maxBars: number): LogHistogram | null {
    const span = timeSpan(ring.blocks)
    if (!span) return null
    const stepSeconds = stepFor(span, maxBars)
    const lastBar = Math.floor(span.last / stepSeconds)
    // A young log has room before it: bars keep their width.
    const firstBar = Math.min(Math.floor(span.first / stepSeconds), lastBar - Math.floor(maxBars / 2) + 1)
    const barCount = lastBar - firstBar + 1
    const counts = new Uint32Array(barCount * kindsPerBar)
    for (const block of ring.blocks) {
      const bars = this.barsOf(block, stepSeconds)
      if (!bars) continue
      const offset = (bars.firstBar - firstBar) * kindsPerBar
      for (let index = 0; index < bars.counts.length; index += 1) {
        const at = offset + index
        counts[at] = (counts[at] ?? 0) + (bars.counts[index] ?? 0)
      }
    }
    return { fromSeconds: firstBar * stepSeconds, stepSeconds, barCount, counts }
  }

  private barsOf(block: LogBlock, stepSeconds: number): BlockBars | null {
    const known = this.known.get(block)
    if (known && known.stepSeconds === stepSeconds && known.lineCount === block.lineCount) return known
    const span = timeSpan([block])
    if (!span) return null
    const firstBar = Math.floor(span.first / stepSeconds)
    const barCount = Math.floor(span.last / stepSeconds) - firstBar + 1
    const counts = new Uint32Array(barCount * kindsPerBar)
    for (let index = 0; index < block.lineCount; index += 1) {
      const kind = kindOfMeta[block.meta(index)] ?? -1
      if (kind < 0) continue
      const at = (Math.floor(block.secondsAt(index) / stepSeconds) - firstBar) * kindsPerBar + kind
      counts[at] = (counts[at] ?? 0) + 1
    }
    const bars = { stepSeconds, lineCount: block.lineCount, firstBar, counts }
    this.known.set(block, bars)
    return bars
  }
}

/** The earliest and the latest second of any line: lines may be out of order by a little. */
function timeSpan(blocks: readonly LogBlock[]): { readonly first: number; readonly last: number } | null {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { earliest, latest } of blocks) {
    first = Math.min(first, earliest)
    last = Math.max(last, latest)
  }
  return first <= last ? { first, last } : null
}

/** The shortest step with which no more than `maxBars` bars cover the span. */
function stepFor(
  { first, last }: { readonly first: number; readonly last: number },
  maxBars: number,
): number {
  const fits = (step: number): boolean => Math.floor(last / step) - Math.floor(first / step) < maxBars
  const longest = steps.at(-1) ?? day
  return steps.find(fits) ?? longest * Math.ceil((last - first + 1) / (longest * Math.max(1, maxBars - 1)))
}
