import { expect, vi } from 'vitest'
import { EngineError } from '../errors.ts'
import type { ClientFrame, HostFrame } from '../frames.ts'
import type { LogBatch } from '../logs.ts'
import type { Port } from '../port.ts'
import type { Client } from '../rpc-client.ts'
import { createClient } from '../rpc-client.ts'
import { serve } from '../rpc-server.ts'
import type { SomeHandlers } from './fake-handlers.ts'
import { fakeHandlers, watchHandlers } from './fake-handlers.ts'

/** A transport under test, open at both ends. */
export type TransportEnds = {
  readonly page: Port<ClientFrame, HostFrame>
  readonly host: Port<HostFrame, unknown>
  /** Breaks the link as a crash would. */
  lose(): void
  /** Frees what was made for the test beside the two ports. */
  dispose(): Promise<void>
}

export type TransportTest = readonly [name: string, run: (rig: TransportRig) => Promise<void>]

/** One test's transport with a client on one end and handlers on the other, once they are started. */
export class TransportRig {
  readonly ends: TransportEnds
  /** What `onBug` was told. */
  readonly bugs: unknown[] = []
  watched = watchHandlers(fakeHandlers())
  private started: Client | null = null

  constructor(ends: TransportEnds) {
    this.ends = ends
  }

  start(some: SomeHandlers): void {
    this.watched = watchHandlers(fakeHandlers(some))
    serve(this.ends.host, this.watched.handlers, { onBug: (error) => this.bugs.push(error) })
    this.started = createClient(this.ends.page)
  }

  get client(): Client {
    if (!this.started) throw new Error('start comes first')
    return this.started
  }
}

export const target = { id: 'abc' }
export const logsOf = { id: 'abc', tail: null, sinceSeconds: null, follow: true, after: null }
export const session = { sessionId: 's1' }

export function bytesOf(...values: number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(values)
}

/** A log batch that carries a number below 65,536. */
export function batch(number: number): LogBatch {
  return { bytes: bytesOf(number & 0xff), index: bytesOf(number >> 8, 1, 2), mark: null, isCaughtUp: true }
}

export function numberOf(item: LogBatch): number {
  return (item.bytes[0] ?? 0) + ((item.index[0] ?? 0) << 8)
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

export function errorOf(promise: Promise<unknown>): Promise<EngineError> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(EngineError)
      return error as EngineError
    },
  )
}

/** A signal that tells how many abort listeners hang on it. */
export function countedSignal(): { signal: AbortSignal; abort: () => void; listeners: () => number } {
  const controller = new AbortController()
  const { signal } = controller
  let listeners = 0
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (type, listener, options) => {
    listeners += 1
    add(type, listener, options)
  }
  signal.removeEventListener = (type, listener) => {
    listeners -= 1
    remove(type, listener)
  }
  return { signal, abort: () => controller.abort(), listeners: () => listeners }
}

/** Waits until `check` passes: long, because a machine that runs tests may be busy. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 10 })
}
