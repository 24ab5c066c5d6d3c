import type { LogPosition, OlderLogsParams } from '../../shared/logs.ts'
import { BatchLines, markSource, readMeta } from './log-block.ts'
import type { LogReachState, OlderLines } from './log-protocol.ts'
import type { LogRing } from './log-ring.ts'

/** Lines of two streams that were stored in another order than that of their times are no further apart. */
const disorderNanos = 250_000_000
const second = 1_000_000_000
/** Batches that are taken in at a time where somebody reads towards newer lines: some megabytes. */
const batchesAtOnce = 32
/** More are never held so close to each other. */
const mostInDisorder = 1_000_000

/**
 * Which part of a log a ring holds, beyond its newest lines: older ones are put in front of it, and newer ones are held
 * back where they would push out what is being read.
 */
export class LogReach {
  /** Older lines are on their way: until they have come nothing may go at the beginning. */
  private isWaiting = false
  /** The first line is the first of the log. */
  private beginningLine: number | null = null
  /** Lines before this one were taken away by a person. */
  private clearedLine: number | null = null
  /** How many batches may be taken in; null when it does not matter, because the end is followed. */
  private room: number | null
  isEndCut = false

  constructor(startsAtTime: boolean) {
    this.room = startsAtTime ? batchesAtOnce : null
  }

  get takesIn(): boolean {
    return !this.isWaiting && (this.room === null || this.room > 0)
  }

  state(ring: LogRing): LogReachState {
    const first = ring.blocks[0]?.earliest ?? Number.POSITIVE_INFINITY
    return {
      isBeginning: this.beginningLine !== null && this.beginningLine === ring.firstLine,
      isHeldBack: this.isEndCut || this.room !== null,
      isEndCut: this.isEndCut,
      firstSeconds: first === Number.POSITIVE_INFINITY ? null : first,
    }
  }

  tookIn(isCaughtUp: boolean): void {
    if (this.room === null) return
    this.room = isCaughtUp ? null : this.room - 1
  }

  /** Somebody comes near the last line: more may be taken in. */
  giveRoom(): void {
    if (this.room !== null || this.isEndCut) this.room = batchesAtOnce
    this.isEndCut = false
  }

  clear(nextLine: number): void {
    this.clearedLine = nextLine
  }

  /** Says where the held lines begin, and keeps that so until `takeOlder`. */
  ask(ring: LogRing): Omit<OlderLogsParams, 'id' | 'count'> | null {
    const edge = this.clearedLine === ring.firstLine ? null : startOf(ring)
    this.isWaiting = edge !== null
    return edge
  }

  /** Puts lines in front of the others; null when none came. True when newer ones had to go for it. */
  takeOlder(ring: LogRing, older: OlderLines | null): boolean {
    this.isWaiting = false
    if (!older) return false
    ring.prepend(new BatchLines(older))
    if (older.isBeginning) this.beginningLine = ring.firstLine
    if (!ring.dropNewest()) return false
    this.isEndCut = true
    return true
  }
}

/** The oldest line of a ring, and how many lines a little out of order could stand before it in time. */
function startOf(ring: LogRing): Omit<OlderLogsParams, 'id' | 'count'> | null {
  let until: { seconds: number; nanos: number } | null = null
  let latest = { seconds: 0, nanos: 0 }
  let heldCount = 0
  for (const block of ring.blocks) {
    for (let index = 0; index < block.lineCount && heldCount < mostInDisorder; index += 1) {
      if (readMeta(block.meta(index)).source === markSource) continue
      const time = block.time(index)
      until ??= laterBy(time, disorderNanos)
      if (isAfter(time, until)) return { until, heldCount, newerCount: ring.heldCount + ring.cutCount }
      if (isAfter(time, latest)) latest = time
      heldCount += 1
    }
  }
  // All that is held is of one moment: what was written since is not older.
  return until && { until: latest, heldCount, newerCount: ring.heldCount + ring.cutCount }
}

type Time = { readonly seconds: number; readonly nanos: number }

function laterBy({ seconds, nanos }: Time, more: number): Time {
  const sum = nanos + more
  return sum < second ? { seconds, nanos: sum } : { seconds: seconds + 1, nanos: sum - second }
}

function isAfter(one: Time, other: Time): boolean {
  return one.seconds > other.seconds || (one.seconds === other.seconds && one.nanos > other.nanos)
}

function positionAfter(position: LogPosition | null, time: Time): LogPosition {
  if (!position || isAfter(time, position)) return { ...time, count: 1 }
  const isSame = !isAfter(position, time)
  return isSame ? { ...position, count: position.count + 1 } : position
}

/** Where a log goes on after the lines of a ring; null without lines. */
export function endOf(ring: LogRing): LogPosition | null {
  let position: LogPosition | null = null
  for (const block of ring.blocks.slice(-2)) {
    for (let index = 0; index < block.lineCount; index += 1) {
      if (readMeta(block.meta(index)).source !== markSource)
        position = positionAfter(position, block.time(index))
    }
  }
  return position
}
