import type { LogBatch, LogMark } from '../../shared/logs.ts'
import {
  BatchLines,
  everyLine,
  filterTable,
  type LineFilter,
  LogBlock,
  readMeta,
  type ShowRule,
  tableIndex,
} from './log-block.ts'
import { foldedAfter, LogFolds } from './log-folds.ts'
import { LineJoiner } from './log-groups.ts'
import { logLevels } from './log-levels.ts'

export type RingLimits = {
  /** Text and index together; the oldest block goes when there is more. */
  readonly maxBytes: number
  /** Text of one block: what is dropped, searched and exported at a time. */
  readonly blockBytes: number
}

export const defaultLimits: RingLimits = { maxBytes: 128 << 20, blockBytes: 256 << 10 }

/** Empty lines would fill no block by their text. */
const maxLinesPerBlock = 16_384

/** Index kept per line: end, seconds, nanoseconds, meta, origin. */
const indexBytesPerLine = 14

export type Place = { readonly block: LogBlock; readonly index: number }

/**
 * The lines of a container, or of several in their order, oldest first, within a bound of bytes. Lines and shown rows are numbered from
 * the first one ever taken in, so that numbers stay true when old ones go. Marks are lines without text.
 */
export class LogRing {
  private readonly limits: RingLimits
  private maxBytes: number
  private blocks_: LogBlock[] = []
  private heldBytes = 0
  readonly joiner = new LineJoiner()
  private readonly folds = new LogFolds()
  rule: ShowRule = { table: null, shows: this.folds.shows }
  private isMatchesOnly_ = false
  private readonly marks = new Map<number, LogMark>()
  private levelCounts_ = logLevels.map(() => 0)
  private sourceCounts_ = [0, 0, 0]
  nextLine = 0
  nextRow = 0
  /** Lines that the bound has pushed out; marks do not count. */
  droppedCount = 0
  /** Newer lines that made room for older ones. */
  cutCount = 0
  heldCount = 0
  /** Lines taken in, and errors among them, ever. */
  takenCount = 0
  takenErrorCount = 0
  private readonly originCounts_: number[] = [0]

  constructor(limits: RingLimits = defaultLimits) {
    this.limits = limits
    this.maxBytes = limits.maxBytes
  }

  /** Holds more, or less at once. */
  setMaxBytes(maxBytes: number): void {
    this.maxBytes = maxBytes
    this.dropOldest()
  }

  get blocks(): readonly LogBlock[] {
    return this.blocks_
  }

  get firstLine(): number {
    return this.blocks_[0]?.firstLine ?? this.nextLine
  }

  get firstRow(): number {
    return this.blocks_[0]?.firstRow ?? this.nextRow
  }

  get byteCount(): number {
    return this.heldBytes
  }

  /** Held events by level code: lines that go on with one do not count. */
  get levelCounts(): readonly number[] {
    return this.levelCounts_
  }

  /** Held lines by position in `logSources`. */
  get sourceCounts(): readonly number[] {
    return this.sourceCounts_
  }

  /** Held lines by origin. */
  get originCounts(): readonly number[] {
    return this.originCounts_
  }

  append(batch: Pick<LogBatch, 'bytes' | 'index' | 'mark'>, origin = 0): void {
    const lines = new BatchLines(batch)
    this.appendLines(lines, 0, lines.count, origin)
    if (batch.mark) this.appendMark(batch.mark, origin)
  }

  /** Takes in lines `from` to `to`, the latter not included. */
  appendLines(lines: BatchLines, from: number, to: number, origin: number): void {
    for (let index = from; index < to; index += 1) this.appendLine(lines, index, origin)
    this.dropOldest()
  }

  appendMark(mark: LogMark, origin: number): void {
    const block = this.openBlock()
    this.joiner.interrupt()
    block.addMark(mark.atMs, origin, this.rule)
    this.marks.set(this.nextLine, mark)
    this.heldBytes += indexBytesPerLine
    this.nextLine += 1
    this.nextRow = block.firstRow + block.rowCount
    this.dropOldest()
  }

  /**
   * Takes in lines that are older than all others, of the only container. Lines and rows count down from the first: none
   * that is held is numbered anew. The bound is kept by `dropNewest`.
   */
  prepend(lines: BatchLines): void {
    const older = new LogRing({ ...this.limits, maxBytes: Number.POSITIVE_INFINITY })
    older.appendLines(lines, 0, lines.count, 0)
    older.blocks_.at(-1)?.seal()
    let { firstLine: line, firstRow: row } = this
    for (const block of older.blocks_.toReversed()) {
      line -= block.lineCount
      block.firstLine = line
      block.filter(this.rule)
      block.shownMatches = this.isMatchesOnly_ ? 0 : null
      row -= block.rowCount
      block.firstRow = row
      this.blocks_.unshift(block)
    }
    this.heldBytes += older.heldBytes
    this.heldCount += older.heldCount
    this.droppedCount = Math.max(0, this.droppedCount - older.heldCount)
    addTo(this.levelCounts_, older.levelCounts_)
    addTo(this.sourceCounts_, older.sourceCounts_)
    addTo(this.originCounts_, older.originCounts_)
  }

  /** Lets the newest lines go until the rest is within the bound; false when it is. */
  dropNewest(): boolean {
    const before = this.heldCount
    while (this.heldBytes > this.maxBytes && this.blocks_.length > 1) {
      const block = this.blocks_.pop()
      if (block) this.subtract(block)
    }
    const last = this.blocks_.at(-1)
    if (!last || this.heldCount === before) return false
    this.cutCount += before - this.heldCount
    this.takenCount -= before - this.heldCount
    this.nextLine = last.firstLine + last.lineCount
    this.nextRow = last.firstRow + last.rowCount
    this.folds.forgetFrom(this.nextLine)
    this.joiner.reset()
    return true
  }

  /** Forgets all lines; those are not counted as dropped, and numbers go on. */
  clear(): void {
    this.blocks_ = []
    this.joiner.reset()
    this.folds.clear()
    this.marks.clear()
    this.heldBytes = 0
    this.heldCount = 0
    this.levelCounts_.fill(0)
    this.sourceCounts_.fill(0)
    this.originCounts_.fill(0)
  }

  /** Shows other lines. Rows are numbered anew from zero. */
  setFilter(filter: LineFilter): void {
    const isAll =
      filter.levels === everyLine.levels &&
      filter.sources === everyLine.sources &&
      (filter.hiddenOrigins ?? []).length === 0
    this.rule = { table: isAll ? null : filterTable(filter), shows: this.folds.shows }
    for (const block of this.blocks_) block.filter(this.rule)
    this.renumber()
  }

  /** Opens or folds the stack trace that a line is of; false when nothing came of it. Rows are numbered anew. */
  setOpen(line: number, isOpen: boolean): boolean {
    const stretch = this.folds.toggle(this, line, isOpen)
    if (!stretch) return false
    for (const block of this.blocks_)
      if (block.firstLine < stretch.end && block.firstLine + block.lineCount > stretch.first)
        block.filter(this.rule)
    this.renumber()
    return true
  }

  /** Folded lines right behind this one, and whether they are shown nevertheless. */
  foldOf(place: Place): { readonly count: number; readonly isOpen: boolean } {
    const isDeep = place.block.foldedFrom(place.index) > 0
    const isOpen = this.folds.isOpen(place.block.firstLine + place.index)
    return { count: isDeep || this.isMatchesOnly_ ? 0 : foldedAfter(this, place), isOpen }
  }

  /** True for a line that passes the filter and has no row, because its stack trace is folded. */
  isFolded(line: number): boolean {
    const place = this.placeOfLine(line)
    return place !== null && !this.folds.isOpen(line) && place.block.foldedFrom(place.index) > 0
  }

  get isMatchesOnly(): boolean {
    return this.isMatchesOnly_
  }

  /** Shows the lines that the search has found and no others, or all that pass the filter. Rows are numbered anew. */
  setMatchesOnly(isOn: boolean): void {
    if (isOn === this.isMatchesOnly_) return
    this.isMatchesOnly_ = isOn
    for (const block of this.blocks_) block.shownMatches = isOn ? block.matches.length : null
    this.renumber()
  }

  /** Shows the matches found since the last time; true when rows that were there have other numbers now. */
  takeMatches(): boolean {
    if (!this.isMatchesOnly_) return false
    let isRenumbered = false
    let row = 0
    for (const [index, block] of this.blocks_.entries()) {
      // Rows count from the first that is held: those of dropped blocks keep their numbers.
      if (index === 0) row = block.firstRow
      const known = block.shownMatches ?? 0
      if (known > block.matches.length || (known > 0 && block.firstRow !== row)) isRenumbered = true
      block.shownMatches = block.matches.length
      block.firstRow = row
      row += block.matches.length
    }
    if (this.blocks_.length > 0) this.nextRow = row
    return isRenumbered
  }

  private renumber(): void {
    this.nextRow = 0
    for (const block of this.blocks_) {
      block.firstRow = this.nextRow
      this.nextRow += block.rowCount
    }
  }

  passesFilter(block: LogBlock, index: number): boolean {
    const { table } = this.rule
    return !table || table[tableIndex(block.origin(index), block.meta(index))] === 1
  }

  markAt(line: number): LogMark | null {
    return this.marks.get(line) ?? null
  }

  /** Where the row with this number is; null when it is not held. */
  placeOfRow(row: number): Place | null {
    const block = this.findBlock((candidate) => candidate.firstRow <= row)
    if (!block || row - block.firstRow >= block.rowCount || row < block.firstRow) return null
    return { block, index: block.lineOfRow(row - block.firstRow) }
  }

  placeOfLine(line: number): Place | null {
    const block = this.findBlock((candidate) => candidate.firstLine <= line)
    return block && line - block.firstLine < block.lineCount ? { block, index: line - block.firstLine } : null
  }

  /** The row of a line, or of the first shown line after it. */
  rowOfLine(line: number): number {
    const block = this.findBlock((candidate) => candidate.firstLine <= line)
    return block ? block.firstRow + block.rowsBefore(line - block.firstLine) : this.firstRow
  }

  /** The first shown row that is not older than this; null when all are. */
  rowAtTime(seconds: number): number | null {
    for (const block of this.blocks_) {
      if (block.latest < seconds) continue
      for (let offset = 0; offset < block.rowCount; offset += 1)
        if (block.secondsAt(block.lineOfRow(offset)) >= seconds) return block.firstRow + offset
    }
    return null
  }

  /** The last block for which `isBefore` holds; it holds for a first part of the blocks. */
  private findBlock(isBefore: (block: LogBlock) => boolean): LogBlock | undefined {
    let low = 0
    let high = this.blocks_.length
    while (low < high) {
      const middle = (low + high) >> 1
      const block = this.blocks_[middle]
      if (block && isBefore(block)) low = middle + 1
      else high = middle
    }
    return this.blocks_[low - 1]
  }

  private appendLine(lines: BatchLines, index: number, origin: number): void {
    let block = this.openBlock()
    if (!block.add(lines, index, origin, this)) {
      block = this.newBlock()
      block.add(lines, index, origin, this)
    }
    const added = block.lineCount - 1
    if (block.isContinued(added)) this.folds.extend(this.nextLine)
    this.countLine(block.meta(added), block.end(added) - block.start(added))
    this.originCounts_[origin] = (this.originCounts_[origin] ?? 0) + 1
    this.nextLine += 1
    this.nextRow = block.firstRow + block.rowCount
  }

  private countLine(meta: number, length: number): void {
    const { level, source, isContinued } = readMeta(meta)
    this.sourceCounts_[source] = (this.sourceCounts_[source] ?? 0) + 1
    this.heldBytes += length + indexBytesPerLine
    this.heldCount += 1
    this.takenCount += 1
    // A stack trace is one error, however long it is.
    if (isContinued) return
    this.levelCounts_[level] = (this.levelCounts_[level] ?? 0) + 1
    if (logLevels[level] === 'error' || logLevels[level] === 'fatal') this.takenErrorCount += 1
  }

  private openBlock(): LogBlock {
    const block = this.blocks_.at(-1)
    return block && block.lineCount < maxLinesPerBlock ? block : this.newBlock()
  }

  private newBlock(): LogBlock {
    this.blocks_.at(-1)?.seal()
    const block = new LogBlock(this.nextLine, this.nextRow, this.limits.blockBytes)
    block.filter(this.rule)
    if (this.isMatchesOnly_) block.shownMatches = 0
    this.blocks_.push(block)
    return block
  }

  private dropOldest(): void {
    while (this.heldBytes > this.maxBytes && this.blocks_.length > 1) {
      const block = this.blocks_.shift()
      if (block) this.forget(block)
    }
  }

  private forget(block: LogBlock): void {
    const before = this.heldCount
    this.subtract(block)
    this.folds.forgetBefore(block.firstLine + block.lineCount)
    this.droppedCount += before - this.heldCount
  }

  private subtract(block: LogBlock): void {
    for (let index = 0; index < block.lineCount; index += 1) {
      const { level, source, isContinued } = readMeta(block.meta(index))
      if (source < this.sourceCounts_.length) {
        if (!isContinued) this.levelCounts_[level] = (this.levelCounts_[level] ?? 0) - 1
        this.sourceCounts_[source] = (this.sourceCounts_[source] ?? 0) - 1
        const origin = block.origin(index)
        this.originCounts_[origin] = (this.originCounts_[origin] ?? 0) - 1
      } else this.marks.delete(block.firstLine + index)
    }
    this.heldBytes -= block.byteCount + block.lineCount * indexBytesPerLine
    this.heldCount -= block.textLineCount
  }
}

function addTo(sums: number[], counts: readonly number[]): void {
  for (const [index, count] of counts.entries()) sums[index] = (sums[index] ?? 0) + count
}
