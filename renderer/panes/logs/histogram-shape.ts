import type { LogHistogram } from '../../streams/log-histogram.ts'
import { kindsPerBar } from '../../streams/log-histogram.ts'

/** Height of the picture in its own units; its width has one unit for each bar. */
export const chartHeight = 100
const barWidth = 0.76
/** So that one error among thousands of lines is still seen. */
const leastHeight = 5

export type HistogramShape = { readonly error: string; readonly warn: string; readonly other: string }

export type Bar = { readonly error: number; readonly warn: number; readonly other: number }

export function barAt({ counts }: LogHistogram, bar: number): Bar {
  const at = bar * kindsPerBar
  return { error: counts[at] ?? 0, warn: counts[at + 1] ?? 0, other: counts[at + 2] ?? 0 }
}

/** The bars as three outlines: errors at the bottom, warnings on them, the rest above. */
export function shapeOf(histogram: LogHistogram): HistogramShape {
  const shape = { error: '', warn: '', other: '' }
  const bars = Array.from({ length: histogram.barCount }, (_, bar) => barAt(histogram, bar))
  const most = Math.max(1, ...bars.map(({ error, warn, other }) => error + warn + other))
  bars.forEach((bar, index) => {
    let bottom = chartHeight
    for (const kind of ['error', 'warn', 'other'] as const) {
      if (bar[kind] === 0) continue
      const height = Math.max(leastHeight, (bar[kind] / most) * chartHeight)
      const top = Math.max(0, bottom - height)
      shape[kind] += `M${index + (1 - barWidth) / 2} ${bottom}V${top.toFixed(2)}h${barWidth}V${bottom}z`
      bottom = top
    }
  })
  return shape
}

/** A part of the width, from 0 to 1, that stands for a stretch of time. */
export type Stretch = { readonly from: number; readonly to: number }

/** Where a stretch of time lies in the picture, with both ends inside it. */
export function stretchOf(histogram: LogHistogram, fromSeconds: number, toSeconds: number): Stretch {
  const width = histogram.barCount * histogram.stepSeconds
  const at = (seconds: number): number => Math.min(1, Math.max(0, (seconds - histogram.fromSeconds) / width))
  return { from: at(fromSeconds), to: at(toSeconds) }
}

/** The second a place in the picture stands for: where its bar begins. */
export function secondsAt({ fromSeconds, stepSeconds, barCount }: LogHistogram, fraction: number): number {
  const bar = Math.min(barCount - 1, Math.max(0, Math.floor(fraction * barCount)))
  return fromSeconds + bar * stepSeconds
}

const labelCount = 5

/** Times to write below: the first, the last, and some between them, each with its place. */
export function labelsOf(
  histogram: LogHistogram,
): readonly { readonly seconds: number; readonly at: number }[] {
  const { barCount, fromSeconds, stepSeconds } = histogram
  const count = Math.min(labelCount, barCount)
  return Array.from({ length: count + 1 }, (_, index) => {
    const bar = Math.round((index / count) * barCount)
    return { seconds: fromSeconds + bar * stepSeconds, at: bar / barCount }
  })
}
