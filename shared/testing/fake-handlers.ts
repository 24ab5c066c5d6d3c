import type { Handlers } from '../contract.ts'
import { calls, streams } from '../contract.ts'
import { EngineError } from '../errors.ts'

export type SomeHandlers = {
  readonly calls?: Partial<Handlers['calls']>
  readonly streams?: Partial<Handlers['streams']>
}

/** Handlers for tests: the given ones; every other row of the contract answers `unsupported`. */
export function fakeHandlers(some: SomeHandlers = {}): Handlers {
  const refuse = (name: string) => new EngineError('unsupported', `no handler for ${name} in this test`)
  const allCalls = Object.keys(calls).map((name) => [name, () => Promise.reject(refuse(name))])
  const allStreams = Object.keys(streams).map((name) => [
    name,
    () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(refuse(name)) }),
    }),
  ])
  return {
    calls: { ...Object.fromEntries(allCalls), ...some.calls },
    streams: { ...Object.fromEntries(allStreams), ...some.streams },
  } as Handlers
}

export type WatchedHandlers = { readonly handlers: Handlers; readonly active: () => number }

/** Counts the handlers that have begun and not yet ended: what a test finds at the end has leaked. */
export function watchHandlers(handlers: Handlers): WatchedHandlers {
  let active = 0
  const watchCall = (handler: (...args: never[]) => Promise<unknown>) => {
    return async (...args: never[]) => {
      active += 1
      try {
        return await handler(...args)
      } finally {
        active -= 1
      }
    }
  }
  const watchStream = (handler: (...args: never[]) => AsyncIterable<unknown>) => {
    return async function* (...args: never[]) {
      active += 1
      try {
        yield* handler(...args)
      } finally {
        active -= 1
      }
    }
  }
  const watched = {
    calls: Object.fromEntries(Object.entries(handlers.calls).map(([name, call]) => [name, watchCall(call)])),
    streams: Object.fromEntries(
      Object.entries(handlers.streams).map(([name, stream]) => [name, watchStream(stream)]),
    ),
  }
  return { handlers: watched as unknown as Handlers, active: () => active }
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** A stream that says nothing and ends when it is told to. */
export async function* quiet(signal: AbortSignal): AsyncGenerator<never> {
  await aborted(signal)
  yield* []
}
