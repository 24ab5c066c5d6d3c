import type { LogBatch } from '../../shared/logs.ts'
import { logFlags, logSources, maxLineBytes } from '../../shared/logs.ts'
import type { FrameSink } from './frames.ts'
import { FrameReader } from './frames.ts'
import { LogBlock } from './log-block.ts'
import type { LogInstant } from './log-time.ts'
import { maxPrefixBytes, mayBecomeTime, readLogTime } from './log-time.ts'

/** A batch is closed at this size; with the time limit of the pump it keeps messages few and small. */
export const batchBytes = 256 * 1_024
/** So that very short lines do not make batches that take a page long to index. */
const batchLines = 16_384
/** The engine stores a longer line in parts of this size, each with the line's time before it. */
const partBytes = 16_384

const newline = 0x0a
const carriageReturn = 0x0d
const ttySource = logSources.indexOf('tty')

/** Decides for each complete line whether it is kept: a resumed stream begins with lines already sent. */
export interface LineGate {
  pass(seconds: number, nanos: number): boolean
}

/** One of the streams a log is made of, with its unfinished line. */
class Lane {
  readonly source: number
  /** The bytes of a line so far, when it came in more than one piece. */
  held: Buffer = Buffer.alloc(0)
  heldLength = 0
  /** Something of a line has come, even if it is empty. */
  isOpen = false
  /** The line is longer than the limit: the rest of it is skipped. */
  isCut = false
  readonly time: LogInstant = { seconds: 0, nanos: 0 }
  /** Bytes of a time that was split between chunks. */
  readonly prefix = Buffer.alloc(maxPrefixBytes)
  prefixLength = 0
  expectsTime = true
  /** Bytes of the present part; meaningful for raw streams only. */
  partLength = 0

  constructor(source: number) {
    this.source = source
  }
}

/**
 * Packs the bytes of a log, taken with `timestamps=1`, into batches of lines. No object and no string is made
 * for a line.
 *
 * Lines that the engine stored in parts are joined again; a line that never got its newline is closed by a
 * part with another time, by `closeOpenLines`, or by the size limit, which cuts it. A terminal's stream is
 * one lane without frames, and loses the carriage return before its newlines.
 */
export class LogPacker implements FrameSink {
  private readonly lanes: readonly [Lane, Lane]
  private readonly isTty: boolean
  private readonly gate: LineGate
  private readonly frames = new FrameReader(this)
  private readonly block = new LogBlock()
  private readonly full: LogBatch[] = []
  private readonly parsed: LogInstant = { seconds: 0, nanos: 0 }
  private lane: Lane
  private newlineAt = -1

  constructor(isTty: boolean, gate: LineGate) {
    this.isTty = isTty
    this.gate = gate
    this.lanes = [new Lane(isTty ? ttySource : 0), new Lane(1)]
    this.lane = this.lanes[0]
  }

  /** Batches that reached their size and wait to be taken. */
  get fullBatches(): number {
    return this.full.length
  }

  get hasLines(): boolean {
    return this.full.length > 0 || this.block.lineCount > 0
  }

  get hasOpenLines(): boolean {
    return this.lanes.some((lane) => lane.isOpen || lane.prefixLength > 0)
  }

  /** The engine is in the middle of something: of a frame, or of a line that is longer than one part. */
  get expectsMore(): boolean {
    return this.frames.isInsideFrame || this.lanes.some((lane) => lane.isOpen && lane.partLength >= partBytes)
  }

  /** The oldest batch; the last one may be of any size, even empty. */
  take(): LogBatch {
    return this.full.shift() ?? this.block.take()
  }

  /** The next bytes of the log as they came. Throws what `FrameReader` throws. */
  push(chunk: Buffer): void {
    this.newlineAt = -1
    if (this.isTty) this.write(chunk, 0, chunk.length)
    else this.frames.push(chunk)
  }

  /** The stream ended: the last line may lack its newline. */
  end(): void {
    this.frames.end()
    this.closeOpenLines()
  }

  begin(source: 0 | 1): void {
    this.lane = this.lanes[source]
    if (this.lane.prefixLength > 0) this.giveUpTime(this.lane)
    this.lane.expectsTime = true
  }

  write(chunk: Buffer, start: number, end: number): void {
    const lane = this.lane
    let at = start
    while (at < end) {
      if (lane.expectsTime) {
        at = this.readTime(lane, chunk, at, end)
        if (lane.expectsTime) return
      }
      const limit = this.isTty ? Math.min(end, at + partBytes - lane.partLength) : end
      const lineEnd = this.findNewline(chunk, at, limit)
      if (lineEnd < limit) {
        this.finish(lane, chunk, at, lineEnd)
        at = lineEnd + 1
      } else {
        this.hold(lane, chunk, at, limit)
        at = limit
      }
    }
  }

  /** Closes every line that still waits for its newline, because nothing came for a while. */
  closeOpenLines(): void {
    for (const lane of this.lanes) {
      if (lane.prefixLength > 0) this.giveUpTime(lane)
      if (lane.isOpen) this.close(lane)
      lane.expectsTime = true
    }
  }

  /** Where the next newline is, searched once however many frames the chunk holds; `limit` when not before it. */
  private findNewline(chunk: Buffer, at: number, limit: number): number {
    if (this.newlineAt < at) {
      const found = chunk.indexOf(newline, at)
      this.newlineAt = found < 0 ? Number.MAX_SAFE_INTEGER : found
    }
    return Math.min(this.newlineAt, limit)
  }

  /** Reads the time at the beginning of a line or part; returns where the text goes on. */
  private readTime(lane: Lane, chunk: Buffer, at: number, end: number): number {
    if (lane.prefixLength > 0) return this.readSplitTime(lane, chunk, at, end)
    const length = readLogTime(chunk, at, end, this.parsed)
    if (length === 0 && mayBecomeTime(chunk, at, end)) {
      lane.prefixLength = chunk.copy(lane.prefix, 0, at, end)
      return end
    }
    lane.expectsTime = false
    lane.partLength = 0
    if (length > 0) this.startPart(lane)
    return at + length
  }

  private readSplitTime(lane: Lane, chunk: Buffer, at: number, end: number): number {
    const before = lane.prefixLength
    lane.prefixLength += chunk.copy(lane.prefix, before, at, end)
    const length = readLogTime(lane.prefix, 0, lane.prefixLength, this.parsed)
    if (length > 0) {
      lane.expectsTime = false
      lane.prefixLength = 0
      lane.partLength = 0
      this.startPart(lane)
      return at + length - before
    }
    if (mayBecomeTime(lane.prefix, 0, lane.prefixLength)) return end
    lane.prefixLength = before
    this.giveUpTime(lane)
    return at
  }

  /** What looked like a time is text of the line. */
  private giveUpTime(lane: Lane): void {
    const length = lane.prefixLength
    lane.prefixLength = 0
    lane.expectsTime = false
    lane.partLength = 0
    this.hold(lane, lane.prefix, 0, length)
  }

  /** A part with the line's own time goes on with it; any other time begins a new line. */
  private startPart(lane: Lane): void {
    const { seconds, nanos } = this.parsed
    if (lane.isOpen && (lane.time.seconds !== seconds || lane.time.nanos !== nanos)) this.close(lane)
    lane.isOpen = true
    lane.time.seconds = seconds
    lane.time.nanos = nanos
  }

  private hold(lane: Lane, chunk: Buffer, start: number, end: number): void {
    lane.isOpen = true
    lane.partLength += end - start
    if (this.isTty && lane.partLength >= partBytes) lane.expectsTime = true
    if (lane.isCut) return
    const room = maxLineBytes - lane.heldLength
    const taken = Math.min(end - start, room)
    this.reserve(lane, lane.heldLength + taken)
    chunk.copy(lane.held, lane.heldLength, start, start + taken)
    lane.heldLength += taken
    if (end - start > room) {
      lane.isCut = true
      lane.heldLength = characterBoundary(lane.held, lane.heldLength)
    }
  }

  private reserve(lane: Lane, needed: number): void {
    if (needed <= lane.held.length) return
    const larger = Buffer.allocUnsafeSlow(
      Math.min(maxLineBytes, Math.max(needed, lane.held.length * 2, partBytes)),
    )
    lane.held.copy(larger, 0, 0, lane.heldLength)
    lane.held = larger
  }

  /** The line's newline has come. */
  private finish(lane: Lane, chunk: Buffer, start: number, end: number): void {
    lane.expectsTime = true
    if (lane.heldLength > 0 || end - start > maxLineBytes) {
      this.hold(lane, chunk, start, end)
      lane.expectsTime = true
      this.close(lane)
      return
    }
    lane.isOpen = false
    this.emit(lane, chunk, start, end, 0)
  }

  private close(lane: Lane): void {
    this.emit(lane, lane.held, 0, lane.heldLength, lane.isCut ? logFlags.isCut : 0)
    lane.isOpen = false
    lane.isCut = false
    lane.heldLength = 0
    // A rare giant line must not keep its memory.
    if (lane.held.length > batchBytes) lane.held = Buffer.alloc(0)
  }

  private emit(lane: Lane, bytes: Buffer, start: number, end: number, flags: number): void {
    const { seconds, nanos } = lane.time
    if (!this.gate.pass(seconds, nanos)) return
    const isReturn = this.isTty && end > start && bytes[end - 1] === carriageReturn
    this.block.append(bytes, start, isReturn ? end - 1 : end, seconds, nanos, lane.source | flags)
    if (this.block.byteLength >= batchBytes || this.block.lineCount >= batchLines) {
      this.full.push(this.block.take())
    }
  }
}

/** The last place at or before `length` where no UTF-8 character is cut in two. */
function characterBoundary(bytes: Buffer, length: number): number {
  for (let back = 1; back <= 3 && back <= length; back += 1) {
    const byte = bytes[length - back] ?? 0
    if (byte < 0x80) return length
    if (byte < 0xc0) continue
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return size > back ? length - back : length
  }
  return length
}
