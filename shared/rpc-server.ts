import * as z from 'zod/mini'
import { AsyncQueue, Credit } from './async-queue.ts'
import type { CallHandler, Handlers, StreamHandler } from './contract.ts'
import { calls, streams } from './contract.ts'
import { EngineError, toErrorData } from './errors.ts'
import type { ClientFrame, HostFrame } from './frames.ts'
import { protocolVersion, streamWindow } from './frames.ts'
import type { Port } from './port.ts'

/** Calls and streams one page may have open; a page that needs more is broken or hostile. */
const maxConcurrent = 512

export type ServeOptions = {
  /** Told about thrown values that are no `EngineError`: bugs, to be logged with their stack. */
  readonly onBug?: (error: unknown, name: string) => void
}

/**
 * Serves the contract on a port until it closes: parses every parameter and input before a handler sees
 * it, keeps to the credit window in both directions, and aborts all that is open when the port closes.
 */
export function serve(port: Port<HostFrame, unknown>, handlers: Handlers, options: ServeOptions = {}): void {
  const server = new RpcServer(port, handlers, options)
  port.onFrame((frame) => server.receive(frame))
  port.onClose(() => server.dispose())
  port.post({ t: 'ready', protocol: protocolVersion })
}

type Running = {
  readonly controller: AbortController
  readonly credit: Credit
  readonly input: AsyncQueue<unknown> | null
  readonly inputSchema: z.ZodMiniType<unknown> | null
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

  constructor(port: Port<HostFrame, unknown>, handlers: Handlers, options: ServeOptions) {
    this.port = port
    this.handlers = handlers
    this.options = options
  }

  receive(raw: unknown): void {
    const parsed = clientFrame.safeParse(raw)
    // A peer that breaks framing is no Bayplan page: nothing it says can be trusted.
    if (!parsed.success) {
      this.port.close()
      this.dispose()
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
        this.running.get(frame.id)?.input?.end()
        return
      case 'ack':
        this.running.get(frame.id)?.credit.give(frame.n)
        return
      case 'cancel':
        this.stop(frame.id)
    }
  }

  dispose(): void {
    for (const id of [...this.running.keys()]) this.stop(id)
  }

  private stop(id: number): void {
    const running = this.running.get(id)
    if (!running) return
    this.running.delete(id)
    running.credit.close()
    running.input?.end()
    running.controller.abort()
  }

  /** Registers a call or stream; answers with an error itself when it may not start. */
  private begin(id: number, input: Pick<Running, 'input' | 'inputSchema'>): Running | null {
    if (this.running.has(id) || this.running.size >= maxConcurrent) {
      this.sendError(id, new EngineError('bad-request', 'too many requests at once, or a number used twice'))
      return null
    }
    const running = { controller: new AbortController(), credit: new Credit(streamWindow), ...input }
    this.running.set(id, running)
    return running
  }

  private async runCall(id: number, name: string, rawParams: unknown): Promise<void> {
    const running = this.begin(id, { input: null, inputSchema: null })
    if (!running) return
    try {
      const row = Object.hasOwn(calls, name) ? calls[name as keyof typeof calls] : null
      if (!row) throw new EngineError('bad-request', `unknown call ${name}`)
      const params = parse(row.params as z.ZodMiniType<unknown>, rawParams, name)
      const handler = this.handlers.calls[name as keyof typeof calls] as CallHandler<unknown, unknown>
      const value = await handler(params, running.controller.signal)
      if (this.running.get(id) === running) this.port.post({ t: 'result', id, value })
    } catch (error) {
      this.fail(id, running, name, error)
    } finally {
      if (this.running.get(id) === running) this.running.delete(id)
    }
  }

  private async runStream(id: number, name: string, rawParams: unknown): Promise<void> {
    const row = Object.hasOwn(streams, name) ? streams[name as keyof typeof streams] : null
    const input = new AsyncQueue<unknown>(() => {
      if (this.running.has(id)) this.port.post({ t: 'ack', id, n: 1 })
    })
    const running = this.begin(id, { input, inputSchema: (row?.input as z.ZodMiniType<unknown>) ?? null })
    if (!running) return
    try {
      if (!row) throw new EngineError('bad-request', `unknown stream ${name}`)
      const params = parse(row.params as z.ZodMiniType<unknown>, rawParams, name)
      const handler = this.handlers.streams[name as keyof typeof streams] as StreamHandler<unknown, unknown, unknown>
      for await (const value of handler(params, running.controller.signal, input)) {
        if (!(await running.credit.take())) return
        this.port.post({ t: 'item', id, value })
      }
      if (this.running.get(id) === running) this.port.post({ t: 'end', id })
    } catch (error) {
      this.fail(id, running, name, error)
    } finally {
      if (this.running.get(id) === running) this.stop(id)
    }
  }

  private receiveInput(id: number, value: unknown): void {
    const running = this.running.get(id)
    if (!running?.input || !running.inputSchema) return
    const parsed = running.inputSchema.safeParse(value)
    if (parsed.success && running.input.size <= streamWindow) {
      running.input.push(parsed.data)
      return
    }
    this.sendError(id, new EngineError('bad-request', 'the stream does not take this input'))
    this.stop(id)
  }

  private fail(id: number, running: Running, name: string, error: unknown): void {
    if (!(error instanceof EngineError)) this.options.onBug?.(error, name)
    if (this.running.get(id) !== running) return
    this.sendError(id, error)
  }

  private sendError(id: number, error: unknown): void {
    this.port.post({ t: 'error', id, error: toErrorData(error) })
  }
}

function parse(schema: z.ZodMiniType<unknown>, value: unknown, name: string): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') || 'parameters'
  throw new EngineError('bad-request', `${where}: ${issue?.message ?? 'not valid'}`, { operation: name })
}
