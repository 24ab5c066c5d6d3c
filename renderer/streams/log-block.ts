import type { LogBatch } from '../../shared/logs.ts'
import { logFlags, logIndexBytes, logSources } from '../../shared/logs.ts'
import { joinOf, joins, type LineJoiner, levelOf } from './log-groups.ts'
import { release, resizedBytes, resizedInts } from './log-memory.ts'

/*
 * What is kept of a line besides its text and time, in one byte:
 * bits 0-1 the stream (position in `logSources`; 3: a mark instead of a line), bit 2 cut, bits 3-5 level,
 * bit 6 has escape sequences, bit 7 goes on with the event of the line before it.
 */
export const markSource = 3
const levelShift = 3
const escapeBit = 0b100_0000
const continuedBit = 0b1000_0000
const initialLines = 256

export type LineMeta = {
  readonly level: number
  readonly source: number
  readonly isCut: boolean
  readonly hasEscapes: boolean
  /** Part of a stack trace or the like; its level is that of the line it belongs to. */
  readonly isContinued: boolean
}

export function readMeta(meta: number): LineMeta {
  return {
    level: (meta >> levelShift) & 0b111,
    source: meta & logFlags.sourceMask,
    isCut: (meta & logFlags.isCut) !== 0,
    hasEscapes: (meta & escapeBit) !== 0,
    isContinued: (meta & continuedBit) !== 0,
  }
}

/** Which lines are shown: bit masks over level codes and over positions in `logSources`, and whose. */
export type LineFilter = {
  readonly levels: number
  readonly sources: number
  /** Containers of a merged log that are left out, by their origin. */
  readonly hiddenOrigins?: readonly number[]
}

/** A merged log is of no more containers than this. */
export const maxOrigins = 255

export const everyLine: LineFilter = { levels: 0xff, sources: (1 << logSources.length) - 1 }

/** One entry per origin and possible meta byte, see `tableIndex`: 1 when the filter shows such a line or mark. */
export function filterTable(filter: LineFilter): Uint8Array {
  const ofOne = Uint8Array.from({ length: 256 }, (_, meta) => {
    const { level, source } = readMeta(meta)
    if (source === markSource) return 1
    return (filter.levels >> level) & 1 && (filter.sources >> source) & 1 ? 1 : 0
  })
  const table = new Uint8Array(256 * 256)
  for (let origin = 0; origin <= maxOrigins; origin += 1)
    if (!filter.hiddenOrigins?.includes(origin)) table.set(ofOne, tableIndex(origin, 0))
  return table
}

export function tableIndex(origin: number, meta: number): number {
  return (origin << 8) | meta
}

/** A growing list of positions without boxing. */
export class IntList {
  private items = new Uint32Array(16)
  length = 0

  push(value: number): void {
    if (this.length === this.items.length) this.items = resizedInts(this.items, this.length * 2)
    this.items[this.length] = value
    this.length += 1
  }

  at(index: number): number {
    return this.items[index] ?? 0
  }

  /** How many items are smaller than `value`; items ascend. */
  countBelow(value: number): number {
    let low = 0
    let high = this.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.items[middle] ?? 0) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Which lines have a row. */
export type ShowRule = {
  /** See `filterTable`; null when every line passes. */
  readonly table: Uint8Array | null
  /** Whether this folded line is shown, because its stack trace is open. */
  readonly shows: (line: number) => boolean
}

type AddOptions = { readonly joiner: LineJoiner; readonly rule: ShowRule }

function everyIndex(count: number): IntList {
  const list = new IntList()
  for (let index = 0; index < count; index += 1) list.push(index)
  return list
}

/**
 * Some hundred kilobytes of lines: their bytes one after the other, and for each line where it ends, its
 * time, its meta byte and whose it is. Dropped as a whole when the ring is full.
 */
export class LogBlock {
  /** Number of its first line, counted from the first line ever taken in. */
  firstLine: number
  /** Number of its first shown row under the present filter. */
  firstRow: number
  lineCount = 0
  byteCount = 0
  /** Lines that are no marks. */
  textLineCount = 0
  hasEscapes = false
  isAscii = true
  /** Unix seconds of its lines, marks left out: the earliest and the latest. */
  earliest = Number.POSITIVE_INFINITY
  latest = Number.NEGATIVE_INFINITY
  /** Shown lines; null when all are. */
  shown: IntList | null = null
  /** Lines deep in a stack trace, which are shown only when that is open. */
  readonly folded = new IntList()
  /** When only matches are shown: how many of them have a row. Others are found meanwhile. */
  shownMatches: number | null = null
  /** Lines that match the search, of the first `searchedLines`. */
  matches = new IntList()
  searchedLines = 0
  bytes: Uint8Array<ArrayBuffer>
  private ends = new Uint32Array(initialLines)
  private seconds = new Uint32Array(initialLines)
  private nanos = new Uint32Array(initialLines)
  private metas = new Uint8Array(initialLines)
  /** Which container of a merged log each line is of. */
  private origins = new Uint8Array(initialLines)

  constructor(firstLine: number, firstRow: number, capacity: number) {
    this.firstLine = firstLine
    this.firstRow = firstRow
    this.bytes = new Uint8Array(capacity)
  }

  get rowCount(): number {
    return this.shownMatches ?? this.shown?.length ?? this.lineCount
  }

  meta(index: number): number {
    return this.metas[index] ?? 0
  }

  isContinued(index: number): boolean {
    return (this.meta(index) & continuedBit) !== 0
  }

  origin(index: number): number {
    return this.origins[index] ?? 0
  }

  start(index: number): number {
    return index === 0 ? 0 : (this.ends[index - 1] ?? 0)
  }

  end(index: number): number {
    return this.ends[index] ?? 0
  }

  time(index: number): { readonly seconds: number; readonly nanos: number } {
    return { seconds: this.seconds[index] ?? 0, nanos: this.nanos[index] ?? 0 }
  }

  secondsAt(index: number): number {
    return this.seconds[index] ?? 0
  }

  /** The position in the block of the row at `offset` rows from its first. */
  lineOfRow(offset: number): number {
    if (this.shownMatches !== null) return this.matches.at(offset)
    return this.shown ? this.shown.at(offset) : offset
  }

  /** Rows of the block before the line at `index`. */
  rowsBefore(index: number): number {
    if (this.shownMatches !== null) return Math.min(this.matches.countBelow(index), this.shownMatches)
    return this.shown ? this.shown.countBelow(index) : Math.min(index, this.lineCount)
  }

  filter(rule: ShowRule): void {
    const { table } = rule
    if (!table && this.folded.length === 0) {
      this.shown = null
      return
    }
    const shown = new IntList()
    let fold = 0
    for (let index = 0; index < this.lineCount; index += 1) {
      const isFolded = this.folded.length > fold && this.folded.at(fold) === index
      if (isFolded) fold += 1
      if (table && !table[tableIndex(this.origin(index), this.meta(index))]) continue
      if (!isFolded || rule.shows(this.firstLine + index)) shown.push(index)
    }
    this.shown = shown
  }

  /** How many folded lines stand one after the other from this one on. */
  foldedFrom(index: number): number {
    const first = this.folded.countBelow(index)
    let low = 0
    let high = this.folded.length - first
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.folded.at(first + middle) === index + middle) low = middle + 1
      else high = middle
    }
    return low
  }

  resetSearch(): void {
    this.matches = new IntList()
    this.searchedLines = 0
    if (this.shownMatches !== null) this.shownMatches = 0
  }

  addMark(atMs: number, origin: number, rule: ShowRule): void {
    const seconds = Math.floor(atMs / 1000)
    const nanos = Math.round((atMs - seconds * 1000) * 1e6)
    this.addLine(this.byteCount, seconds, nanos, markSource, origin)
    this.show(rule, false)
  }

  /** Frees what the block does not use; it takes no more lines. */
  seal(): void {
    this.bytes = resizedBytes(this.bytes, this.byteCount)
    this.resizeIndex(this.lineCount)
  }

  /** Takes in line `index` of a batch; false when it does not fit. An empty block takes any line. */
  add(lines: BatchLines, index: number, origin: number, { joiner, rule }: AddOptions): boolean {
    const start = lines.start(index)
    const length = lines.end(index) - start
    if (this.byteCount + length > this.bytes.length) {
      if (this.lineCount > 0) return false
      this.bytes = new Uint8Array(length)
    }
    // Copying line by line costs more than one big copy, but the bytes are in the cache for the scans below.
    const from = this.byteCount
    this.bytes.set(lines.bytes.subarray(start, start + length), from)
    const end = from + length
    const flags = lines.flags(index)
    const read = joiner.read(this.bytes, from, end, origin, flags & logFlags.sourceMask)
    const join = joinOf(read)
    const kind = lines.isPlain ? plain : scan(this.bytes, from, end)
    if (kind.hasEscapes) this.hasEscapes = true
    if (!kind.isAscii) this.isAscii = false
    const continued = join === joins.starts ? 0 : continuedBit
    const meta =
      (flags & 0b111) | (levelOf(read) << levelShift) | (kind.hasEscapes ? escapeBit : 0) | continued
    const seconds = lines.seconds(index)
    if (seconds < this.earliest) this.earliest = seconds
    if (seconds > this.latest) this.latest = seconds
    this.textLineCount += 1
    this.addLine(end, seconds, lines.nanos(index), meta, origin)
    this.show(rule, join === joins.folded)
    return true
  }

  /** Gives the last line its row, if it has one. */
  private show(rule: ShowRule, isFolded: boolean): void {
    const index = this.lineCount - 1
    const isHidden = isFolded && !rule.shows(this.firstLine + index)
    if (isFolded) this.folded.push(index)
    if (isHidden && !this.shown) this.shown = everyIndex(index)
    const { table } = rule
    const passes = !table || table[tableIndex(this.origin(index), this.meta(index))] === 1
    if (this.shown && passes && !isHidden) this.shown.push(index)
  }

  private addLine(end: number, seconds: number, nanos: number, meta: number, origin: number): void {
    const index = this.lineCount
    if (index === this.ends.length) this.growIndex()
    this.ends[index] = end
    this.seconds[index] = seconds
    this.nanos[index] = nanos
    this.metas[index] = meta
    this.origins[index] = origin
    this.byteCount = end
    this.lineCount = index + 1
  }

  private growIndex(): void {
    this.resizeIndex(this.ends.length * 2)
  }

  private resizeIndex(length: number): void {
    this.ends = resizedInts(this.ends, length)
    this.seconds = resizedInts(this.seconds, length)
    this.nanos = resizedInts(this.nanos, length)
    this.metas = resizedBytes(this.metas, length)
    this.origins = resizedBytes(this.origins, length)
  }
}

const escapeByte = 27
/** First byte of the eight-bit CSI in UTF-8. */
const csiLead = 0xc2

type TextKind = { readonly isAscii: boolean; readonly hasEscapes: boolean }
const plain: TextKind = { isAscii: true, hasEscapes: false }

/** Nothing but ASCII without escapes, told four bytes at a time: most logs are, and need no look at each line. */
function isPlain(bytes: Uint8Array): boolean {
  if (bytes.includes(escapeByte)) return false
  const head = (4 - (bytes.byteOffset & 3)) & 3
  if (bytes.length < head) return bytes.every((byte) => byte < 128)
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2)
  let bits = 0
  for (let at = 0; at < words.length; at += 1) bits |= words[at] ?? 0
  const ends = [...bytes.subarray(0, head), ...bytes.subarray(head + words.length * 4)]
  return (bits & 0x80808080) === 0 && ends.every((byte) => byte < 128)
}

function scan(bytes: Uint8Array, start: number, end: number): TextKind {
  let bits = 0
  let hasEscapes = false
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    bits |= byte
    if (byte === escapeByte || (byte === csiLead && bytes[at + 1] === 0x9b)) hasEscapes = true
  }
  return { isAscii: bits < 128, hasEscapes }
}

/** Reads the packed index of a batch. */
export class BatchLines {
  readonly bytes: Uint8Array
  readonly count: number
  /** ASCII without escapes, all of it. */
  readonly isPlain: boolean
  private readonly view: DataView

  constructor(batch: Pick<LogBatch, 'bytes' | 'index'>) {
    this.bytes = batch.bytes
    this.view = new DataView(batch.index.buffer, batch.index.byteOffset, batch.index.byteLength)
    this.count = Math.floor(batch.index.byteLength / logIndexBytes)
    this.isPlain = isPlain(batch.bytes)
  }

  /** All lines have been taken. */
  release(): void {
    release(this.bytes)
  }

  start(index: number): number {
    return index === 0 ? 0 : this.end(index - 1)
  }

  end(index: number): number {
    return this.view.getUint32(index * logIndexBytes, true)
  }

  seconds(index: number): number {
    return this.view.getUint32(index * logIndexBytes + 4, true)
  }

  nanos(index: number): number {
    return this.view.getUint32(index * logIndexBytes + 8, true)
  }

  flags(index: number): number {
    return this.view.getUint32(index * logIndexBytes + 12, true)
  }
}
