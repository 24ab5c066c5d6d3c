import type { LogReply, LogRequest, LogRow, LogStatus, RowsWanted } from './log-protocol.ts'
import { LogViewport } from './log-viewport.ts'

/** A longer line is shown up to here, with a button for more: it would cost the page more than it tells. */
const firstChars = 2000
const moreChars = 50_000
/** When each picture holds none of the lines of the one before, nobody reads it: half as many are enough. */
const rushMs = 30
/** While old lines pour in, a few pictures a second show that they do; the time is better spent on reading. */
const backlogMs = 250

export type FrameRow = {
  readonly number: number
  /** Null until its text has come. */
  readonly row: LogRow | null
  /** Where the search matches: starts and ends in the plain text. */
  readonly ranges: readonly number[]
  /** Its fields are shown below it. */
  readonly isExpanded: boolean
}

/** What is to be drawn now. */
export type LogFrame = {
  readonly first: number
  readonly rows: readonly FrameRow[]
  readonly isFollowing: boolean
}

/** What is done where the held rows end and a person goes on. */
export type FrameEdges = {
  readonly nearStart: () => void
  readonly nearEnd: () => void
  /** The newest line is wanted, and not held. */
  readonly backToEnd: () => void
}

type Counts = Pick<LogStatus, 'takenCount' | 'takenErrorCount'>

const noRanges: readonly number[] = []
const emptyFrame: LogFrame = { first: 0, rows: [], isFollowing: true }

/**
 * The rows that the page draws, at most one picture per animation frame: asks the worker for those that are
 * missing, one question at a time, two screens ahead either way. Draws nothing while nobody looks.
 */
export class LogFrames {
  readonly viewport = new LogViewport()
  private readonly post: (request: LogRequest) => void
  private readonly edges: FrameEdges
  private readonly rows = new Map<number, LogRow>()
  private readonly stale = new Set<number>()
  private readonly charsOfLine = new Map<number, number>()
  private readonly rangesOfLine = new Map<number, readonly number[]>()
  private readonly expanded = new Set<number>()
  private grownRow: number | null = null
  private readonly listeners = new Set<() => void>()
  private view = 0
  private firstRow = 0
  private nextRow = 0
  /** Rows before this one were asked for as the newest. */
  private tailNext = 0
  private requestId = 0
  private isWaiting = false
  private queryId = 0
  private isWaitingForRanges = false
  private animationFrame: number | null = null
  private pauseTimer: ReturnType<typeof setTimeout> | null = null
  private isCaughtUp = false
  private drawnAtMs = 0
  private isHeld = false
  private frame = emptyFrame
  private stopped: Counts = { takenCount: 0, takenErrorCount: 0 }
  private taken: Counts = this.stopped

  constructor(post: (request: LogRequest) => void, edges: FrameEdges) {
    this.post = post
    this.edges = edges
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    this.invalidate()
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size === 0) this.cancelDrawing()
    }
  }

  readonly current = (): LogFrame => this.frame

  rowAt(number: number): LogRow | undefined {
    return this.rows.get(number)
  }

  /** What had been taken in when following stopped. */
  stoppedAt(): Counts {
    return this.stopped
  }

  /** The line that is at the top of the window, when it is known. */
  anchorLine(): number | null {
    return this.rows.get(this.viewport.anchor.row)?.line ?? null
  }

  /** Something to draw has changed. */
  invalidate(): void {
    if (this.listeners.size === 0 || this.animationFrame !== null || this.pauseTimer !== null) return
    const pauseMs = this.isRushing() ? this.drawnAtMs + this.rushPauseMs() - performance.now() : 0
    // Frames that draw nothing cost the browser nearly as much as those that do.
    if (pauseMs <= 0) this.drawNextFrame()
    else {
      this.pauseTimer = setTimeout(() => {
        this.pauseTimer = null
        this.drawNextFrame()
      }, pauseMs)
    }
  }

  takeStatus(status: LogStatus): void {
    if (status.view !== this.view) this.renumber(status, null)
    if (status.takenCount !== this.taken.takenCount) this.renewLastRow()
    this.firstRow = status.firstRow
    this.nextRow = status.nextRow
    this.taken = status
    this.isCaughtUp = status.isCaughtUp
    this.viewport.hasEnd = !status.reach.isHeldBack
    this.invalidate()
  }

  /** Rows are numbered anew. */
  renumber(status: LogStatus, anchorRow: number | null): void {
    this.view = status.view
    this.firstRow = status.firstRow
    this.nextRow = status.nextRow
    this.tailNext = 0
    this.rows.clear()
    this.stale.clear()
    this.viewport.renumber(anchorRow ?? status.firstRow, status.firstRow, status.nextRow)
    this.invalidate()
  }

  takeRows(reply: LogReply & { kind: 'rows' }): void {
    if (reply.requestId === this.requestId) this.isWaiting = false
    if (reply.view === this.view) {
      if (reply.nextRow > this.nextRow) this.renewLastRow()
      for (const row of reply.rows) {
        this.rows.set(row.row, row)
        this.stale.delete(row.row)
      }
      this.firstRow = reply.firstRow
      this.nextRow = reply.nextRow
      this.tailNext = Math.max(this.tailNext, (reply.rows.at(-1)?.row ?? -1) + 1)
    }
    this.invalidate()
  }

  startQuery(queryId: number): void {
    this.queryId = queryId
    this.rangesOfLine.clear()
    this.isWaitingForRanges = false
    this.invalidate()
  }

  takeRanges(reply: LogReply & { kind: 'ranges' }): void {
    if (reply.queryId !== this.queryId) return
    this.isWaitingForRanges = false
    for (const [line, ranges] of reply.ranges) this.rangesOfLine.set(line, ranges)
    if (reply.ranges.length > 0) this.invalidate()
  }

  /** Shows more of a long line. */
  showMore(row: LogRow): void {
    this.charsOfLine.set(row.line, row.text.length + moreChars)
    this.stale.add(row.row)
    this.invalidate()
  }

  /** Lets no line run away under a pointer that is down: a selection begins with rows that stand still. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld
    this.invalidate()
  }

  toggleExpanded({ line, row }: Pick<LogRow, 'line' | 'row'>): void {
    const wasExpanded = this.expanded.delete(line)
    if (!wasExpanded) this.expanded.add(line)
    this.grownRow = wasExpanded ? null : row
    this.invalidate()
  }

  /** Brings the row into view that has become higher, once it is laid out. */
  revealGrown(): void {
    const row = this.grownRow
    if (row === null || !this.frame.rows.some((item) => item.number === row && item.isExpanded)) return
    this.grownRow = null
    this.viewport.reveal(row)
    this.invalidate()
  }

  /** Other lines come from now on, numbered from the first. */
  reset(): void {
    this.charsOfLine.clear()
    this.expanded.clear()
    this.startQuery(0)
    this.viewport.hasEnd = true
    this.viewport.follow()
  }

  /** Lines that came since may be folded behind it. */
  private renewLastRow(): void {
    const last = this.rows.get(this.nextRow - 1)
    if (last?.isContinued) this.stale.add(last.row)
  }

  private drawNextFrame(): void {
    this.animationFrame = requestAnimationFrame(() => {
      this.animationFrame = null
      this.drawnAtMs = performance.now()
      this.tick()
    })
  }

  private cancelDrawing(): void {
    if (this.animationFrame !== null) cancelAnimationFrame(this.animationFrame)
    if (this.pauseTimer !== null) clearTimeout(this.pauseTimer)
    this.animationFrame = null
    this.pauseTimer = null
  }

  private rushPauseMs(): number {
    return this.isCaughtUp ? rushMs : backlogMs
  }

  private tick(): void {
    const { viewport } = this
    if (this.isHeld && viewport.isFollowing) return
    if (viewport.isFollowing && !viewport.hasEnd) {
      this.edges.backToEnd()
      return
    }
    // While following, the end is where the rows at hand end: never a gap below the last one.
    if (viewport.isFollowing) this.followTail()
    else {
      viewport.setBounds(this.firstRow, this.nextRow)
      this.fill()
      this.reachOut()
    }
    // The last picture stays until there is something of the next one.
    if (this.hasSomething()) this.draw()
    this.askForRanges()
    this.prune()
  }

  /** Following lines that come faster than they can be read. */
  private isRushing(): boolean {
    return this.viewport.isFollowing && this.nextRow - this.viewport.bounds.end > this.viewport.pageRows
  }

  private followTail(): void {
    const { viewport } = this
    const count = viewport.pageRows + 2
    const end = Math.min(this.nextRow, this.tailNext)
    const first = Math.max(this.firstRow, end - count)
    const hasAll = this.missing(first, end) === null
    // A row that is only out of date can be shown until it is renewed.
    if (this.hasRows(first, end)) viewport.setBounds(this.firstRow, Math.max(this.firstRow, end))
    if (end < this.nextRow || !hasAll) this.ask({ kind: 'tail', count, have: hasAll ? end : this.firstRow })
  }

  private fill(): void {
    const { first, end } = this.viewport.range()
    const ahead = this.viewport.pageRows * 2
    const isSeenMissing = this.missing(first, end) !== null
    const wanted = this.missing(Math.max(this.firstRow, first - ahead), Math.min(this.nextRow, end + ahead))
    // Rows far from view can wait until there are enough of them to be worth a question.
    if (wanted && (isSeenMissing || wanted.count > ahead / 2 || this.stale.size > 0))
      this.ask({ kind: 'range', ...wanted })
  }

  /** Asks for lines beyond those that are held, once somebody comes near them. */
  private reachOut(): void {
    const { viewport } = this
    if (viewport.takeArrivalAtStart()) this.edges.nearStart()
    const isNearEnd = this.nextRow - viewport.anchor.row <= viewport.pageRows * 4
    if (isNearEnd && !viewport.hasEnd) this.edges.nearEnd()
  }

  /** The smallest range that holds all rows that are not at hand. */
  private missing(first: number, end: number): { readonly first: number; readonly count: number } | null {
    let from: number | null = null
    let to = first
    for (let number = first; number < end; number += 1) {
      if (this.rows.has(number) && !this.stale.has(number)) continue
      from ??= number
      to = number
    }
    return from === null ? null : { first: from, count: to - from + 1 }
  }

  private hasRows(first: number, end: number): boolean {
    for (let number = first; number < end; number += 1) if (!this.rows.has(number)) return false
    return true
  }

  private ask(wanted: RowsWanted): void {
    if (this.isWaiting) return
    this.isWaiting = true
    this.requestId += 1
    this.post({
      kind: 'rows',
      requestId: this.requestId,
      view: this.view,
      wanted,
      maxChars: firstChars,
      longer: [...this.charsOfLine],
    })
  }

  private hasSomething(): boolean {
    if (this.nextRow === this.firstRow) return true
    const { first, end } = this.viewport.range()
    for (let number = first; number < end; number += 1) if (this.rows.has(number)) return true
    return false
  }

  private draw(): void {
    if (this.viewport.isFollowing) this.stopped = this.taken
    const { first, end } = this.viewport.range()
    const rows: FrameRow[] = []
    for (let number = first; number < end; number += 1) {
      const row = this.rows.get(number) ?? null
      const ranges = (row && this.rangesOfLine.get(row.line)) ?? noRanges
      rows.push({ number, row, ranges, isExpanded: row !== null && this.expanded.has(row.line) })
    }
    this.frame = { first, rows, isFollowing: this.viewport.isFollowing }
    for (const listener of this.listeners) listener()
  }

  private askForRanges(): void {
    if (this.queryId === 0 || this.isWaitingForRanges) return
    const lines = this.frame.rows.flatMap(({ row }) =>
      row && !this.rangesOfLine.has(row.line) ? [row.line] : [],
    )
    if (lines.length === 0) return
    this.isWaitingForRanges = true
    this.post({ kind: 'ranges', queryId: this.queryId, lines })
  }

  private prune(): void {
    const page = this.viewport.pageRows
    if (this.rows.size < page * 16) return
    const { first, end } = this.viewport.range()
    for (const number of this.rows.keys()) {
      if (number < first - page * 4 || number > end + page * 4) this.rows.delete(number)
    }
    if (this.rangesOfLine.size > page * 16) this.rangesOfLine.clear()
  }
}
