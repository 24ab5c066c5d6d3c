import { AsyncQueue, Credit, inGroups } from './async-queue.ts'
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
import { acknowledgedTogether, protocolVersion, streamWindow } from './frames.ts'
import type { Port } from './port.ts'

/** An open stream: iterate it once; `send` feeds its input and waits while the host is behind. */
export interface Subscription<T, I> extends AsyncIterable<T> {
  /** Resolves when there was room to send, in the order of calls; false when the stream is already over. */
  send(value: I): Promise<boolean>
  /** No more input comes. What was sent before arrives before it. */
  finish(): Promise<void>
  /** Ends the stream and its iteration at once. */
  close(): void
}

export interface Client {
  /** Answers with the result, or throws `EngineError`. Aborting cancels the work on the host. */
  call<N extends CallName>(name: N, params: CallParams<N>, signal?: AbortSignal): Promise<CallResult<N>>
  /**
   * Opens a stream. The iteration ends when the host ends it or `signal` aborts, and throws `EngineError`
   * when it fails or the port closes. Items are acknowledged, some together, when the next one is asked for.
   */
  open<N extends StreamName>(
    name: N,
    params: StreamParams<N>,
    signal?: AbortSignal,
  ): Subscription<StreamItem<N>, StreamInput<N>>
  /**
   * Resolves once the host has spoken and speaks this protocol. Rejects with `unsupported` when it speaks
   * another one (the client is then closed), `stream-lost` when the port closes first.
   */
  readonly ready: Promise<void>
  /** Resolves when the client is closed, by either end. Never rejects. */
  readonly closed: Promise<void>
  close(): void
}

type PendingCall = {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
  /** Lets go of the caller's signal. */
  readonly release: () => void
}
type OpenStream = {
  readonly queue: AsyncQueue<unknown>
  readonly credit: Credit
  readonly release: () => void
}

const linkLost = () => new EngineError('stream-lost', 'The connection to the Bayplan host was lost.')
const cancelled = () => new EngineError('cancelled', 'cancelled')

/** Speaks the contract over a port, whatever carries it. */
export function createClient(port: Port<ClientFrame, HostFrame>): Client {
  return new RpcClient(port)
}

class RpcClient implements Client {
  readonly ready: Promise<void>
  readonly closed: Promise<void>
  private readonly port: Port<ClientFrame, HostFrame>
  private readonly calls = new Map<number, PendingCall>()
  private readonly streams = new Map<number, OpenStream>()
  private nextId = 1
  private isClosed = false
  private markReady: () => void = () => {}
  private failReady: (error: EngineError) => void = () => {}
  private markClosed: () => void = () => {}

  constructor(port: Port<ClientFrame, HostFrame>) {
    this.port = port
    this.ready = new Promise((resolve, reject) => {
      this.markReady = resolve
      this.failReady = reject
    })
    // Whoever does not wait for it must not be told of a rejection that nobody handles.
    this.ready.catch(() => {})
    this.closed = new Promise((resolve) => {
      this.markClosed = resolve
    })
    port.onClose(() => this.handleClose(linkLost()))
    port.onFrame((frame) => this.receive(frame))
  }

  call<N extends CallName>(name: N, params: CallParams<N>, signal?: AbortSignal): Promise<CallResult<N>> {
    if (signal?.aborted) return Promise.reject(cancelled())
    if (this.isClosed) return Promise.reject(linkLost())
    const id = this.nextId++
    return new Promise<CallResult<N>>((resolve, reject) => {
      const abort = () => {
        this.takeCall(id)
        this.port.post({ t: 'cancel', id })
        reject(cancelled())
      }
      this.calls.set(id, {
        resolve: (value) => resolve(value as CallResult<N>),
        reject,
        release: () => signal?.removeEventListener('abort', abort),
      })
      signal?.addEventListener('abort', abort)
      try {
        this.port.post({ t: 'call', id, name, params })
      } catch (error) {
        this.takeCall(id)?.reject(error)
      }
    })
  }

  open<N extends StreamName>(
    name: N,
    params: StreamParams<N>,
    signal?: AbortSignal,
  ): Subscription<StreamItem<N>, StreamInput<N>> {
    const id = this.nextId++
    const { port } = this
    const acknowledge = inGroups(acknowledgedTogether, (n) => {
      if (this.streams.has(id)) port.post({ t: 'ack', id, n })
    })
    const queue = new AsyncQueue<unknown>(acknowledge)
    const credit = new Credit(streamWindow)
    const close = () => {
      if (this.takeStream(id)) port.post({ t: 'cancel', id })
      queue.stop()
    }
    const stream = { queue, credit, release: () => signal?.removeEventListener('abort', close) }
    this.start(id, stream, { name, params, signal, close })
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
        try {
          port.post({ t: 'input', id, value })
          return true
        } catch (error) {
          credit.give(1)
          throw error
        }
      },
      finish: async () => {
        if (!(await credit.take())) return
        if (this.streams.has(id)) port.post({ t: 'finish', id })
      },
      close,
    }
  }

  close(): void {
    this.port.close()
    this.handleClose(linkLost())
  }

  private start(
    id: number,
    stream: OpenStream,
    request: { name: StreamName; params: unknown; signal: AbortSignal | undefined; close: () => void },
  ): void {
    const { name, params, signal, close } = request
    if (this.isClosed || signal?.aborted) {
      stream.credit.close()
      if (signal?.aborted) stream.queue.stop()
      else stream.queue.fail(linkLost())
      return
    }
    this.streams.set(id, stream)
    signal?.addEventListener('abort', close)
    try {
      this.port.post({ t: 'open', id, name, params })
    } catch (error) {
      this.takeStream(id)?.queue.fail(error)
    }
  }

  private takeCall(id: number): PendingCall | undefined {
    const call = this.calls.get(id)
    this.calls.delete(id)
    call?.release()
    return call
  }

  private takeStream(id: number): OpenStream | undefined {
    const stream = this.streams.get(id)
    this.streams.delete(id)
    stream?.credit.close()
    stream?.release()
    return stream
  }

  private receive(frame: HostFrame): void {
    if (this.isClosed) return
    switch (frame.t) {
      case 'ready':
        this.receiveReady(frame.protocol)
        return
      case 'result':
        this.takeCall(frame.id)?.resolve(frame.value)
        return
      case 'error':
        this.failOne(frame.id, EngineError.fromData(frame.error))
        return
      case 'item':
        this.streams.get(frame.id)?.queue.push(frame.value)
        return
      case 'ack':
        this.streams.get(frame.id)?.credit.give(frame.n)
        return
      case 'end':
        this.takeStream(frame.id)?.queue.end()
    }
  }

  private failOne(id: number, error: EngineError): void {
    this.takeCall(id)?.reject(error)
    this.takeStream(id)?.queue.fail(error)
  }

  private receiveReady(protocol: number): void {
    if (protocol === protocolVersion) {
      this.markReady()
      return
    }
    this.handleClose(new EngineError('unsupported', `the host speaks protocol ${protocol}`))
    this.port.close()
  }

  private handleClose(error: EngineError): void {
    if (this.isClosed) return
    this.isClosed = true
    this.failReady(error)
    for (const id of [this.calls, this.streams].flatMap((open) => [...open.keys()])) this.failOne(id, error)
    this.markClosed()
  }
}
