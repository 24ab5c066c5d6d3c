import { expect } from 'vitest'
import type { Handlers } from '../contract.ts'
import { EngineError } from '../errors.ts'
import { acknowledgedTogether, streamWindow } from '../frames.ts'
import type { LogBatch } from '../logs.ts'
import { quiet } from './fake-handlers.ts'
import type { TransportTest } from './transport-rig.ts'
import {
  batch,
  collect,
  countedSignal,
  errorOf,
  eventually,
  logsOf,
  numberOf,
  target,
} from './transport-rig.ts'

function counting(produced: { count: number }): Handlers['streams']['container.logs'] {
  return async function* () {
    for (;;) {
      produced.count += 1
      yield batch(produced.count)
    }
  }
}

export const streamsTests: readonly TransportTest[] = [
  [
    'delivers items in order and ends',
    async (rig) => {
      rig.start({
        streams: {
          'container.logs': async function* () {
            for (let number = 0; number < 1_000; number += 1) yield batch(number)
          },
        },
      })
      const items = await collect(rig.client.open('container.logs', logsOf))
      expect(items.map(numberOf)).toEqual(Array.from({ length: 1_000 }, (_, number) => number))
    },
  ],

  [
    'delivers what came before a failure, then the failure',
    async (rig) => {
      rig.start({
        streams: {
          'container.logs': async function* () {
            yield batch(1)
            yield batch(2)
            throw new EngineError('stream-lost', 'the engine went away', { operation: 'ContainerLogs' })
          },
        },
      })
      const seen: number[] = []
      const error = await errorOf(
        (async () => {
          for await (const item of rig.client.open('container.logs', logsOf)) seen.push(numberOf(item))
        })(),
      )
      expect(seen).toEqual([1, 2])
      expect(error.data).toMatchObject({ code: 'stream-lost', operation: 'ContainerLogs' })
    },
  ],

  [
    'ends at once on abort, also when the stream is quiet',
    async (rig) => {
      rig.start({
        streams: {
          'container.logs': (_params, signal) => quiet(signal),
        },
      })
      const { signal, abort, listeners } = countedSignal()
      const items = collect(rig.client.open('container.logs', logsOf, signal))
      await eventually(() => expect(rig.watched.active()).toBe(1))
      abort()
      expect(await items).toEqual([])
      await eventually(() => expect(rig.watched.active()).toBe(0))
      expect(listeners()).toBe(0)
    },
  ],

  [
    'stops the producer when the loop is left',
    async (rig) => {
      rig.start({ streams: { 'container.logs': counting({ count: 0 }) } })
      for await (const item of rig.client.open('container.logs', logsOf)) {
        if (numberOf(item) === 20) break
      }
      await eventually(() => expect(rig.watched.active()).toBe(0))
      expect(rig.bugs).toEqual([])
    },
  ],

  [
    'a slow consumer bounds what is produced, and gets all of it later',
    async (rig) => {
      const produced = { count: 0 }
      rig.start({
        streams: { 'container.logs': counting(produced) },
        calls: { 'container.pause': async () => null },
      })
      const items = rig.client.open('container.logs', logsOf)[Symbol.asyncIterator]()
      for (let taken = 1; taken <= 50; taken += 1) {
        const { value } = await items.next()
        expect(numberOf(value as LogBatch)).toBe(taken)
        // A round trip: the producer had every chance to run ahead. One more item waits for credit.
        await rig.client.call('container.pause', target)
        expect(produced.count).toBeLessThanOrEqual(taken + streamWindow)
      }
      // What was taken is told in groups: at most one group may still be untold.
      await eventually(() => expect(produced.count).toBeGreaterThan(50 + streamWindow - acknowledgedTogether))
      await items.return?.(undefined)
    },
  ],

  [
    'many streams that nobody reads hold only their windows',
    async (rig) => {
      const produced = { count: 0 }
      rig.start({
        streams: { 'container.logs': counting(produced) },
        calls: { 'container.pause': async () => null },
      })
      const unread = Array.from({ length: 20 }, () => rig.client.open('container.logs', logsOf))
      for (let round = 0; round < 20; round += 1) await rig.client.call('container.pause', target)
      expect(produced.count).toBe(20 * (streamWindow + 1))
      for (const subscription of unread) subscription.close()
      await eventually(() => expect(rig.watched.active()).toBe(0))
    },
  ],

  [
    'a cancelled stream takes nothing from the next one',
    async (rig) => {
      const produced = { count: 0 }
      rig.start({ streams: { 'container.logs': counting(produced) } })
      for (let round = 0; round < 3 * streamWindow; round += 1)
        rig.client.open('container.logs', logsOf).close()
      const items = rig.client.open('container.logs', logsOf)[Symbol.asyncIterator]()
      const numbers: number[] = []
      while (numbers.length < 30) {
        const { value } = await items.next()
        numbers.push(numberOf(value as LogBatch))
      }
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
      await items.return?.(undefined)
    },
  ],

  [
    'stops a producer that ignores its signal at its next item',
    async (rig) => {
      let isReturned = false
      rig.start({
        streams: {
          'container.logs': async function* () {
            try {
              for (;;) yield batch(1)
            } finally {
              isReturned = true
            }
          },
        },
      })
      const subscription = rig.client.open('container.logs', logsOf)
      await subscription[Symbol.asyncIterator]().next()
      subscription.close()
      await eventually(() => expect(isReturned).toBe(true))
    },
  ],

  [
    'drops what is queued once closed',
    async (rig) => {
      rig.start({
        streams: { 'container.logs': counting({ count: 0 }) },
        calls: { 'container.pause': async () => null },
      })
      const subscription = rig.client.open('container.logs', logsOf)
      for (let round = 0; round < 5; round += 1) await rig.client.call('container.pause', target)
      subscription.close()
      expect(await collect(subscription)).toEqual([])
    },
  ],

  [
    'keeps the order of several streams and calls at once',
    async (rig) => {
      rig.start({
        calls: { 'container.pause': async () => null },
        streams: {
          'container.logs': async function* ({ tail }) {
            for (let number = 0; number < (tail ?? 0); number += 1) {
              if (number % 7 === 0) await Promise.resolve()
              yield batch(number)
            }
          },
        },
      })
      const lengths = [300, 5, 120, 0, 1]
      const all = lengths.map((tail) => collect(rig.client.open('container.logs', { ...logsOf, tail })))
      await Promise.all(Array.from({ length: 50 }, () => rig.client.call('container.pause', target)))
      for (const [index, items] of (await Promise.all(all)).entries()) {
        expect(items.map(numberOf)).toEqual(
          Array.from({ length: lengths[index] ?? 0 }, (_, number) => number),
        )
      }
    },
  ],

  [
    'refuses more streams than a page can need, and serves the others',
    async (rig) => {
      rig.start({
        calls: { 'container.pause': async () => null },
        streams: {
          'container.logs': (_params, signal) => quiet(signal),
        },
      })
      const open = Array.from({ length: 512 }, () => rig.client.open('container.logs', logsOf))
      expect((await errorOf(rig.client.call('container.pause', target))).code).toBe('bad-request')
      expect(rig.watched.active()).toBe(512)
      for (const subscription of open) subscription.close()
      expect(await rig.client.call('container.pause', target)).toBeNull()
      await eventually(() => expect(rig.watched.active()).toBe(0))
    },
  ],

  [
    'carries a large amount intact',
    async (rig) => {
      const size = 64 << 10
      rig.start({
        streams: {
          'container.logs': async function* () {
            for (let number = 0; number < 200; number += 1) {
              yield { ...batch(number), bytes: new Uint8Array(size).fill(number) }
            }
          },
        },
      })
      let total = 0
      let number = 0
      for await (const item of rig.client.open('container.logs', logsOf)) {
        expect(item.bytes.byteLength).toBe(size)
        expect(item.bytes.every((byte) => byte === number)).toBe(true)
        total += item.bytes.byteLength
        number += 1
      }
      expect(total).toBe(200 * size)
    },
  ],
]
