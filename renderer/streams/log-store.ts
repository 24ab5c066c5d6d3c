import { EngineError } from '../../shared/errors.ts'
import type { LogBatch, LogMark, LogPosition, LogsParams } from '../../shared/logs.ts'
import type { AppContext } from '../app-context.ts'
import { everyLine, type LineFilter } from './log-block.ts'
import { LogFrames } from './log-frames.ts'
import type { LogHistogram } from './log-histogram.ts'
import type {
  ExportFormat,
  LogReply,
  LogRequest,
  LogStatus,
  SearchQuery,
  SearchState,
} from './log-protocol.ts'

/** How far back a log is read when it is opened. */
export type LogStart = { readonly tail: number | null } | { readonly lastMinutes: number }

/** `waiting`: lines are kept, and the stream is opened again as soon as that can work. */
export type LogPhase = 'opening' | 'live' | 'waiting' | 'ended' | 'failed'

export type LogState = {
  readonly phase: LogPhase
  readonly error: EngineError | null
  /** The container's logging driver, once its log turned out to be unreadable. */
  readonly logDriver: string | null
  readonly lastMark: LogMark | null
  readonly status: LogStatus
  readonly filter: LineFilter
  readonly query: SearchQuery
  readonly search: SearchState | null
}

/** What the store needs of a Worker. */
export interface LogThread {
  postMessage(request: LogRequest, transfer: Transferable[]): void
  onmessage: ((event: { readonly data: LogReply }) => void) | null
  terminate(): void
}

export type LogStoreOptions = {
  readonly app: Pick<AppContext, 'client' | 'onLink'>
  readonly containerId: string
  readonly start: LogStart
  readonly createThread: () => LogThread
}

/** Batches given to the worker before it said that it has taken them in: one to work on, some to come. */
const maxInFlight = 4
/** Numbers that change faster than this cannot be read. */
const statusIntervalMs = 250
const firstRetryMs = 1000
const lastRetryMs = 15_000

const emptyStatus: LogStatus = {
  view: 0,
  firstRow: 0,
  nextRow: 0,
  firstLine: 0,
  heldCount: 0,
  heldBytes: 0,
  droppedCount: 0,
  takenCount: 0,
  takenErrorCount: 0,
  levelCounts: [],
  sourceCounts: [],
  linesPerSecond: 0,
  isCaughtUp: false,
}
const noQuery: SearchQuery = {
  text: '',
  isRegex: false,
  isCaseSensitive: false,
  isWholeWord: false,
  isInverted: false,
  isMatchesOnly: false,
}

/**
 * One container's log as the page sees it: feeds the worker, paced by what it takes in; continues after the
 * last line when the link was lost; keeps what it has on any failure.
 */
export class LogStore {
  readonly frames: LogFrames
  readonly containerId: string
  private readonly options: LogStoreOptions
  private readonly thread: LogThread
  private readonly listeners = new Set<() => void>()
  private readonly answers = new Map<number, (reply: LogReply) => void>()
  private readonly stopListening: () => void
  private start: LogStart
  private state: LogState
  private latest = emptyStatus
  private latestSearch: SearchState | null = null
  private position: LogPosition | null = null
  /** Batches that the worker has not yet taken in. */
  private inFlight = 0
  private waitingForRoom: (() => void)[] = []
  private isFresh = true
  private controller = new AbortController()
  private statusTimer: ReturnType<typeof setTimeout> | null = null
  private retryTimer: ReturnType<typeof setTimeout> | null = null
  private retryMs = firstRetryMs
  private requestId = 0
  private queryId = 0

  constructor(options: LogStoreOptions) {
    this.options = options
    this.containerId = options.containerId
    this.start = options.start
    this.thread = options.createThread()
    this.thread.onmessage = ({ data }) => this.receive(data)
    this.frames = new LogFrames((request) => this.thread.postMessage(request, []))
    this.state = {
      phase: 'opening',
      error: null,
      logDriver: null,
      lastMark: null,
      status: emptyStatus,
      filter: everyLine,
      query: noQuery,
      search: null,
    }
    this.stopListening = options.app.onLink(() => {
      if (this.state.phase === 'waiting') this.open()
    })
    this.open()
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
    this.stopListening()
    this.controller.abort()
    if (this.statusTimer) clearTimeout(this.statusTimer)
    if (this.retryTimer) clearTimeout(this.retryTimer)
    this.thread.onmessage = null
    this.thread.terminate()
    this.giveRoom()
  }

  retry(): void {
    this.open()
  }

  /** Reads the log anew from another place. */
  restart(start: LogStart): void {
    this.start = start
    this.isFresh = true
    this.post({ kind: 'reset' })
    this.frames.reset()
    this.latestSearch = null
    this.set({ lastMark: null, logDriver: null, search: null, query: noQuery })
    this.open()
  }

  /** Empties the view; the container's log is not touched. */
  clear(): void {
    this.post({ kind: 'clear' })
    this.frames.viewport.follow()
    this.frames.invalidate()
  }

  setFilter(filter: LineFilter): void {
    this.post({ kind: 'filter', filter, anchorLine: this.frames.anchorLine() })
    this.set({ filter })
  }

  setQuery(query: SearchQuery): void {
    this.queryId += 1
    const isOff = query.text === ''
    const last = this.frames.rowAt(this.frames.viewport.lastVisibleRow())
    const fromLine = this.state.search?.currentLine ?? last?.line ?? Number.MAX_SAFE_INTEGER
    this.post({ kind: 'search', queryId: this.queryId, query: isOff ? null : query, fromLine })
    this.frames.startQuery(isOff ? 0 : this.queryId)
    this.latestSearch = null
    this.set({ query, search: null })
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

  /** How many of the held lines were written when; null while there are none. */
  async histogram(maxBars: number): Promise<LogHistogram | null> {
    const reply = await this.ask((requestId) => ({ kind: 'histogram', requestId, maxBars }))
    return reply.kind === 'histogram' ? reply.histogram : null
  }

  /** The shown lines as text; null when that is larger than allowed. */
  async export(format: ExportFormat): Promise<Blob | null> {
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
    switch (reply.kind) {
      case 'ingested':
        this.takeAcknowledgement(reply.position)
        return
      case 'status':
        this.latest = reply.status
        this.frames.takeStatus(reply.status)
        this.publishStatus()
        return
      case 'rows':
        this.frames.takeRows(reply)
        return
      case 'filtered':
        this.latest = reply.status
        this.frames.renumber(reply.status, reply.anchorRow)
        this.set({ status: reply.status })
        return
      case 'search':
        if (reply.state.queryId === this.queryId) this.takeSearch(reply.state)
        return
      case 'ranges':
        this.frames.takeRanges(reply)
        return
      case 'sought':
      case 'histogram':
      case 'exported':
        this.answers.get(reply.requestId)?.(reply)
        this.answers.delete(reply.requestId)
    }
  }

  /** Another match to look at goes out at once, a mere count with the next status. */
  private takeSearch(search: SearchState): void {
    const { search: shown } = this.state
    this.latestSearch = search
    const isSamePlace = shown?.currentLine === search.currentLine && shown.isComplete === search.isComplete
    if (isSamePlace && shown.problem === search.problem) this.publishStatus()
    else this.set({ search })
  }

  /** The first status of a log goes out at once, later ones a few times a second. */
  private publishStatus(): void {
    if (this.statusTimer) return
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

  private open(): void {
    this.controller.abort()
    this.controller = new AbortController()
    if (this.retryTimer) clearTimeout(this.retryTimer)
    this.retryTimer = null
    this.set({ phase: 'opening', error: null })
    void this.run(this.controller.signal)
  }

  private params(): LogsParams {
    const id = this.containerId
    if (this.position) return { id, tail: null, sinceSeconds: null, follow: true, after: this.position }
    if ('tail' in this.start)
      return { id, tail: this.start.tail, sinceSeconds: null, follow: true, after: null }
    const sinceSeconds = Math.floor(Date.now() / 1000 - this.start.lastMinutes * 60)
    return { id, tail: null, sinceSeconds, follow: true, after: null }
  }

  private async run(signal: AbortSignal): Promise<void> {
    try {
      // Where to continue is known only when all lines that came before have been taken in.
      while (this.inFlight > 0 && !signal.aborted) await this.room()
      if (signal.aborted) return
      if (this.isFresh) this.position = null
      this.isFresh = false
      for await (const batch of this.options.app.client().open('container.logs', this.params(), signal)) {
        if (signal.aborted) return
        this.feed(batch)
        // The next batch is asked for, and the engine paced, only when the worker keeps up.
        while (this.inFlight >= maxInFlight && !signal.aborted) await this.room()
      }
      if (!signal.aborted) this.set({ phase: 'ended' })
    } catch (error) {
      if (!signal.aborted) this.fail(error)
    }
  }

  private feed(batch: LogBatch): void {
    this.retryMs = firstRetryMs
    if (this.state.phase !== 'live') this.set({ phase: 'live' })
    if (batch.mark) this.set({ lastMark: batch.mark })
    this.inFlight += 1
    // Views may share one message's buffer: what is handed over must be a buffer of its own.
    const bytes = batch.bytes.slice()
    const index = batch.index.slice()
    const { mark, isCaughtUp } = batch
    this.post({ kind: 'ingest', bytes, index, mark, isCaughtUp }, [bytes.buffer, index.buffer])
  }

  private room(): Promise<void> {
    return new Promise((resolve) => {
      this.waitingForRoom.push(resolve)
    })
  }

  private takeAcknowledgement(position: LogPosition | null): void {
    this.inFlight -= 1
    this.position = position
    this.giveRoom()
  }

  private giveRoom(): void {
    for (const resolve of this.waitingForRoom.splice(0)) resolve()
  }

  private fail(error: unknown): void {
    const known = error instanceof EngineError ? error : new EngineError('internal', String(error))
    if (known.code === 'cancelled') return
    this.set({ error: known, phase: known.data.retryable ? 'waiting' : 'failed' })
    if (known.code === 'unsupported') void this.findDriver()
    // A lost link comes back by itself and says so; anything else is tried again after a while.
    if (known.data.retryable && known.code !== 'stream-lost') this.retryLater()
    if (!(error instanceof EngineError)) reportError(error)
  }

  private retryLater(): void {
    this.retryTimer = setTimeout(() => this.open(), this.retryMs)
    this.retryMs = Math.min(this.retryMs * 2, lastRetryMs)
  }

  private async findDriver(): Promise<void> {
    try {
      const details = await this.options.app.client().call('container.inspect', { id: this.containerId })
      this.set({ logDriver: details.logDriver })
    } catch (error) {
      // The sentence then does without the driver's name; the failure that matters is already shown.
      if (!(error instanceof EngineError)) throw error
    }
  }
}
