import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import type { EngineClient } from '../client.ts'
import { cancelled, fromStreamFailure } from '../errors.ts'
import { FrameReader } from '../stream/frames.ts'
import type { HelperScope } from './helper-container.ts'
import { createHelperContainer, removeHelperContainer } from './helper-container.ts'
import { helperFailure } from './helper-errors.ts'
import type { Answer, Field, Operation } from './helper-protocol.ts'
import { AnswerReader, encodePart, encodeRequest, maxPartBytes } from './helper-protocol.ts'

/** The program gives up after three of these. */
const aliveMs = 30_000
/** A helper whose input has ended has this long to tidy up. */
const leaveMs = 3_000

export type RequestOptions = {
  /** Takes bytes as they come; the helper waits until it resolves. */
  readonly onData?: (payload: Buffer) => void | Promise<void>
  /** Bytes and entries done so far. */
  readonly onProgress?: (payload: Buffer) => void
  /** What is written after the request, in order. */
  readonly content?: AsyncIterable<Uint8Array>
}

type Pending = {
  readonly options: RequestOptions
  readonly resolve: (payload: Buffer) => void
  readonly reject: (error: unknown) => void
  isSettled: boolean
}

/**
 * A running helper container and the one connection to it. The container lives exactly as long as the
 * connection: when that ends, for whatever reason, its program ends and the engine removes it.
 *
 * Source: `ContainerCreate`, `ContainerAttach`, `ContainerStart`, `ContainerDelete`.
 */
export class Helper {
  readonly id: string
  readonly name: string
  readonly client: EngineClient
  /** Resolves when it can do nothing more. */
  readonly ended: Promise<void>
  private readonly socket: Duplex
  private readonly lost = new AbortController()
  private readonly alive: NodeJS.Timeout
  private queue: Promise<unknown> = Promise.resolve()
  /** What the program works on, until its answer has ended. */
  private active: { readonly pending: Pending; readonly free: () => void } | null = null
  private closing: Promise<void> | null = null

  private constructor(client: EngineClient, container: { id: string; name: string }, socket: Duplex) {
    this.client = client
    this.id = container.id
    this.name = container.name
    this.socket = socket
    // Each sign of life that is on its way may have a listener.
    socket.setMaxListeners(0)
    this.ended = this.pump()
    this.alive = setInterval(() => socket.writable && socket.write(encodeRequest('alive')), aliveMs).unref()
  }

  /**
   * Starts one for a scope. Nothing is left behind when that fails or is cancelled.
   * Errors: not-found (volume, container), conflict (the container does not run), unsupported, engine-failed,
   * engine-unreachable, cancelled.
   */
  static async open(client: EngineClient, scope: HelperScope, signal: AbortSignal): Promise<Helper> {
    const container = await createHelperContainer(client, scope, signal)
    const life = new AbortController()
    const onAbort = (): void => life.abort()
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      const { socket } = await client.hijack({
        method: 'POST',
        path: `/containers/${container.id}/attach`,
        query: { stream: true, stdin: true, stdout: true, stderr: true },
        signal: life.signal,
      })
      const started = await client.stream({
        method: 'POST',
        path: `/containers/${container.id}/start`,
        signal,
      })
      started.body.resume()
      return new Helper(client, container, socket)
    } catch (error) {
      life.abort()
      await remove(client, container.id)
      throw error
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  get isAlive(): boolean {
    return !this.lost.signal.aborted && this.closing === null
  }

  /**
   * Asks the program; requests are answered one after the other. Resolves with what ends the answer.
   *
   * An aborted request rejects at once, and the next one waits until the program is through with it: long work
   * has a helper of its own, which is closed then.
   * Errors: what the program says, with the path; stream-lost, cancelled.
   */
  request(
    operation: Operation,
    fields: readonly Field[],
    signal: AbortSignal,
    options: RequestOptions = {},
  ): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const pending: Pending = { options, resolve, reject, isSettled: false }
      const onAbort = (): void => settle(pending, () => reject(cancelled()))
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort, { once: true })
      this.queue = this.queue.then(async () => {
        // Given up before its turn.
        if (!pending.isSettled) await this.exchange(pending, encodeRequest(operation, fields))
        signal.removeEventListener('abort', onAbort)
      })
    })
  }

  /** Ends it and answers when the container is gone. What it was doing is given up; an unfinished file is removed. */
  close(): Promise<void> {
    this.closing ??= this.end()
    return this.closing
  }

  private async end(): Promise<void> {
    clearInterval(this.alive)
    this.socket.end()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, leaveMs)
    })
    await Promise.race([this.ended, late])
    clearTimeout(timer)
    this.socket.destroy()
    await remove(this.client, this.id)
  }

  private async exchange(pending: Pending, request: Buffer): Promise<void> {
    if (this.lost.signal.aborted) {
      settle(pending, () => pending.reject(lostError()))
      return
    }
    const answered = new Promise<void>((resolve) => {
      this.active = { pending, free: resolve }
    })
    await this.send(request)
    if (pending.options.content) await this.sendContent(pending, pending.options.content)
    await answered
  }

  /** A source that fails is told to the program, which then forgets the file; the source's failure is what counts. */
  private async sendContent(pending: Pending, content: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const chunk of content) {
        for (let at = 0; at < chunk.length; at += maxPartBytes) {
          // The program has answered before the end: it cannot go on.
          if (this.active === null) return
          if (pending.isSettled) throw cancelled()
          await this.send(encodePart(chunk.subarray(at, at + maxPartBytes)))
        }
      }
      await this.send(encodeRequest('writeEnd'))
    } catch (error) {
      settle(pending, () => pending.reject(error))
      await this.send(encodeRequest('writeAbort'))
    }
  }

  private async send(bytes: Buffer): Promise<void> {
    if (this.lost.signal.aborted || this.socket.write(bytes)) return
    try {
      await once(this.socket, 'drain', { signal: this.lost.signal })
    } catch {
      // Whoever waits for the answer is told.
    }
  }

  private async pump(): Promise<void> {
    const answers = new AnswerReader()
    let isOutput = true
    const frames = new FrameReader({
      begin: (source) => {
        isOutput = source === 0
      },
      write: (chunk, start, end) => {
        if (isOutput) answers.push(chunk.subarray(start, end))
      },
    })
    let failure: unknown = lostError()
    try {
      for await (const chunk of this.socket as AsyncIterable<Buffer>) {
        frames.push(chunk)
        for (let answer = answers.next(); answer; answer = answers.next()) await this.deliver(answer)
      }
      frames.end()
    } catch (error) {
      failure = fromStreamFailure(error)
    } finally {
      clearInterval(this.alive)
      this.lost.abort()
      this.socket.destroy()
      this.finish((pending) => pending.reject(failure))
    }
  }

  private async deliver({ kind, payload }: Answer): Promise<void> {
    if (kind === 'done') this.finish((pending) => pending.resolve(payload))
    else if (kind === 'failure') this.finish((pending) => pending.reject(helperFailure(payload)))
    else await this.pass(kind, payload)
  }

  /** To who asked, as long as that is wanted; the rest of the answer is passed over. */
  private async pass(kind: 'data' | 'progress', payload: Buffer): Promise<void> {
    const pending = this.active?.pending
    if (!pending || pending.isSettled) return
    try {
      if (kind === 'progress') pending.options.onProgress?.(payload)
      else await pending.options.onData?.(payload)
    } catch (error) {
      settle(pending, () => pending.reject(error))
    }
  }

  private finish(how: (pending: Pending) => void): void {
    const active = this.active
    this.active = null
    if (!active) return
    settle(active.pending, () => how(active.pending))
    active.free()
  }
}

function settle(pending: Pending, how: () => void): void {
  if (pending.isSettled) return
  pending.isSettled = true
  how()
}

/** The container is gone while it was needed. */
export function lostError(): EngineError {
  return new EngineError('stream-lost', 'the helper container ended')
}

/** Whatever happens to the engine meanwhile: the container goes by itself as soon as its program does. */
async function remove(client: EngineClient, id: string): Promise<void> {
  try {
    await removeHelperContainer(client, id, AbortSignal.timeout(20_000))
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
  }
}
