import type { EngineError } from '../../shared/errors.ts'
import type { LogBatch, LogMark } from '../../shared/logs.ts'
import type { AppContext } from '../app-context.ts'
import { everyLine, type LineFilter, maxOrigins } from './log-block.ts'
import type { LogContext } from './log-context.ts'
import { LogEdges, type OlderState } from './log-edges.ts'
import { type FeedState, LogFeed, type LogPhase, type LogStart, openingFeed } from './log-feed.ts'
import { LogFrames } from './log-frames.ts'
import type { LogHistogram } from './log-histogram.ts'
import {
  type ExportFormat,
  isAnswer,
  type LogReply,
  type LogRequest,
  type LogStatus,
  type SearchQuery,
  type SearchState,
} from './log-protocol.ts'
import { combineFeeds, emptyStatus, type LogContainer, noQuery, recreated } from './log-state.ts'

/** A container whose lines are in a log. Its place in the list is the origin of its lines. */
export type LogOrigin = {
  readonly id: string
  readonly name: string
  readonly phase: LogPhase
  readonly error: EngineError | null
}

export type LogState = {
  readonly phase: LogPhase
  readonly error: EngineError | null
  /** The container's logging driver, once its log turned out to be unreadable. */
  readonly logDriver: string | null
  readonly lastMark: LogMark | null
  /** One, or all of a merged log, in the order in which they came. */
  readonly origins: readonly LogOrigin[]
  readonly status: LogStatus
  readonly filter: LineFilter
  readonly query: SearchQuery
  readonly search: SearchState | null
  /** How it is with lines older than those that are held. */
  readonly older: OlderState
  /** A line is shown among all others, for as long as nothing else is asked for. */
  readonly context: LogContext | null
}

/** What the store needs of a Worker. */
export interface LogThread {
  postMessage(request: LogRequest, transfer: Transferable[]): void
  onmessage: ((event: { readonly data: LogReply }) => void) | null
  terminate(): void
}

export type LogStoreOptions = {
  readonly app: Pick<AppContext, 'client' | 'onLink'>
  /** More can join later. */
  readonly containers: readonly LogContainer[]
  readonly start: LogStart
  readonly createThread: () => LogThread
  /** How much text and index is held; what the worker thinks right otherwise. */
  readonly maxBytes?: number
}

/** Numbers that change faster than this cannot be read. */
const statusIntervalMs = 250

/**
 * A log as the page sees it, of one container or of several merged: feeds the worker, keeps what it has on any failure.
 */
export class LogStore {
  readonly frames: LogFrames
  private readonly options: LogStoreOptions
  private readonly edges: LogEdges
  private readonly thread: LogThread
  private readonly listeners = new Set<() => void>()
  private readonly answers = new Map<number, (reply: LogReply) => void>()
  private readonly feeds: LogFeed[] = []
  private readonly feedStates: FeedState[] = []
  private readonly containers: LogContainer[] = []
  private start: LogStart
  /** Where it was begun last to be followed. */
  private lastSpan: LogStart
  private state: LogState
  private latest = emptyStatus
  private latestSearch: SearchState | null = null
  private statusTimer: ReturnType<typeof setTimeout> | null = null
  private requestId = 0
  private queryId = 0
  private epoch = 0

  constructor(options: LogStoreOptions) {
    this.options = options
    this.start = options.start
    this.lastSpan = options.start
    this.thread = options.createThread()
    this.thread.onmessage = ({ data }) => this.receive(data)
    this.edges = this.createEdges()
    this.frames = new LogFrames((request) => this.thread.postMessage(request, []), {
      nearStart: () => this.edges.nearStart(),
      nearEnd: () => this.edges.nearEnd(),
      backToEnd: () => this.restart(this.lastSpan),
    })
    this.state = {
      phase: 'opening',
      error: null,
      logDriver: null,
      lastMark: null,
      origins: [],
      status: emptyStatus,
      filter: everyLine,
      query: noQuery,
      search: null,
      older: 'idle',
      context: null,
    }
    if (options.maxBytes !== undefined) this.setMaxBytes(options.maxBytes)
    for (const container of options.containers) this.join(container)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly current = (): LogState => this.state

  /** Lines taken in so far, and errors among them; newer than what `current` shows. */
  taken(): { readonly lines: number; readonly errors: number } {
    return { lines: this.latest.takenCount, errors: this.latest.takenErrorCount }
  }

  dispose(): void {
    for (const feed of this.feeds) feed.dispose()
    this.edges.dispose()
    if (this.statusTimer) clearTimeout(this.statusTimer)
    this.thread.onmessage = null
    this.thread.terminate()
  }

  /** Merges one more container's log; nothing happens for one that is there, or when there is no more room. */
  join(container: LogContainer): void {
    if (this.containers.some(({ id }) => id === container.id) || this.containers.length >= maxOrigins) return
    const before = this.containers.findLast(({ name }) => name === container.name)
    const origin = this.containers.push(container) - 1
    this.feedStates[origin] = openingFeed
    if (before) this.ingest(origin, recreated(before, container))
    this.feeds[origin] = new LogFeed({
      app: this.options.app,
      containerId: container.id,
      start: this.start,
      take: (batch) => this.ingest(origin, batch),
      onState: (state) => this.takeFeedState(origin, state),
    })
  }

  /** Opens again what has failed. */
  retry(): void {
    for (const [origin, feed] of this.feeds.entries()) if (this.feedStates[origin]?.error) feed.open()
  }

  /** How far back it was read; another after `restart`. */
  get startedFrom(): LogStart {
    return this.start
  }

  /** Reads the log anew from another place. */
  restart(start: LogStart): void {
    const startsAtTime = 'sinceSeconds' in start
    this.start = start
    if (!startsAtTime) this.lastSpan = start
    this.epoch += 1
    this.post({ kind: 'reset', epoch: this.epoch, startsAtTime })
    this.edges.reset()
    this.frames.reset()
    // From a time on one reads; otherwise the newest lines come into view.
    const { viewport } = this.frames
    if (startsAtTime) viewport.scrollToRow(viewport.bounds.first)
    this.latestSearch = null
    this.set({ search: null, query: noQuery, context: null })
    for (const feed of this.feeds) feed.restart(start)
  }

  /** Empties the view; the container's log is not touched. */
  clear(): void {
    this.post({ kind: 'clear' })
    if (!this.latest.reach.isHeldBack) this.frames.viewport.follow()
    this.frames.invalidate()
  }

  /** Holds so much text and index from now on. */
  setMaxBytes(maxBytes: number): void {
    this.post({ kind: 'limit', maxBytes })
  }

  setFilter(filter: LineFilter): void {
    this.post({ kind: 'filter', filter, anchorLine: this.frames.anchorLine() })
    this.set({ filter, context: null })
  }

  /** Opens or folds the stack trace that a line is of. */
  setOpen(line: number, isOpen: boolean): void {
    this.frames.viewport.stopFollowing()
    this.post({ kind: 'open', line, isOpen, anchorLine: this.frames.anchorLine() })
    this.frames.invalidate()
  }

  setQuery(query: SearchQuery): void {
    this.queryId += 1
    const isOff = query.text === ''
    if (isOff && query.isRegex) this.post({ kind: 'prepare-pattern' })
    const last = this.frames.rowAt(this.frames.viewport.lastVisibleRow())
    const fromLine = this.state.search?.currentLine ?? last?.line ?? Number.MAX_SAFE_INTEGER
    this.post({ kind: 'search', queryId: this.queryId, query: isOff ? null : query, fromLine })
    this.frames.startQuery(isOff ? 0 : this.queryId)
    this.latestSearch = null
    this.set({ query, search: null, context: null })
  }

  /** Changes filter and query at once; the line stays where it is on screen. */
  narrow(filter: LineFilter, query: SearchQuery, line: number, context: LogContext | null): void {
    this.queryId += 1
    const { queryId } = this
    const isOff = query.text === ''
    this.post({ kind: 'narrow', filter, queryId, query: isOff ? null : query, line })
    this.frames.startQuery(isOff ? 0 : queryId)
    this.latestSearch = null
    this.set({ filter, query, search: null, context })
  }

  moveMatch(direction: 1 | -1): void {
    this.post({ kind: 'move', direction })
  }

  /** The next row with an error, or the next mark. */
  async seek(target: 'error' | 'mark', direction: 1 | -1, fromRow: number): Promise<number | null> {
    const reply = await this.ask((requestId) => ({ kind: 'seek', requestId, target, direction, fromRow }))
    return reply.kind === 'sought' ? reply.row : null
  }

  /** The first shown row of this second or later; null when all lines are older. */
  async seekTime(seconds: number): Promise<number | null> {
    const reply = await this.ask((requestId) => ({ kind: 'seek-time', requestId, seconds }))
    return reply.kind === 'sought' ? reply.row : null
  }

  /** Brings the first line of this second or later to the top, reading the log from there when it is not held. */
  async goToTime(seconds: number): Promise<void> {
    const { firstSeconds, isBeginning, isHeldBack } = this.latest.reach
    const isHeld = firstSeconds !== null && (isBeginning || seconds >= firstSeconds)
    const row = isHeld ? await this.seekTime(seconds) : null
    if (row !== null) this.frames.viewport.scrollToRow(row)
    else if (isHeld && !isHeldBack) this.frames.viewport.follow()
    else this.restart({ sinceSeconds: seconds })
    this.frames.invalidate()
  }

  /** How many of the held lines were written when; null while there are none. */
  async histogram(maxBars: number): Promise<LogHistogram | null> {
    const reply = await this.ask((requestId) => ({ kind: 'histogram', requestId, maxBars }))
    return reply.kind === 'histogram' ? reply.histogram : null
  }

  /** Where matches and errors lie among the shown rows, see `overviewBits`. */
  async overview(stretchCount: number): Promise<Uint8Array | null> {
    const reply = await this.ask((requestId) => ({ kind: 'overview', requestId, stretchCount }))
    return reply.kind === 'overview' ? reply.marks : null
  }

  /** Lines as a file; null when that is larger than allowed. */
  async export(wanted: Omit<ExportFormat, 'names'>): Promise<Blob | null> {
    const names = this.containers.length > 1 ? this.containers.map(({ name }) => name) : null
    const format = { ...wanted, names }
    const reply = await this.ask((requestId) => ({ kind: 'export', requestId, format }))
    return reply.kind === 'exported' ? reply.blob : null
  }

  private ask(build: (requestId: number) => LogRequest): Promise<LogReply> {
    this.requestId += 1
    const { requestId } = this
    return new Promise((resolve) => {
      this.answers.set(requestId, resolve)
      this.post(build(requestId))
    })
  }

  private post(request: LogRequest, transfer: Transferable[] = []): void {
    this.thread.postMessage(request, transfer)
  }

  private receive(reply: LogReply): void {
    if (isAnswer(reply)) {
      this.answers.get(reply.requestId)?.(reply)
      this.answers.delete(reply.requestId)
      return
    }
    switch (reply.kind) {
      case 'ingested':
      case 'read-on':
        this.pace(reply)
        return
      case 'status':
        this.takeReach(reply.status)
        this.latest = reply.status
        this.frames.takeStatus(reply.status)
        this.publishStatus()
        return
      case 'rows':
        this.frames.takeRows(reply)
        return
      case 'filtered':
        this.takeReach(reply.status)
        this.latest = reply.status
        this.frames.renumber(reply.status, reply.anchorRow)
        this.set({ status: reply.status })
        return
      case 'search':
        if (reply.state.queryId === this.queryId) this.takeSearch(reply.state)
        return
      case 'ranges':
        this.frames.takeRanges(reply)
    }
  }

  private pace(reply: LogReply & { kind: 'ingested' | 'read-on' }): void {
    if (reply.kind === 'read-on') this.feeds[0]?.readOn(reply.position)
    // What was taken in before the log was read anew says nothing of where that is.
    else if (reply.epoch === this.epoch)
      for (const { origin, position } of reply.batches) this.feeds[origin]?.acknowledge(position)
  }

  private takeReach({ reach }: LogStatus): void {
    this.edges.takeReach(reach)
    // The lines it sends would not join on to those that are held.
    if (reach.isEndCut && !this.latest.reach.isEndCut) for (const feed of this.feeds) feed.pause()
  }

  private createEdges(): LogEdges {
    return new LogEdges({
      app: this.options.app,
      containerId: () => (this.containers.length === 1 ? (this.containers[0]?.id ?? null) : null),
      edge: async () => {
        const reply = await this.ask((requestId) => ({ kind: 'edge', requestId }))
        return reply.kind === 'edge' ? reply.edge : null
      },
      take: (lines) => this.post({ kind: 'older', lines, anchorLine: this.frames.anchorLine() }),
      readNewer: () => this.post({ kind: 'newer' }),
      onChange: (older) => this.set({ older }),
    })
  }

  /** Another match to look at goes out at once, a mere count with the next status. */
  private takeSearch(search: SearchState): void {
    const { search: shown } = this.state
    this.latestSearch = search
    const isSamePlace = shown?.currentLine === search.currentLine && shown.isComplete === search.isComplete
    if (isSamePlace && shown.problem === search.problem) this.publishStatus()
    else this.set({ search })
  }

  /** The first status of a log goes out at once, and that all old lines are read; others a few times a second. */
  private publishStatus(): void {
    const isNewlyCaughtUp = this.latest.isCaughtUp && !this.state.status.isCaughtUp
    if (this.statusTimer && !isNewlyCaughtUp) return
    if (this.statusTimer) clearTimeout(this.statusTimer)
    this.set({ status: this.latest, search: this.latestSearch })
    this.statusTimer = setTimeout(() => {
      this.statusTimer = null
      const isOld = this.state.status !== this.latest || this.state.search !== this.latestSearch
      if (isOld) this.publishStatus()
    }, statusIntervalMs)
  }

  private set(change: Partial<LogState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }

  private ingest(origin: number, batch: LogBatch): void {
    // Views may share one message's buffer: what is handed over must be a buffer of its own.
    const bytes = batch.bytes.slice()
    const index = batch.index.slice()
    const { mark, isCaughtUp } = batch
    this.post({ kind: 'ingest', origin, bytes, index, mark, isCaughtUp }, [bytes.buffer, index.buffer])
  }

  private takeFeedState(origin: number, state: FeedState): void {
    const before = this.feedStates[origin]?.phase
    this.feedStates[origin] = state
    // The others do not wait for a container whose lines do not come.
    if (state.phase === 'opening') this.post({ kind: 'expect', origin })
    else if (state.phase !== 'live' && state.phase !== before) this.post({ kind: 'rest', origin })
    const origins = this.containers.map(({ id, name }, index) => {
      const { phase, error } = this.feedStates[index] ?? openingFeed
      return { id, name, phase, error }
    })
    this.set({ ...combineFeeds(this.feedStates), origins })
  }
}
