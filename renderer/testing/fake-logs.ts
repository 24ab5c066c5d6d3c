import { AsyncQueue } from '../../shared/async-queue.ts'
import type {
  LogBatch,
  LogMark,
  LogSource,
  LogsParams,
  OlderLogs,
  OlderLogsParams,
} from '../../shared/logs.ts'
import { logFlags, logIndexBytes, logSources } from '../../shared/logs.ts'
import type { Client } from '../../shared/rpc-client.ts'
import type { AppContext } from '../app-context.ts'
import type { LogReply, LogRequest } from '../streams/log-protocol.ts'
import type { RingLimits } from '../streams/log-ring.ts'
import { LogSession } from '../streams/log-session.ts'
import type { LogThread } from '../streams/log-store.ts'

export type SampleLine = {
  readonly text: string
  readonly source?: LogSource
  readonly seconds?: number
  readonly nanos?: number
  readonly isCut?: boolean
}

const encoder = new TextEncoder()

/** Packs lines as an engine would. */
export function packBatch(lines: readonly (string | SampleLine)[], mark: LogMark | null = null): LogBatch {
  const samples = lines.map((line) => (typeof line === 'string' ? { text: line } : line))
  const texts = samples.map((line) => encoder.encode(line.text))
  const bytes = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0))
  const index = new Uint8Array(samples.length * logIndexBytes)
  const view = new DataView(index.buffer)
  let end = 0
  samples.forEach((line, at) => {
    bytes.set(texts[at] ?? new Uint8Array(), end)
    end += texts[at]?.length ?? 0
    view.setUint32(at * logIndexBytes, end, true)
    view.setUint32(at * logIndexBytes + 4, line.seconds ?? 1_700_000_000, true)
    view.setUint32(at * logIndexBytes + 8, line.nanos ?? 0, true)
    view.setUint32(
      at * logIndexBytes + 12,
      logSources.indexOf(line.source ?? 'stdout') | (line.isCut ? logFlags.isCut : 0),
      true,
    )
  })
  return { bytes, index, mark, isCaughtUp: true }
}

/** A log worker in the same thread, a turn away, as a Worker would be. */
export class InlineThread implements LogThread {
  onmessage: ((event: { readonly data: LogReply }) => void) | null = null
  readonly requests: LogRequest[] = []
  isTerminated = false
  private readonly session: LogSession

  constructor(limits?: RingLimits) {
    this.session = new LogSession({
      // A Blob is passed as it is: the DOM of tests has one of its own, which cannot be cloned.
      post: (reply) => {
        const data = reply.kind === 'exported' ? reply : structuredClone(reply)
        queueMicrotask(() => this.onmessage?.({ data }))
      },
      createRunner: () => {
        throw new Error('no threads here')
      },
      ...(limits ? { limits } : {}),
    })
  }

  postMessage(request: LogRequest, transfer: Transferable[]): void {
    this.requests.push(request)
    const copy = structuredClone(request, { transfer })
    queueMicrotask(() => {
      if (!this.isTerminated) this.session.handle(copy)
    })
  }

  terminate(): void {
    this.isTerminated = true
  }
}

/** One opening of `container.logs`, fed by hand. */
export type FakeOpening = {
  readonly params: LogsParams
  readonly queue: AsyncQueue<LogBatch>
  readonly signal: AbortSignal
  /** Batches that the page has asked for and got. */
  takenCount: number
}

/** Stands in for the page's connection: logs are fed by hand, the link comes and goes at will. */
export class FakeLogHost {
  readonly openings: FakeOpening[] = []
  logDriver = 'json-file'
  /** Answers for lines older than those that are held; by itself there are none. */
  older: (params: OlderLogsParams) => Promise<OlderLogs> = () =>
    Promise.resolve({ bytes: new Uint8Array(), index: new Uint8Array(), isBeginning: true })
  private readonly linkListeners = new Set<(client: Client) => void>()

  get last(): FakeOpening {
    const opening = this.openings.at(-1)
    if (!opening) throw new Error('no log was opened')
    return opening
  }

  readonly app: Pick<AppContext, 'client' | 'onLink'> = {
    client: () => this.client,
    onLink: (listener) => {
      this.linkListeners.add(listener)
      return () => this.linkListeners.delete(listener)
    },
  }

  private readonly client = {
    open: (_name: string, params: LogsParams, signal: AbortSignal) => this.open(params, signal),
    call: (name: string, params: OlderLogsParams) =>
      name === 'container.olderLogs' ? this.older(params) : Promise.resolve({ logDriver: this.logDriver }),
  } as unknown as Client

  relink(): void {
    for (const listener of this.linkListeners) listener(this.client)
  }

  private open(params: LogsParams, signal: AbortSignal): AsyncIterable<LogBatch> {
    const opening: FakeOpening = {
      params,
      queue: new AsyncQueue(() => (opening.takenCount += 1)),
      signal,
      takenCount: 0,
    }
    signal.addEventListener('abort', () => opening.queue.end())
    this.openings.push(opening)
    return opening.queue
  }
}
