import { expect } from 'vitest'
import type { Handlers } from '../contract.ts'
import { streamWindow } from '../frames.ts'
import { quiet } from './fake-handlers.ts'
import type { TransportTest } from './transport-rig.ts'
import { bytesOf, collect, errorOf, eventually, session, target } from './transport-rig.ts'

function echo(): Handlers['streams']['exec.session'] {
  return async function* (_params, _signal, input) {
    for await (const value of input) yield value
  }
}

export const inputsTests: readonly TransportTest[] = [
  [
    'carries inputs in order, then the finish',
    async (rig) => {
      rig.start({ streams: { 'exec.session': echo() } })
      const subscription = rig.client.open('exec.session', session)
      const sends = Array.from({ length: 100 }, (_, number) => subscription.send(bytesOf(number)))
      const finished = subscription.finish()
      const items = await collect(subscription)
      expect(items).toEqual(sends.map((_, number) => bytesOf(number)))
      expect((await Promise.all(sends)).every(Boolean)).toBe(true)
      await finished
      expect(await subscription.send(bytesOf(1))).toBe(false)
    },
  ],

  [
    'waits while the host does not read, and goes on when it does',
    async (rig) => {
      let read = () => {}
      const mayRead = new Promise<void>((resolve) => {
        read = resolve
      })
      rig.start({
        calls: { 'container.pause': async () => null },
        streams: {
          'exec.session': async function* (params, signal, input) {
            await mayRead
            yield* echo()(params, signal, input)
          },
        },
      })
      const subscription = rig.client.open('exec.session', session)
      let sent = 0
      const sends = Array.from({ length: 3 * streamWindow }, async (_, number) => {
        const wasSent = await subscription.send(bytesOf(number))
        sent += 1
        return wasSent
      })
      for (let round = 0; round < 5; round += 1) await rig.client.call('container.pause', target)
      expect(sent).toBe(streamWindow)
      read()
      const received: number[] = []
      for await (const item of subscription) {
        if (item instanceof Uint8Array) received.push(...item)
        if (received.length === sends.length) break
      }
      expect(received).toEqual(sends.map((_, number) => number))
      expect((await Promise.all(sends)).every(Boolean)).toBe(true)
    },
  ],

  [
    'ends the stream on an input of the wrong shape; the link lives',
    async (rig) => {
      rig.start({
        calls: { 'container.pause': async () => null },
        streams: {
          'stats.live': async function* (_params, _signal, input) {
            for await (const { ids } of input) yield { samples: [], ended: ids }
          },
        },
      })
      const subscription = rig.client.open('stats.live', {})
      await subscription.send({ ids: ['a'] })
      const items = subscription[Symbol.asyncIterator]()
      expect((await items.next()).value).toEqual({ samples: [], ended: ['a'] })
      await subscription.send({ ids: [1] } as never)
      expect((await errorOf(items.next())).code).toBe('bad-request')
      await eventually(() => expect(rig.watched.active()).toBe(0))
      expect(await rig.client.call('container.pause', target)).toBeNull()
    },
  ],

  [
    'ends a stream that takes no input when it gets one',
    async (rig) => {
      rig.start({
        streams: {
          'container.feed': (_params, signal) => quiet(signal),
        },
      })
      const subscription = rig.client.open('container.feed', {})
      await subscription.send({} as never)
      expect((await errorOf(collect(subscription))).code).toBe('bad-request')
    },
  ],

  [
    'a sender that waits for room learns that the stream ended',
    async (rig) => {
      rig.start({
        streams: {
          'exec.session': (_params, signal) => quiet(signal),
        },
      })
      const subscription = rig.client.open('exec.session', session)
      const sends = Array.from({ length: streamWindow + 1 }, () => subscription.send(bytesOf(1)))
      await sends[0]
      subscription.close()
      expect(await sends.at(-1)).toBe(false)
    },
  ],
]
