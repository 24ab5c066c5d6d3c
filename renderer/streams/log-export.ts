import { stripAnsi } from './log-ansi.ts'
import type { LogBlock } from './log-block.ts'
import { markSource, readMeta } from './log-block.ts'
import type { ExportFormat } from './log-protocol.ts'
import type { LogRing } from './log-ring.ts'
import { nextTurn } from './next-turn.ts'

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const newline = 10

/** The time as `docker logs --timestamps` writes it. */
export function formatTimestamp(seconds: number, nanos: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`
}

/**
 * Writes the shown lines as text, a block at a time so that new lines can be taken in between. Null when it
 * would be larger than allowed.
 */
export async function exportLines(
  ring: LogRing,
  format: ExportFormat,
): Promise<{ readonly blob: Blob | null; readonly lineCount: number }> {
  const parts: BlobPart[] = []
  let byteCount = 0
  let lineCount = 0
  // A copy of the list: blocks that are dropped meanwhile still belong to what was asked for.
  const blocks = ring.blocks.slice()
  for (const block of blocks) {
    const part = writeBlock(block, format)
    parts.push(part.bytes)
    byteCount += part.bytes.byteLength
    lineCount += part.lineCount
    if (byteCount > format.maxBytes) return { blob: null, lineCount }
    await nextTurn()
  }
  return { blob: new Blob(parts, { type: 'text/plain;charset=utf-8' }), lineCount }
}

function writeBlock(
  block: LogBlock,
  format: ExportFormat,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly lineCount: number } {
  const timestampBytes = format.hasTimestamps ? '2026-11-20T13:00:00.123456789Z '.length : 0
  const whole = new Uint8Array(block.byteCount + block.lineCount * (timestampBytes + 1))
  let length = 0
  let lineCount = 0
  for (let row = 0; row < block.rowCount; row += 1) {
    const index = block.lineOfRow(row)
    const { source, hasEscapes } = readMeta(block.meta(index))
    if (source === markSource) continue
    if (format.hasTimestamps) {
      const { seconds, nanos } = block.time(index)
      length += encoder.encodeInto(`${formatTimestamp(seconds, nanos)} `, whole.subarray(length)).written
    }
    const line = block.bytes.subarray(block.start(index), block.end(index))
    // Without its escape sequences a line is never longer.
    if (format.isPlain && hasEscapes) {
      length += encoder.encodeInto(
        stripAnsi(decoder.decode(line)),
        whole.subarray(length, length + line.length),
      ).written
    } else {
      whole.set(line, length)
      length += line.length
    }
    whole[length] = newline
    length += 1
    lineCount += 1
  }
  return { bytes: whole.slice(0, length), lineCount }
}
