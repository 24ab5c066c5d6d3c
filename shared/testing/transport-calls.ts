import { expect, vi } from 'vitest'
import { EngineError } from '../errors.ts'
import { aborted } from './fake-handlers.ts'
import type { TransportTest } from './transport-rig.ts'
import { collect, countedSignal, errorOf, eventually, logsOf, target } from './transport-rig.ts'

export const callsTests: readonly TransportTest[] = [
  [
    'answers with the result',
    async (rig) => {
      rig.start({
        calls: { 'container.changes': async ({ id }) => ({ added: id.length, changed: 0, deleted: 2 }) },
      })
      await rig.client.ready
      expect(await rig.client.call('container.changes', target)).toEqual({ added: 3, changed: 0, deleted: 2 })
    },
  ],

  [
    'fails with every field of the error',
    async (rig) => {
      const subject = { kind: 'container', id: 'abc', name: 'web-1' } as const
      const sent = new EngineError('conflict', 'removal is in progress 正在删除', {
        operation: 'ContainerDelete',
        subject,
        status: 409,
        retryable: true,
      })
      rig.start({ calls: { 'container.start': () => Promise.reject(sent) } })
      const error = await errorOf(rig.client.call('container.start', target))
      expect(error.data).toEqual(sent.data)
      expect(rig.bugs).toEqual([])
    },
  ],

  [
    'shows a bug as internal, reports it and goes on',
    async (rig) => {
      rig.start({
        calls: {
          'container.start': () => Promise.reject(new TypeError('x is not a function')),
          'container.pause': async () => null,
        },
      })
      const error = await errorOf(rig.client.call('container.start', target))
      expect(error.data).toMatchObject({ code: 'internal', operation: 'container.start' })
      expect(rig.bugs).toHaveLength(1)
      expect(await rig.client.call('container.pause', target)).toBeNull()
    },
  ],

  [
    'cancels the work on the host',
    async (rig) => {
      let hostSignal: AbortSignal | null = null
      rig.start({
        calls: {
          'container.start': async (_params, signal) => {
            hostSignal = signal
            await aborted(signal)
            throw Object.assign(new Error('aborted'), { name: 'AbortError' })
          },
        },
      })
      const { signal, abort, listeners } = countedSignal()
      const pending = errorOf(rig.client.call('container.start', target, signal))
      await eventually(() => expect(hostSignal).not.toBeNull())
      abort()
      expect((await pending).code).toBe('cancelled')
      await eventually(() => expect(rig.watched.active()).toBe(0))
      expect(listeners()).toBe(0)
      expect(rig.bugs).toEqual([])
    },
  ],

  [
    'never starts what was cancelled before',
    async (rig) => {
      const started = vi.fn(async () => null)
      rig.start({ calls: { 'container.start': started, 'container.pause': async () => null } })
      const { signal, abort, listeners } = countedSignal()
      abort()
      expect((await errorOf(rig.client.call('container.start', target, signal))).code).toBe('cancelled')
      expect(await collect(rig.client.open('container.feed', {}, signal))).toEqual([])
      await rig.client.call('container.pause', target)
      expect(started).not.toHaveBeenCalled()
      expect(listeners()).toBe(0)
    },
  ],

  [
    'lets go of a handler that ignores its signal',
    async (rig) => {
      let release = () => {}
      const stuck = new Promise<null>((resolve) => {
        release = () => resolve(null)
      })
      rig.start({ calls: { 'container.start': () => stuck, 'container.pause': async () => null } })
      const { signal, abort } = countedSignal()
      const pending = errorOf(rig.client.call('container.start', target, signal))
      abort()
      expect((await pending).code).toBe('cancelled')
      release()
      expect(await rig.client.call('container.pause', target)).toBeNull()
    },
  ],

  [
    'refuses unknown names, also those of Object.prototype',
    async (rig) => {
      rig.start({})
      for (const name of ['container.explode', 'constructor', '__proto__', 'toString', '']) {
        expect((await errorOf(rig.client.call(name as never, {} as never))).code).toBe('bad-request')
        expect((await errorOf(collect(rig.client.open(name as never, {} as never)))).code).toBe('bad-request')
      }
      expect(rig.bugs).toEqual([])
    },
  ],

  [
    'refuses bad parameters before any handler sees them',
    async (rig) => {
      const handler = vi.fn(async () => null)
      rig.start({ calls: { 'container.start': handler } })
      const bad = [null, {}, { id: 1 }, { id: '' }, { id: '../x' }, { id: 'a', more: true }, 'abc', [target]]
      for (const params of bad) {
        const error = await errorOf(rig.client.call('container.start', params as never))
        expect(error.data).toMatchObject({ code: 'bad-request', operation: 'container.start' })
      }
      const error = await errorOf(collect(rig.client.open('container.logs', { ...logsOf, tail: -1 })))
      expect(error.data.engineMessage).toMatch(/^tail: /)
      expect(handler).not.toHaveBeenCalled()
    },
  ],

  [
    'keeps answers apart under load',
    async (rig) => {
      rig.start({
        calls: {
          'container.changes': async ({ id }) => {
            await Promise.resolve()
            return { added: Number(id.slice(1)), changed: 0, deleted: 0 }
          },
        },
      })
      const numbers = Array.from({ length: 400 }, (_, number) => number)
      const answers = await Promise.all(
        numbers.map((number) => rig.client.call('container.changes', { id: `n${number}` })),
      )
      expect(answers.map((answer) => answer.added)).toEqual(numbers)
    },
  ],
]
