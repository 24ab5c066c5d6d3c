import type { LogBatch, LogSource } from '../../shared/logs.ts'
import { logSources } from '../../shared/logs.ts'
import { showInvisibles, stripAnsi } from './log-ansi.ts'
import { BatchLines } from './log-block.ts'
import { detectLevel, type LogLevel, logLevels } from './log-levels.ts'
import { decodeLine } from './log-text.ts'

export type LogLine = {
  readonly text: string
  readonly atMs: number
  readonly source: LogSource
  readonly level: LogLevel
}

/** Enough for a line in a narrow panel. */
const maxChars = 1000

/**
 * The last lines of a batch as plain text, for places that show a few of them without a worker. Escape
 * sequences are dropped and control characters made visible.
 */
export function decodeLogLines(batch: Pick<LogBatch, 'bytes' | 'index'>, count: number): LogLine[] {
  const lines = new BatchLines(batch)
  const decoded: LogLine[] = []
  for (let index = Math.max(0, lines.count - count); index < lines.count; index += 1) {
    const start = lines.start(index)
    const end = lines.end(index)
    decoded.push({
      text: showInvisibles(stripAnsi(decodeLine(batch.bytes, start, end, maxChars).text)),
      atMs: lines.seconds(index) * 1000 + lines.nanos(index) / 1e6,
      source: logSources[lines.flags(index) & 0b11] ?? 'stdout',
      level: logLevels[detectLevel(batch.bytes, start, end)] ?? 'none',
    })
  }
  return decoded
}

/** The last lines after one more batch: what a small panel keeps. */
export function appendLogLines(
  lines: readonly LogLine[],
  batch: LogBatch,
  count: number,
): readonly LogLine[] {
  const added = decodeLogLines(batch, count)
  return added.length === 0 ? lines : [...lines, ...added].slice(-count)
}
