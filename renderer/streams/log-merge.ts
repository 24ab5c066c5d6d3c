import type { LogBatch, LogMark, LogPosition } from '../../shared/logs.ts'
import { BatchLines } from './log-block.ts'

/** A live line waits this long for an older one of another container, which may still be on its way. */
export const reorderMs = 250

type Incoming = Pick<LogBatch, 'bytes' | 'index' | 'mark' | 'isCaughtUp'>

/** A batch of which some lines have not been passed on yet. */
type Waiting = {
  readonly lines: BatchLines
  readonly mark: LogMark | null
  readonly arrivedMs: number
  next: number
}

/** What one container has sent. */
type Lane = {
  readonly queue: Waiting[]
  /** Nothing older than what it has sent can come: its backlog has been read. */
  isCaughtUp: boolean
  /** It sends nothing at present: nobody waits for it. */
  isIdle: boolean
  position: LogPosition | null
}

export type MergeOutput = {
  /** Lines `from` to `to`, the latter not included, are next. */
  readonly lines: (origin: number, lines: BatchLines, from: number, to: number) => void
  readonly mark: (origin: number, mark: LogMark) => void
  /** A whole batch has been passed on; `position` is where this container's log goes on. */
  readonly done: (origin: number, position: LogPosition | null) => void
}

/**
 * Puts the lines of several containers in the order of the engine's times. While old lines are read, the oldest known
 * line waits for every container whose backlog could hold an older one; afterwards lines wait a moment for each other.
 * The lines of a single container pass as they are.
 */
export class LogMerge {
  private readonly output: MergeOutput
  private readonly lanes = new Map<number, Lane>()

  constructor(output: MergeOutput) {
    this.output = output
  }

  /** A container is about to send: lines of others wait for it. */
  expect(origin: number): void {
    const lane = this.lane(origin)
    lane.isIdle = false
    lane.isCaughtUp = false
  }

  /** A container sends nothing until further notice. */
  rest(origin: number): void {
    this.lane(origin).isIdle = true
  }

  add(origin: number, batch: Incoming, nowMs: number): void {
    const lane = this.lane(origin)
    lane.isIdle = false
    if (batch.isCaughtUp) lane.isCaughtUp = true
    lane.queue.push({ lines: new BatchLines(batch), mark: batch.mark, arrivedMs: nowMs, next: 0 })
  }

  /** All that was sent has been passed on, and no backlog is still being read. */
  get isCaughtUp(): boolean {
    return [...this.lanes.values()].every(
      (lane) => lane.queue.length === 0 && (lane.isIdle || lane.isCaughtUp),
    )
  }

  /** Passes on all that is in order. Returns in how many milliseconds more will be; null when that depends on others. */
  flush(nowMs: number): number | null {
    for (;;) {
      const oldest = this.oldest()
      if (!oldest) return null
      const [origin, lane, waiting] = oldest
      const waitMs = this.lanes.size === 1 ? 0 : this.waitFor(origin, waiting, nowMs)
      if (waitMs === null || waitMs > 0) return waitMs
      this.passOn(origin, lane, waiting)
    }
  }

  private lane(origin: number): Lane {
    const lane = this.lanes.get(origin) ?? { queue: [], isCaughtUp: false, isIdle: false, position: null }
    this.lanes.set(origin, lane)
    return lane
  }

  /** The first waiting line, or mark, by its time. */
  private oldest(): readonly [number, Lane, Waiting] | null {
    let found: readonly [number, Lane, Waiting] | null = null
    for (const [origin, lane] of this.lanes) {
      const waiting = lane.queue[0]
      if (waiting && (!found || isBefore(waiting, found[2]))) found = [origin, lane, waiting]
    }
    return found
  }

  /** How long the oldest line waits for containers of which nothing waits. */
  private waitFor(origin: number, { arrivedMs }: Waiting, nowMs: number): number | null {
    let waitMs = 0
    for (const [other, lane] of this.lanes) {
      if (other === origin || lane.isIdle || lane.queue.length > 0) continue
      if (!lane.isCaughtUp) return null
      waitMs = Math.max(waitMs, arrivedMs + reorderMs - nowMs)
    }
    return waitMs
  }

  private passOn(origin: number, lane: Lane, waiting: Waiting): void {
    const { lines, mark, next } = waiting
    const end = next < lines.count ? this.runEnd(origin, waiting) : next
    if (end > next) {
      this.output.lines(origin, lines, next, end)
      lane.position = positionAfter(lane.position, lines, next, end)
      waiting.next = end
      // What happened after the lines has its own place among those of others.
      if (end < lines.count || mark) return
    }
    if (mark) this.output.mark(origin, mark)
    lane.queue.shift()
    waiting.lines.release()
    this.output.done(origin, lane.position)
  }

  /** Up to which line no other container has an older one waiting. */
  private runEnd(origin: number, { lines, next }: Waiting): number {
    let bound: Waiting | null = null
    for (const [other, lane] of this.lanes) {
      const waiting = lane.queue[0]
      if (other !== origin && waiting && (!bound || isBefore(waiting, bound))) bound = waiting
    }
    if (!bound) return lines.count
    // At least one, or nothing would ever move.
    let end = next + 1
    while (end < lines.count && compareTimes(timeOf(lines, end), headTime(bound)) <= 0) end += 1
    return Math.min(end, lines.count)
  }
}

type Time = readonly [seconds: number, nanos: number]

const timeOf = (lines: BatchLines, index: number): Time => [lines.seconds(index), lines.nanos(index)]

/** The time of its next line; of a batch without one, that of its mark, or none at all. */
function headTime({ lines, next, mark }: Waiting): Time {
  if (next < lines.count) return timeOf(lines, next)
  return mark ? [Math.floor(mark.atMs / 1000), (mark.atMs % 1000) * 1e6] : [0, 0]
}

function compareTimes(one: Time, other: Time): number {
  return one[0] - other[0] || one[1] - other[1]
}

function isBefore(one: Waiting, other: Waiting): boolean {
  return compareTimes(headTime(one), headTime(other)) < 0
}

/** The latest time seen, and how many lines bore it: a line may come a little after a later one. */
export function positionAfter(
  position: LogPosition | null,
  lines: BatchLines,
  from: number,
  to: number,
): LogPosition | null {
  let [seconds, nanos, count] = position ? [position.seconds, position.nanos, position.count] : [-1, 0, 0]
  for (let index = from; index < to; index += 1) {
    const lineSeconds = lines.seconds(index)
    const lineNanos = lines.nanos(index)
    if (lineSeconds === seconds && lineNanos === nanos) count += 1
    else if (lineSeconds > seconds || (lineSeconds === seconds && lineNanos > nanos))
      [seconds, nanos, count] = [lineSeconds, lineNanos, 1]
  }
  return count === 0 ? null : { seconds, nanos, count }
}
