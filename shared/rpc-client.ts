import { AsyncQueue, Credit } from './async-queue.ts'
import type {
  CallName,
  CallParams,
  CallResult,
  StreamInput,
  StreamItem,
  StreamName,
  StreamParams,
} from './contract.ts'
import { EngineError } from './errors.ts'
import type { ClientFrame, HostFrame } from './frames.ts'
import { protocolVersion, streamWindow } from './frames.ts'
import type { Port } from './port.ts'

/** An open stream: iterate it once; `send` feeds its input and waits while the host is behind. */
export interface Subscription<T, I> extends AsyncIterable<T> {
  /** Resolves when there was room to send; false when the stream is already over. */
  send(value: I): Promise<boolean>
  close(): void
}

export interface Client {
  /** Answers with the result, or throws `EngineError`. Aborting cancels the work on the host. */
  call<N extends CallName>(name: N, params: CallParams<N>, signal?: AbortSignal): Promise<CallResult<N>>
  /**
   * Opens a stream. The iteration ends when the host ends it or `signal` aborts, and throws `EngineError`
   * when it fails or the port closes. Each item is acknowledged when the next one is asked for.
   */
  open<N extends StreamName>(
    name: N,
    params: StreamParams<N>,
    signal?: AbortSignal,
  ): Subscription<StreamItem<N>, StreamInput<N>>
  /** Resolves with the host's protocol number once it has spoken. */
  readonly ready: Promise<void>
  readonly closed: Promise<void>
  close(): void
}

type PendingCall = { readonly resolve: (value: unknown) => void; readonly reject: (error: EngineError) => void }
type OpenStream = { readonly queue: AsyncQueue<unknown>; readonly credit: Credit }

const linkLost = () => new EngineError('stream-lost', 'The connection to the Bayplan host was lost.')
const cancelled = () => new EngineError('cancelled', 'cancelled')

/** Speaks the contract over a port, whatever carries it. */
export function createClient(port: Port<ClientFrame, HostFrame>): Client {
  return new RpcClient(port)
}

class RpcClient implements Client {
  private readonly port: Port<ClientFrame, HostFrame>
  private readonly pending = new Map<number, PendingCall>()
  private readonly open_ = new Map<number, OpenStream>()
  private nextId = 1
  private isClosed = false
  readonly ready: Promise<void>
  readonly closed: Promise<void>
  private markReady: () => void = () => {}
  private failReady: (error: EngineError) => void = () => {}
  private markClosed: () => void = () => {}

  constructor(port: Port<ClientFrame, HostFrame>) {
    this.port = port
    this.ready = new Promise((resolve, reject) => {
      this.markReady = resolve
      this.failReady = reject
    })
    this.ready.catch(() => {})
    this.closed = new Promise((resolve) => {
      this.markClosed = resolve
    })
    port.onFrame((frame) => this.receive(frame))
    port.onClose(() => this.handleClose())
  }

  call<N extends CallName>(name: N, params: CallParams<N>, signal?: AbortSignal): Promise<CallResult<N>> {
    if (signal?.aborted) return Promise.reject(cancelled())
    if (this.isClosed) return Promise.reject(linkLost())
    const id = this.nextId++
    return new Promise<CallResult<N>>((resolve, reject) => {
      const onAbort = () => {
        if (!this.pending.delete(id)) return
        this.port.post({ t: 'cancel', id })
        reject(cancelled())
      }
      const settle = () => signal?.removeEventListener('abort', onAbort)
      this.pending.set(id, {
        resolve: (value) => {
          settle()
          resolve(value as CallResult<N>)
        },
        reject: (error) => {
          settle()
          reject(error)
        },
      })
      signal?.addEventListener('abort', onAbort, { once: true })
      this.port.post({ t: 'call', id, name, params })
    })
  }

  open<N extends StreamName>(
    name: N,
    params: StreamParams<N>,
    signal?: AbortSignal,
  ): Subscription<StreamItem<N>, StreamInput<N>> {
    const id = this.nextId++
    const queue = new AsyncQueue<unknown>(() => {
      if (this.open_.has(id)) this.port.post({ t: 'ack', id, n: 1 })
    })
    const credit = new Credit(streamWindow)
    if (this.isClosed) queue.fail(linkLost())
    else if (signal?.aborted) queue.end()
    else {
      this.open_.set(id, { queue, credit })
      this.port.post({ t: 'open', id, name, params })
    }
    const close = () => {
      signal?.removeEventListener('abort', close)
      if (this.dropStream(id)) this.port.post({ t: 'cancel', id })
      queue.end()
    }
    signal?.addEventListener('abort', close, { once: true })
    const port = this.port
    return {
      async *[Symbol.asyncIterator]() {
        try {
          yield* queue as AsyncIterable<StreamItem<N>>
        } finally {
          close()
        }
      },
      async send(value) {
        if (!(await credit.take())) return false
        port.post({ t: 'input', id, value })
        return true
      },
      close,
    }
  }

  close(): void {
    this.port.close()
    this.handleClose()
  }

  private dropStream(id: number): OpenStream | undefined {
    const stream = this.open_.get(id)
    this.open_.delete(id)
    stream?.credit.close()
    return stream
  }

  private receive(frame: HostFrame): void {
    switch (frame.t) {
      case 'ready':
        if (frame.protocol === protocolVersion) this.markReady()
        else this.failReady(new EngineError('unsupported', `host speaks protocol ${frame.protocol}`))
        return
      case 'result': {
        const call = this.pending.get(frame.id)
        this.pending.delete(frame.id)
        call?.resolve(frame.value)
        return
      }
      case 'error':
        this.receiveError(frame.id, EngineError.fromData(frame.error))
        return
      case 'item':
        this.open_.get(frame.id)?.queue.push(frame.value)
        return
      case 'ack':
        this.open_.get(frame.id)?.credit.give(frame.n)
        return
      case 'end':
        this.dropStream(frame.id)?.queue.end()
    }
  }

  private receiveError(id: number, error: EngineError): void {
    const call = this.pending.get(id)
    this.pending.delete(id)
    call?.reject(error)
    this.dropStream(id)?.queue.fail(error)
  }

  private handleClose(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.failReady(linkLost())
    for (const call of this.pending.values()) call.reject(linkLost())
    this.pending.clear()
    for (const id of [...this.open_.keys()]) this.dropStream(id)?.queue.fail(linkLost())
    this.markClosed()
  }
}
