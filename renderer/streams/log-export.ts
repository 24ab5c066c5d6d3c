import { logSources } from '../../shared/logs.ts'
import { stripAnsi } from './log-ansi.ts'
import type { LogBlock } from './log-block.ts'
import { markSource, readMeta } from './log-block.ts'
import { groupOfLevel, logLevels } from './log-levels.ts'
import type { ExportFormat } from './log-protocol.ts'
import type { LogRing } from './log-ring.ts'
import { nextTurn } from './next-turn.ts'

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const newline = 10

const types: Readonly<Record<ExportFormat['kind'], string>> = {
  text: 'text/plain;charset=utf-8',
  jsonl: 'application/jsonl;charset=utf-8',
  html: 'text/html;charset=utf-8',
}

/** The time as `docker logs --timestamps` writes it. */
export function formatTimestamp(seconds: number, nanos: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`
}

type Part = { readonly bytes: Uint8Array<ArrayBuffer>; readonly lineCount: number }

/**
 * Writes lines into a file, a block at a time so that new lines can be taken in between. Null when it would be larger
 * than allowed.
 */
export async function exportLines(
  ring: LogRing,
  format: ExportFormat,
): Promise<{ readonly blob: Blob | null; readonly lineCount: number }> {
  const parts: BlobPart[] = []
  let byteCount = 0
  let lineCount = 0
  if (format.kind === 'html') parts.push(pageStart)
  // A copy of the list: blocks that are dropped meanwhile still belong to what was asked for.
  for (const block of ring.blocks.slice()) {
    const lines = linesOf(ring, block, format.scope)
    const part = format.kind === 'text' ? writeText(block, lines, format) : writeRecords(block, lines, format)
    parts.push(part.bytes)
    byteCount += part.bytes.byteLength
    lineCount += part.lineCount
    if (byteCount > format.maxBytes) return { blob: null, lineCount }
    await nextTurn()
  }
  if (format.kind === 'html') parts.push(pageEnd)
  return { blob: new Blob(parts, { type: types[format.kind] }), lineCount }
}

/** Positions in the block of the lines that are asked for, those in folded stack traces too; marks are none. */
function linesOf(ring: LogRing, block: LogBlock, scope: ExportFormat['scope']): number[] {
  const isLine = (index: number): boolean => readMeta(block.meta(index)).source !== markSource
  if (scope === 'all') return indexesOf(block).filter(isLine)
  const [from, to] = scope === 'shown' ? [0, Number.POSITIVE_INFINITY] : linesWithin(ring, scope)
  const isWanted = (index: number): boolean => {
    const line = block.firstLine + index
    return line >= from && line < to && isLine(index)
  }
  if (ring.isMatchesOnly)
    return Array.from({ length: block.rowCount }, (_, offset) => block.lineOfRow(offset)).filter(isWanted)
  return indexesOf(block).filter((index) => isWanted(index) && ring.passesFilter(block, index))
}

function indexesOf(block: LogBlock): number[] {
  return Array.from({ length: block.lineCount }, (_, index) => index)
}

/** From the first of these lines, or rows with what is folded behind them, up to the one after the last. */
function linesWithin(
  ring: LogRing,
  scope: Exclude<ExportFormat['scope'], string>,
): readonly [number, number] {
  if ('firstLine' in scope) return [scope.firstLine, lastOfFold(ring, scope.lastLine) + 1]
  const { firstRow, nextRow } = scope
  const lineOf = (row: number): number => {
    const place = ring.placeOfRow(row)
    return place ? place.block.firstLine + place.index : Number.POSITIVE_INFINITY
  }
  return [lineOf(firstRow), lineOf(nextRow)]
}

/** What is folded behind a line belongs to it. */
function lastOfFold(ring: LogRing, line: number): number {
  const place = ring.placeOfLine(line)
  const fold = place ? ring.foldOf(place) : null
  return fold && !fold.isOpen ? line + fold.count : line
}

function writeText(block: LogBlock, lines: readonly number[], format: ExportFormat): Part {
  const prefixes = format.names?.map((name) => encoder.encode(`${name} | `)) ?? []
  const prefixBytes = Math.max(0, ...prefixes.map(({ length }) => length))
  const timestampBytes = format.hasTimestamps ? '2026-11-20T13:00:00.123456789Z '.length : 0
  const whole = new Uint8Array(block.byteCount + block.lineCount * (prefixBytes + timestampBytes + 1))
  let length = 0
  const write = (text: string): void => {
    length += encoder.encodeInto(text, whole.subarray(length)).written
  }
  const copy = (bytes: Uint8Array): void => {
    whole.set(bytes, length)
    length += bytes.length
  }
  for (const index of lines) {
    const prefix = prefixes[block.origin(index)]
    if (prefix) copy(prefix)
    const { seconds, nanos } = block.time(index)
    if (format.hasTimestamps) write(`${formatTimestamp(seconds, nanos)} `)
    const line = block.bytes.subarray(block.start(index), block.end(index))
    // Without its escape sequences a line is never longer.
    if (format.isPlain && readMeta(block.meta(index)).hasEscapes) write(stripAnsi(decoder.decode(line)))
    else copy(line)
    whole[length] = newline
    length += 1
  }
  return { bytes: whole.slice(0, length), lineCount: lines.length }
}

function writeRecords(block: LogBlock, lines: readonly number[], { kind, names }: ExportFormat): Part {
  const write = kind === 'html' ? htmlOf : jsonOf
  const text = lines.map((index) => write(recordOf(block, index, names))).join('')
  return { bytes: encoder.encode(text), lineCount: lines.length }
}

type Line = {
  readonly time: string
  readonly container?: string
  readonly stream: string
  readonly level: string | null
  readonly message: string
}

function recordOf(block: LogBlock, index: number, names: ExportFormat['names']): Line {
  const { seconds, nanos } = block.time(index)
  const { level, source } = readMeta(block.meta(index))
  const container = names?.[block.origin(index)]
  const known = logLevels[level] ?? 'none'
  return {
    time: formatTimestamp(seconds, nanos),
    ...(container === undefined ? {} : { container }),
    stream: logSources[source] ?? 'stdout',
    level: known === 'none' ? null : known,
    message: stripAnsi(decoder.decode(block.bytes.subarray(block.start(index), block.end(index)))),
  }
}

function jsonOf(line: Line): string {
  return `${JSON.stringify(line)}\n`
}

function htmlOf({ time, container, level, message }: Line): string {
  const group = level === null ? 'none' : groupOfLevel[level as keyof typeof groupOfLevel]
  const whose = container === undefined ? '' : `<b>${escapeHtml(container)}</b> `
  return `<p class="${group}"><time>${time}</time> ${whose}${escapeHtml(message)}</p>\n`
}

/** What a container printed is text, wherever it is read. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)
}

/** No script runs in it, and nothing is loaded: a page to be sent around. */
const pageStart = `<!doctype html>
<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark }
body { margin: 1em; font: 12px/20px ui-monospace, monospace }
p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate }
time { opacity: .6 }
.error { background: #e0303028 } .warn { background: #e0a02024 } .debug { opacity: .7 }
</style></head><body>
`
const pageEnd = '</body></html>\n'
