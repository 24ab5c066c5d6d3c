import * as z from 'zod/mini'
import { Allowance } from './allowance.ts'
import { AsyncQueue, Credit, inGroups } from './async-queue.ts'
import type { CallHandler, Handlers, StreamHandler } from './contract.ts'
import { calls, streams } from './contract.ts'
import { EngineError, toErrorData } from './errors.ts'
import type { ClientFrame, HostFrame } from './frames.ts'
import { acknowledgedTogether, protocolVersion, streamWindow } from './frames.ts'
import type { Port } from './port.ts'

/** Calls and streams one page may have open; a page that needs more is broken or hostile. */
const maxConcurrent = 512
/** The same with those that were cancelled and are not yet done: cancelling must not make room for more work. */
const maxUnfinished = 2 * maxConcurrent
/** What one page may begin at once, and each second from then on: many times what a person's clicks cause. */
const startBurst = 4_000
const startsPerSecond = 1_000

export type ServeOptions = {
  /** Told about thrown values that are no `EngineError`: bugs, to be logged with their stack. */
  readonly onBug?: (error: unknown, name: string) => void
  readonly now?: () => number
}

/**
 * Serves the contract on a port until it closes: parses every parameter and input before a handler sees
 * it, keeps to the credit window in both directions, and aborts all that is open when the port closes.
 */
export function serve(port: Port<HostFrame, unknown>, handlers: Handlers, options: ServeOptions = {}): void {
  const server = new RpcServer(port, handlers, options)
  port.onClose(() => server.dispose())
  port.post({ t: 'ready', protocol: protocolVersion })
  port.onFrame((frame) => server.receive(frame))
}

type AnyCallHandler = CallHandler<unknown, unknown>
type AnyStreamHandler = StreamHandler<unknown, unknown, unknown>

type Running = {
  readonly name: string
  readonly controller: AbortController
  readonly credit: Credit
  /** Null for a call. */
  readonly input: { readonly queue: AsyncQueue<unknown>; readonly schema: z.ZodMiniType<unknown> } | null
}

const id = z.number().check(z.int(), z.gte(1))
const name = z.string().check(z.maxLength(64))
const clientFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('call'), id, name, params: z.unknown() }),
  z.strictObject({ t: z.literal('open'), id, name, params: z.unknown() }),
  z.strictObject({ t: z.literal('input'), id, value: z.unknown() }),
  z.strictObject({ t: z.literal('finish'), id }),
  z.strictObject({ t: z.literal('ack'), id, n: z.number().check(z.int(), z.gte(1), z.lte(streamWindow)) }),
  z.strictObject({ t: z.literal('cancel'), id }),
])

class RpcServer {
  private readonly port: Port<HostFrame, unknown>
  private readonly handlers: Handlers
  private readonly options: ServeOptions
  private readonly running = new Map<number, Running>()
  private readonly starts: Allowance
  /** Handlers that have begun and not ended, whether anybody still waits for them or not. */
  private unfinished = 0
  private isDisposed = false

  constructor(port: Port<HostFrame, unknown>, handlers: Handlers, options: ServeOptions) {
    this.port = port
    this.handlers = handlers
    this.options = options
    this.starts = new Allowance(startBurst, startsPerSecond, options.now)
  }

  receive(raw: unknown): void {
    if (this.isDisposed) return
    const parsed = clientFrame.safeParse(raw)
    // A peer that breaks framing is no Bayplan page: nothing it says can be trusted.
    if (!parsed.success) {
      this.dispose()
      this.port.close()
      return
    }
    const frame = parsed.data as ClientFrame
    switch (frame.t) {
      case 'call':
        void this.runCall(frame.id, frame.name, frame.params)
        return
      case 'open':
        void this.runStream(frame.id, frame.name, frame.params)
        return
      case 'input':
        this.receiveInput(frame.id, frame.value)
        return
      case 'finish':
        this.running.get(frame.id)?.input?.queue.end()
        return
      case 'ack':
        this.running.get(frame.id)?.credit.give(frame.n)
        return
      case 'cancel':
        this.stop(frame.id)
    }
  }

  dispose(): void {
    this.isDisposed = true
    for (const id of this.running.keys()) this.stop(id)
  }

  /** From here on nothing more is said about this number, whatever its handler still does. */
  private stop(id: number): void {
    const running = this.running.get(id)
    if (!running) return
    this.running.delete(id)
    running.credit.close()
    running.input?.queue.stop()
    running.controller.abort()
  }

  /** Registers a call or stream; answers with an error itself when it may not start. */
  private begin(id: number, name: string, input: Running['input']): Running | null {
    const refusal = this.refusalOf(id)
    if (refusal !== null) {
      this.sendError(id, new EngineError('bad-request', refusal), name)
      return null
    }
    this.unfinished += 1
    const running = { name, input, controller: new AbortController(), credit: new Credit(streamWindow) }
    this.running.set(id, running)
    return running
  }

  private refusalOf(id: number): string | null {
    if (!this.starts.take()) return 'too many requests in a short time'
    if (this.running.has(id)) return 'a number used twice'
    const isFull = this.running.size >= maxConcurrent || this.unfinished >= maxUnfinished
    return isFull ? 'too many requests at once' : null
  }

  private isCurrent(id: number, running: Running): boolean {
    return this.running.get(id) === running
  }

  private async runCall(id: number, name: string, rawParams: unknown): Promise<void> {
    const running = this.begin(id, name, null)
    if (!running) return
    try {
      const row = Object.hasOwn(calls, name) ? calls[name as keyof typeof calls] : null
      if (!row) throw new EngineError('bad-request', `unknown call ${name}`)
      const params = parse(row.params as z.ZodMiniType<unknown>, rawParams)
      const handler = this.handlers.calls[name as keyof typeof calls] as AnyCallHandler
      const value = await handler(params, running.controller.signal)
      await this.port.congestion?.()
      if (this.isCurrent(id, running)) this.port.post({ t: 'result', id, value })
    } catch (error) {
      this.fail(id, running, error)
    } finally {
      this.unfinished -= 1
      if (this.isCurrent(id, running)) this.running.delete(id)
    }
  }

  private async runStream(id: number, name: string, rawParams: unknown): Promise<void> {
    const row = Object.hasOwn(streams, name) ? streams[name as keyof typeof streams] : null
    const acknowledge = inGroups(acknowledgedTogether, (n) => {
      if (running && this.isCurrent(id, running)) this.port.post({ t: 'ack', id, n })
    })
    const queue = new AsyncQueue<unknown>(acknowledge)
    const schema = (row?.input ?? z.never()) as z.ZodMiniType<unknown>
    const running = this.begin(id, name, { queue, schema })
    if (!running) return
    try {
      if (!row) throw new EngineError('bad-request', `unknown stream ${name}`)
      const params = parse(row.params as z.ZodMiniType<unknown>, rawParams)
      const handler = this.handlers.streams[name as keyof typeof streams] as AnyStreamHandler
      await this.deliver(id, running, handler(params, running.controller.signal, queue))
    } catch (error) {
      this.fail(id, running, error)
    } finally {
      this.unfinished -= 1
      if (this.isCurrent(id, running)) this.stop(id)
    }
  }

  private async deliver(id: number, running: Running, items: AsyncIterable<unknown>): Promise<void> {
    for await (const value of items) {
      if (!(await running.credit.take())) return
      await this.port.congestion?.()
      if (!this.isCurrent(id, running)) return
      this.port.post({ t: 'item', id, value })
    }
    if (this.isCurrent(id, running)) this.port.post({ t: 'end', id })
  }

  private receiveInput(id: number, value: unknown): void {
    const running = this.running.get(id)
    if (!running?.input) return
    const { queue, schema } = running.input
    const parsed = schema.safeParse(value)
    // An honest page has at most a window of inputs unacknowledged, and this one is among them.
    if (parsed.success && queue.size < streamWindow) {
      queue.push(parsed.data)
      return
    }
    this.sendError(id, new EngineError('bad-request', 'the stream does not take this input'), running.name)
    this.stop(id)
  }

  private fail(id: number, running: Running, error: unknown): void {
    // Whoever was told to stop may say so by throwing what AbortSignal-aware functions throw.
    const isAbort = running.controller.signal.aborted && error instanceof Error && error.name === 'AbortError'
    if (!(error instanceof EngineError) && !isAbort) this.options.onBug?.(error, running.name)
    if (this.isCurrent(id, running)) this.sendError(id, error, running.name)
  }

  private sendError(id: number, error: unknown, name: string): void {
    const data = toErrorData(error)
    this.port.post({ t: 'error', id, error: { ...data, operation: data.operation ?? name } })
  }
}

function parse(schema: z.ZodMiniType<unknown>, value: unknown): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') || 'parameters'
  throw new EngineError('bad-request', `${where}: ${issue?.message ?? 'not valid'}`)
}
