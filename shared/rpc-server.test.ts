import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { calls, streams } from './contract.ts'
import { errorCodes } from './errors.ts'
import type { ClientFrame, HostFrame } from './frames.ts'
import { streamWindow } from './frames.ts'
import type { Port } from './port.ts'
import { createClient } from './rpc-client.ts'
import { serve } from './rpc-server.ts'
import { fakeHandlers, quiet, watchHandlers } from './testing/fake-handlers.ts'
import { createPortPair } from './testing/port-pair.ts'
import { eventually } from './testing/transport-rig.ts'

const logsOf = { id: 'abc', tail: null, sinceSeconds: null, follow: true, after: null }

const id = fc.oneof(
  fc.integer({ min: 1, max: 5 }),
  fc.constantFrom(0, -1, 1.5, NaN, Infinity, '1', null, 2 ** 53),
)
const name = fc.oneof(
  fc.constantFrom(...Object.keys(calls), ...Object.keys(streams)),
  fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', '', 'x'.repeat(1_000)),
  fc.string(),
)
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withTypedArray: true }),
  fc.jsonValue(),
)
const params = fc.oneof(fc.constantFrom<unknown>({}, { id: 'abc' }, { sessionId: 's' }, logsOf), anything)
const roughFrame = fc.oneof(
  fc.record({ t: fc.constant('call'), id, name, params }),
  fc.record({ t: fc.constant('open'), id, name, params }),
  fc.record({ t: fc.constant('input'), id, value: anything }),
  fc.record({ t: fc.constant('finish'), id }),
  fc.record({ t: fc.constant('ack'), id, n: fc.oneof(fc.integer({ min: -1, max: 9 }), anything) }),
  fc.record({ t: fc.constant('cancel'), id }),
  fc.record({ t: fc.string(), id, more: anything }),
  anything,
)

/** In memory everything happens in microtasks: after this many nothing is left to happen. */
async function settle(): Promise<void> {
  for (let round = 0; round < 200; round += 1) await Promise.resolve()
}

describe('the dispatcher', { timeout: 30_000 }, () => {
  let bugs: unknown[] = []
  const rejections: unknown[] = []
  const onRejection = (error: unknown) => rejections.push(error)

  beforeEach(() => {
    bugs = []
    process.on('unhandledRejection', onRejection)
  })
  afterEach(() => {
    process.off('unhandledRejection', onRejection)
    expect(rejections).toEqual([])
  })

  function openHost(): { page: Port<unknown, HostFrame>; active: () => number } {
    const [page, host] = createPortPair<unknown, HostFrame>()
    const answers = Object.fromEntries(Object.keys(calls).map((call) => [call, async () => null]))
    const echoes = Object.fromEntries(
      Object.keys(streams).map((stream) => [
        stream,
        async function* (_params: unknown, signal: AbortSignal) {
          yield 1
          yield* quiet(signal)
        },
      ]),
    )
    const watched = watchHandlers(fakeHandlers({ calls: answers, streams: echoes }))
    serve(host, watched.handlers, { onBug: (error) => bugs.push(error) })
    return { page, active: watched.active }
  }

  it('answers anything a page may say with clean frames, or shuts it out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(roughFrame, { maxLength: 20 }), async (frames) => {
        const { page, active } = openHost()
        const answers: HostFrame[] = []
        page.onFrame((frame) => answers.push(frame))
        for (const frame of frames) {
          try {
            page.post(frame)
          } catch {
            // Not cloneable: no transport would carry it.
          }
        }
        await settle()
        for (const answer of answers) {
          expect(['ready', 'result', 'error', 'item', 'end', 'ack']).toContain(answer.t)
          if (answer.t !== 'error') continue
          expect(errorCodes).toContain(answer.error.code)
          expect(answer.error.code).not.toBe('internal')
        }
        page.close()
        await settle()
        expect(active()).toBe(0)
        expect(bugs).toEqual([])
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('a page shut out for its nonsense does not disturb another', async () => {
    const other = openHost()
    const client = createClient(other.page as Port<ClientFrame, HostFrame>)
    const hostile = openHost()
    const closed = new Promise<void>((resolve) => hostile.page.onClose(resolve))
    hostile.page.post({ t: 'call', id: 1, name: 'host.info', params: {}, more: true })
    await closed
    expect(await client.call('container.start', { id: 'abc' })).toBeNull()
  })

  it('survives a flood of calls, opens and cancels', async () => {
    const { page, active } = openHost()
    const errors: HostFrame[] = []
    page.onFrame((frame) => {
      if (frame.t === 'error') errors.push(frame)
    })
    for (let number = 1; number <= 20_000; number += 1) {
      page.post({ t: 'open', id: number, name: 'container.logs', params: logsOf })
      if (number % 2 === 0) page.post({ t: 'cancel', id: number })
    }
    await eventually(() => expect(active()).toBe(512))
    expect(errors.length).toBeGreaterThan(9_000)
    page.close()
    await eventually(() => expect(active()).toBe(0))
  })

  it('refuses who begins too much in a short time, serves another page meanwhile, and forgives', async () => {
    let nowMs = 0
    const handlers = fakeHandlers({ calls: { 'container.start': async () => null } })
    const open = () => {
      const [page, host] = createPortPair<unknown, HostFrame>()
      serve(host, handlers, { now: () => nowMs })
      return page
    }
    const [hostile, honest] = [open(), open()]
    const answers: string[] = []
    hostile.onFrame((frame) => answers.push(frame.t))
    const flood = async (from: number) => {
      answers.length = 0
      for (let id = from; id < from + 6_000; id += 1) {
        hostile.post({ t: 'call', id, name: 'container.start', params: { id: 'abc' } })
        if (id % 100 === 0) await settle()
      }
      await settle()
      return [answers.filter((t) => t === 'result').length, answers.filter((t) => t === 'error').length]
    }
    expect(await flood(1)).toEqual([4_000, 2_000])
    const client = createClient(honest as Port<ClientFrame, HostFrame>)
    expect(await client.call('container.start', { id: 'abc' })).toBeNull()
    nowMs += 2_000
    expect(await flood(10_000)).toEqual([2_000, 4_000])
    hostile.close()
    honest.close()
  })

  it('cancelling makes no room for more work while the old one is not done', async () => {
    const [page, host] = createPortPair<unknown, HostFrame>()
    let begun = 0
    const deaf = () => new Promise<null>(() => void (begun += 1))
    serve(host, fakeHandlers({ calls: { 'container.start': deaf } }))
    for (let id = 1; id <= 3_000; id += 1) {
      page.post({ t: 'call', id, name: 'container.start', params: { id: 'abc' } })
      page.post({ t: 'cancel', id })
    }
    await settle()
    expect(begun).toBe(1_024)
    page.close()
  })

  it('a number used twice is refused, and what had it first goes on', async () => {
    const { page, active } = openHost()
    const answers: HostFrame[] = []
    page.onFrame((frame) => answers.push(frame))
    for (const t of ['open', 'open', 'call']) {
      page.post({ t, id: 1, name: 'container.logs', params: logsOf })
      await settle()
    }
    expect(answers.map(({ t }) => t)).toEqual(['ready', 'item', 'error', 'error'])
    expect(active()).toBe(1)
    page.close()
  })

  it('a page cannot cancel, end or feed what another page has open', async () => {
    const handlers = fakeHandlers({ streams: { 'exec.session': (_params, signal) => quiet(signal) } })
    const watched = watchHandlers(handlers)
    const pages = [0, 1].map(() => {
      const [page, host] = createPortPair<unknown, HostFrame>()
      serve(host, watched.handlers)
      return page
    })
    const [owner, other] = pages as [Port<unknown, HostFrame>, Port<unknown, HostFrame>]
    owner.post({ t: 'open', id: 7, name: 'exec.session', params: { sessionId: 's' } })
    await settle()
    const answers: HostFrame[] = []
    owner.onFrame((frame) => answers.push(frame))
    for (const frame of [
      { t: 'input', id: 7, value: Uint8Array.of(1) },
      { t: 'ack', id: 7, n: 8 },
      { t: 'finish', id: 7 },
      { t: 'cancel', id: 7 },
    ])
      other.post(frame)
    other.close()
    await settle()
    expect(watched.active()).toBe(1)
    expect(answers.map(({ t }) => t)).toEqual(['ready'])
    owner.close()
    await settle()
    expect(watched.active()).toBe(0)
  })

  it('a page that acknowledges what it never got gains no credit by it', async () => {
    const [page, host] = createPortPair<ClientFrame, HostFrame>()
    let produced = 0
    serve(
      host,
      fakeHandlers({
        streams: {
          'container.logs': async function* () {
            for (;;) {
              produced += 1
              yield { bytes: new Uint8Array(1), index: new Uint8Array(16), mark: null, isCaughtUp: true }
            }
          },
        },
      }),
    )
    page.post({ t: 'open', id: 1, name: 'container.logs', params: logsOf })
    for (let round = 0; round < 1_000; round += 1) page.post({ t: 'ack', id: 1, n: streamWindow })
    await settle()
    // One window at the start, one for all acknowledgements together, and the item that waits.
    expect(produced).toBeLessThanOrEqual(2 * streamWindow + 1)
    page.close()
  })

  it('a page that sends more input than its window loses the stream', async () => {
    const [page, host] = createPortPair<ClientFrame, HostFrame>()
    const answers: HostFrame[] = []
    page.onFrame((frame) => answers.push(frame))
    serve(host, fakeHandlers({ streams: { 'exec.session': (_params, signal) => quiet(signal) } }))
    page.post({ t: 'open', id: 1, name: 'exec.session', params: { sessionId: 's' } })
    for (let sent = 0; sent < streamWindow; sent += 1)
      page.post({ t: 'input', id: 1, value: Uint8Array.of(1) })
    await settle()
    expect(answers.map((answer) => answer.t)).toEqual(['ready'])
    page.post({ t: 'input', id: 1, value: Uint8Array.of(1) })
    await settle()
    expect(answers.at(-1)).toMatchObject({ t: 'error', id: 1, error: { code: 'bad-request' } })
    page.close()
  })

  it('starts nothing on a port that is closed, though it still delivers', async () => {
    const listeners: { frame?: (frame: unknown) => void; close?: () => void } = {}
    const handler = vi.fn(async () => null)
    serve(
      {
        post: () => {},
        close: () => {},
        onFrame: (listener) => {
          listeners.frame = listener
        },
        onClose: (listener) => {
          listeners.close = listener
        },
      },
      fakeHandlers({ calls: { 'container.start': handler } }),
    )
    const call = { t: 'call', id: 1, name: 'container.start', params: { id: 'abc' } }
    listeners.frame?.(call)
    listeners.close?.()
    listeners.frame?.({ ...call, id: 2 })
    await settle()
    expect(handler).toHaveBeenCalledOnce()
  })

  it('waits with items while the transport is behind', async () => {
    const [page, host] = createPortPair<ClientFrame, HostFrame>()
    let drain = () => {}
    const drained = new Promise<void>((resolve) => {
      drain = resolve
    })
    let isBehind = true
    const behind: Port<HostFrame, ClientFrame> = {
      post: (frame) => host.post(frame),
      onFrame: (listener) => host.onFrame(listener),
      onClose: (listener) => host.onClose(listener),
      close: () => host.close(),
      congestion: () => (isBehind ? drained : null),
    }
    serve(
      behind as Port<HostFrame, unknown>,
      fakeHandlers({
        streams: {
          'container.feed': async function* () {
            yield { kind: 'offline' }
          },
        },
      }),
    )
    const answers: string[] = []
    page.onFrame((frame) => answers.push(frame.t))
    page.post({ t: 'open', id: 1, name: 'container.feed', params: {} })
    await settle()
    expect(answers).toEqual(['ready'])
    isBehind = false
    drain()
    await eventually(() => expect(answers).toEqual(['ready', 'item', 'end']))
  })
})
