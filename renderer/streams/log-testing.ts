import type { LogBatch, LogMark, LogSource } from '../../shared/logs.ts'
import { logFlags, logIndexBytes, logSources } from '../../shared/logs.ts'

export type SampleLine = {
  readonly text: string
  readonly source?: LogSource
  readonly seconds?: number
  readonly nanos?: number
  readonly isCut?: boolean
}

const encoder = new TextEncoder()

/** Packs lines as an engine would. */
export function packBatch(lines: readonly (string | SampleLine)[], mark: LogMark | null = null): LogBatch {
  const samples = lines.map((line) => (typeof line === 'string' ? { text: line } : line))
  const texts = samples.map((line) => encoder.encode(line.text))
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0))
  const index = new Uint8Array(samples.length * logIndexBytes)
  const view = new DataView(index.buffer)
  let end = 0
  samples.forEach((line, at) => {
    bytes.set(texts[at] ?? new Uint8Array(), end)
    end += texts[at]?.length ?? 0
    view.setUint32(at * logIndexBytes, end, true)
    view.setUint32(at * logIndexBytes + 4, line.seconds ?? 1_700_000_000, true)
    view.setUint32(at * logIndexBytes + 8, line.nanos ?? 0, true)
    view.setUint32(
      at * logIndexBytes + 12,
      logSources.indexOf(line.source ?? 'stdout') | (line.isCut ? logFlags.isCut : 0),
      true,
    )
  })
  return { bytes, index, mark, isCaughtUp: true }
}
