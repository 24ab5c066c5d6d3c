import { everyLine, markSource, readMeta } from './log-block.ts'
import { exportLines } from './log-export.ts'
import { HistogramReader } from './log-histogram.ts'
import { errorCode } from './log-levels.ts'
import { LogMerge } from './log-merge.ts'
import { OverviewReader } from './log-overview.ts'
import type { PatternRunner } from './log-pattern-runner.ts'
import type { LogReply, LogRequest, LogRow, LogStatus, TakenBatch } from './log-protocol.ts'
import { LineRate } from './log-rate.ts'
import { endOf, LogReach } from './log-reach.ts'
import { defaultLimits, LogRing, type Place, type RingLimits } from './log-ring.ts'
import { LogSearch } from './log-search.ts'
import { decodeLine } from './log-text.ts'

/** One status per frame of the page is all that can be shown. */
const statusIntervalMs = 16
/** While old lines pour in: their count changes faster than anybody reads. */
const backlogStatusIntervalMs = 100
/** While lines come, the rate falls back to zero by itself. */
const rateIntervalMs = 500
/** As many characters of a line as the page marks matches in. */
const rangeChars = 100_000

export type SessionOptions = {
  readonly post: (reply: LogReply) => void
  readonly createRunner: (pattern: RegExp) => PatternRunner
  /** A pattern is about to be written. */
  readonly preparePatterns?: () => void
  readonly limits?: RingLimits
}

const supplies = ['expect', 'rest', 'ingest'] as const
/** What containers send. */
type Supply = Extract<LogRequest, { kind: (typeof supplies)[number] }>

function isSupply(request: LogRequest): request is Supply {
  return supplies.some((kind) => kind === request.kind)
}

const steps = ['limit', 'edge', 'older', 'newer', 'prepare-pattern'] as const
/** Requests that change which part of the log is held, or make ready. */
type Step = Extract<LogRequest, { kind: (typeof steps)[number] }>

function isStep(request: LogRequest): request is Step {
  return steps.some((kind) => kind === request.kind)
}

const questions = ['rows', 'ranges', 'seek', 'seek-time', 'histogram', 'overview', 'export'] as const
/** Requests that change nothing. */
type Question = Extract<LogRequest, { kind: (typeof questions)[number] }>

function isQuestion(request: LogRequest): request is Question {
  return questions.some((kind) => kind === request.kind)
}

/** The worker's side of a log, of one container or of several merged: answers requests, tells of new lines. */
export class LogSession {
  private readonly options: SessionOptions
  private ring: LogRing
  private merge: LogMerge
  private mergeTimer: ReturnType<typeof setTimeout> | null = null
  private search: LogSearch
  private readonly taken: TakenBatch[] = []
  private readonly histogram = new HistogramReader()
  private readonly overview = new OverviewReader()
  private rate = new LineRate()
  private filter = everyLine
  private view = 0
  private epoch = 0
  private isCaughtUp = false
  private reach = new LogReach(false)
  /** As a person has set it. */
  private maxBytes: number | null = null
  private statusTimer: ReturnType<typeof setTimeout> | null = null
  private lastStatusMs = 0

  constructor(options: SessionOptions) {
    this.options = options
    this.ring = this.createRing()
    this.merge = this.createMerge()
    this.search = this.createSearch()
  }

  handle(request: LogRequest): void {
    if (isQuestion(request)) {
      this.answer(request)
      return
    }
    if (isStep(request)) {
      this.step(request)
      return
    }
    if (isSupply(request)) {
      this.supply(request)
      return
    }
    switch (request.kind) {
      case 'clear':
        this.ring.clear()
        this.reach.clear(this.ring.nextLine)
        this.search.restart()
        this.postStatus()
        return
      case 'reset':
        this.reset(request)
        return
      case 'filter':
        this.setFilter(request)
        return
      case 'open':
        if (this.ring.setOpen(request.line, request.isOpen)) this.postRenumberedAt(request.anchorLine)
        return
      case 'search':
        this.startSearch(request)
        return
      case 'narrow':
        this.narrow(request)
        return
      case 'move':
        this.search.move(request.direction)
    }
  }

  private supply(supply: Supply): void {
    switch (supply.kind) {
      case 'expect':
        this.merge.expect(supply.origin)
        return
      case 'rest':
        this.merge.rest(supply.origin)
        this.takeIn()
        return
      case 'ingest':
        // What comes after a gap is read again once it is wanted.
        if (this.reach.isEndCut) return
        this.merge.add(supply.origin, supply, performance.now())
        this.takeIn()
    }
  }

  private answer(question: Question): void {
    const { post } = this.options
    switch (question.kind) {
      case 'rows':
        this.postRows(question)
        return
      case 'ranges':
        void this.postRanges(question.queryId, question.lines)
        return
      case 'seek':
        post({ kind: 'sought', requestId: question.requestId, row: this.seek(question) })
        return
      case 'seek-time': {
        const row = this.ring.rowAtTime(question.seconds)
        post({ kind: 'sought', requestId: question.requestId, row })
        return
      }
      case 'histogram': {
        const histogram = this.histogram.read(this.ring, question.maxBars)
        post({ kind: 'histogram', requestId: question.requestId, histogram })
        return
      }
      case 'overview': {
        const marks = this.overview.read(this.ring, question.stretchCount)
        post({ kind: 'overview', requestId: question.requestId, marks })
        return
      }
      case 'export':
        void exportLines(this.ring, question.format).then((result) =>
          post({ kind: 'exported', requestId: question.requestId, ...result }),
        )
    }
  }

  private createRing(): LogRing {
    const ring = new LogRing(this.options.limits ?? defaultLimits)
    if (this.maxBytes !== null) ring.setMaxBytes(this.maxBytes)
    return ring
  }

  private createMerge(): LogMerge {
    return new LogMerge({
      lines: (origin, lines, from, to) => this.ring.appendLines(lines, from, to, origin),
      mark: (origin, mark) => this.ring.appendMark(mark, origin),
      done: (origin, position) => this.taken.push({ origin, position }),
    })
  }

  private createSearch(): LogSearch {
    return new LogSearch(this.ring, {
      createRunner: this.options.createRunner,
      onChange: (state) => this.options.post({ kind: 'search', state }),
      onRows: (isRenumbered) => this.tellRows(isRenumbered),
    })
  }

  private step(step: Step): void {
    switch (step.kind) {
      case 'limit':
        this.maxBytes = step.maxBytes
        this.ring.setMaxBytes(step.maxBytes)
        this.postStatus()
        return
      case 'edge': {
        const edge = this.reach.ask(this.ring)
        this.options.post({ kind: 'edge', requestId: step.requestId, edge })
        return
      }
      case 'older':
        this.takeOlder(step)
        return
      case 'newer': {
        const wasCut = this.reach.isEndCut
        this.reach.giveRoom()
        if (wasCut) this.options.post({ kind: 'read-on', position: endOf(this.ring) })
        this.takeIn()
        return
      }
      case 'prepare-pattern':
        this.options.preparePatterns?.()
    }
  }

  private takeOlder({ lines, anchorLine }: LogRequest & { kind: 'older' }): void {
    if (this.reach.takeOlder(this.ring, lines)) {
      this.merge = this.createMerge()
      this.postRenumberedAt(anchorLine)
    } else this.postStatus()
    this.takeIn()
  }

  private reset({ epoch, startsAtTime }: LogRequest & { kind: 'reset' }): void {
    this.epoch = epoch
    this.reach = new LogReach(startsAtTime)
    this.search.stop()
    this.ring = this.createRing()
    this.merge = this.createMerge()
    this.ring.setFilter(this.filter)
    this.search = this.createSearch()
    this.rate = new LineRate()
    this.isCaughtUp = false
    this.view += 1
    this.postStatus()
  }

  /** Takes in the lines that are in order by now. */
  private takeIn(): void {
    if (!this.reach.takesIn) {
      this.scheduleStatus(statusIntervalMs)
      return
    }
    if (this.mergeTimer !== null) clearTimeout(this.mergeTimer)
    const before = this.ring.takenCount
    const waitMs = this.merge.flush(performance.now())
    // Of many containers many batches are done at once: the page is told of all by one message.
    if (this.taken.length > 0)
      this.options.post({ kind: 'ingested', epoch: this.epoch, batches: this.taken.splice(0) })
    this.mergeTimer = waitMs === null ? null : setTimeout(() => this.takeIn(), waitMs)
    // What was there before says nothing about how fast lines come.
    if (this.isCaughtUp) this.rate.add(performance.now(), this.ring.takenCount - before)
    if (this.merge.isCaughtUp) this.isCaughtUp = true
    this.reach.tookIn(this.merge.isCaughtUp)
    this.scheduleStatus(this.isCaughtUp ? statusIntervalMs : backlogStatusIntervalMs)
    this.search.wake()
  }

  private setFilter(request: LogRequest & { kind: 'filter' }): void {
    this.filter = request.filter
    this.ring.setFilter(request.filter)
    this.postRenumberedAt(request.anchorLine)
    this.search.restart()
  }

  private postRenumberedAt(anchorLine: number | null): void {
    this.postRenumbered(anchorLine === null ? null : this.ring.rowOfLine(anchorLine))
  }

  private startSearch({ queryId, query, fromLine }: LogRequest & { kind: 'search' }): void {
    const wasMatchesOnly = this.ring.isMatchesOnly
    this.search.start(queryId, query, fromLine)
    // Entering it, the search itself tells of its first rows.
    if (wasMatchesOnly && !this.ring.isMatchesOnly) this.postRenumbered(this.ring.rowOfLine(fromLine))
  }

  private narrow({ filter, queryId, query, line }: LogRequest & { kind: 'narrow' }): void {
    this.filter = filter
    this.ring.setFilter(filter)
    this.search.start(queryId, query, line)
    // A search for matches alone tells of its rows itself.
    if (!this.ring.isMatchesOnly) this.postRenumberedAt(line)
  }

  private tellRows(isRenumbered: boolean): void {
    if (isRenumbered) this.postRenumbered(this.ring.rowOfLine(this.search.anchorLine))
    else this.postStatus()
  }

  private postRenumbered(anchorRow: number | null): void {
    this.view += 1
    this.options.post({ kind: 'filtered', status: this.status(), anchorRow })
  }

  private postRows(request: LogRequest & { kind: 'rows' }): void {
    const { firstRow, nextRow } = this.ring
    const { wanted } = request
    const longer = new Map(request.longer)
    const first = wanted.kind === 'range' ? wanted.first : Math.max(nextRow - wanted.count, wanted.have)
    const end = wanted.kind === 'range' ? wanted.first + wanted.count : nextRow
    const rows: LogRow[] = []
    for (let row = Math.max(first, firstRow); row < Math.min(end, nextRow); row += 1) {
      const place = this.ring.placeOfRow(row)
      if (place) rows.push(this.readRow(row, place, request.maxChars, longer))
    }
    this.options.post({
      kind: 'rows',
      requestId: request.requestId,
      view: this.view,
      rows,
      firstRow,
      nextRow,
    })
  }

  private readRow(
    row: number,
    { block, index }: Place,
    maxChars: number,
    longer: ReadonlyMap<number, number>,
  ): LogRow {
    const line = block.firstLine + index
    const start = block.start(index)
    const end = block.end(index)
    const { level, source, isCut, isContinued } = readMeta(block.meta(index))
    const { count: foldCount, isOpen } = this.ring.foldOf({ block, index })
    const { text, hasMore } = decodeLine(block.bytes, start, end, longer.get(line) ?? maxChars)
    const mark = source === markSource ? this.ring.markAt(line) : null
    const byteLength = end - start
    const origin = block.origin(index)
    const kind = { level, source, origin, mark, isContinued, foldCount, isOpen }
    return { row, line, text, hasMore, isCut, byteLength, ...block.time(index), ...kind }
  }

  private async postRanges(queryId: number, lines: readonly number[]): Promise<void> {
    const ranges = await this.search.ranges(queryId, lines, rangeChars)
    this.options.post({ kind: 'ranges', queryId, ranges })
  }

  private seek({ target, direction, fromRow }: LogRequest & { kind: 'seek' }): number | null {
    const { firstRow, nextRow } = this.ring
    const start = direction === 1 ? Math.max(fromRow + 1, firstRow) : Math.min(fromRow, nextRow) - 1
    for (let row = start; row >= firstRow && row < nextRow; row += direction) {
      const place = this.ring.placeOfRow(row)
      if (!place) continue
      const { level, source, isContinued } = readMeta(place.block.meta(place.index))
      const isMark = source === markSource
      if (target === 'mark' ? isMark : !isMark && !isContinued && level >= errorCode) return row
    }
    return null
  }

  private status(): LogStatus {
    const { ring } = this
    return {
      view: this.view,
      firstRow: ring.firstRow,
      nextRow: ring.nextRow,
      firstLine: ring.firstLine,
      heldCount: ring.heldCount,
      heldBytes: ring.byteCount,
      droppedCount: ring.droppedCount,
      takenCount: ring.takenCount,
      takenErrorCount: ring.takenErrorCount,
      levelCounts: [...ring.levelCounts],
      sourceCounts: [...ring.sourceCounts],
      originCounts: [...ring.originCounts],
      linesPerSecond: this.rate.perSecond(performance.now()),
      isCaughtUp: this.isCaughtUp,
      reach: this.reach.state(ring),
    }
  }

  private scheduleStatus(delayMs: number): void {
    if (this.statusTimer !== null) {
      if (delayMs >= rateIntervalMs) return
      clearTimeout(this.statusTimer)
    }
    const wait = Math.max(0, this.lastStatusMs + delayMs - performance.now())
    if (wait === 0) this.postStatus()
    else this.statusTimer = setTimeout(() => this.postStatus(), wait)
  }

  private postStatus(): void {
    if (this.statusTimer !== null) clearTimeout(this.statusTimer)
    this.statusTimer = null
    this.lastStatusMs = performance.now()
    const status = this.status()
    this.options.post({ kind: 'status', status })
    if (status.linesPerSecond > 0) this.scheduleStatus(rateIntervalMs)
  }
}
