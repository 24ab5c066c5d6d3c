import { expect } from 'vitest'
import type { Container, ContainerDetails } from '../container.ts'
import type { Feed } from '../feed.ts'
import type { LogBatch } from '../logs.ts'
import type { TransportTest } from './transport-rig.ts'
import { collect, logsOf, session, target } from './transport-rig.ts'

export const valuesTests: readonly TransportTest[] = [
  [
    'bytes stay bytes: alone, empty, as a view into a larger buffer',
    async (rig) => {
      const large = new Uint8Array(300_000).map((_, index) => index)
      const sent = [
        Uint8Array.from({ length: 256 }, (_, index) => index),
        new Uint8Array(0),
        large.subarray(7, 19),
        large,
      ]
      const received: Uint8Array[] = []
      rig.start({
        streams: {
          'exec.session': async function* (_params, _signal, input) {
            for await (const value of input) {
              received.push(value)
              yield value
            }
          },
        },
      })
      const subscription = rig.client.open('exec.session', session)
      for (const value of sent) await subscription.send(value)
      await subscription.finish()
      const items = await collect(subscription)
      for (const copies of [received, items as Uint8Array[]]) {
        expect(copies.map((copy) => copy instanceof Uint8Array)).toEqual(sent.map(() => true))
        expect(copies.map((copy) => [...copy])).toEqual(sent.map((copy) => [...copy]))
      }
    },
  ],

  [
    'bytes stay bytes inside an object, and its other properties stay as they are',
    async (rig) => {
      const sent: LogBatch = {
        bytes: new TextEncoder().encode('héllo 世界 🐳'),
        index: new Uint8Array(16).fill(255),
        mark: { kind: 'ended', atMs: 1_732_000_000_123, exitCode: 137, cause: 'memory' },
        isCaughtUp: false,
      }
      rig.start({
        streams: {
          'container.logs': async function* () {
            yield sent
          },
        },
      })
      const [received] = await collect(rig.client.open('container.logs', logsOf))
      expect(received).toEqual(sent)
      expect(received?.bytes).toBeInstanceOf(Uint8Array)
    },
  ],

  [
    'keys that look like ours or like a prototype arrive as data',
    async (rig) => {
      const labels: unknown = JSON.parse(
        '{"__proto__":"p","constructor":"c","$bytes":3,"value":"v","t":"end","toJSON":"j"}',
      )
      const sent = { labels, $bytes: 7, value: { $bytes: 1 } }
      rig.start({ calls: { 'container.inspect': async () => sent as unknown as ContainerDetails } })
      const received: unknown = await rig.client.call('container.inspect', target)
      expect(JSON.stringify(received)).toBe(JSON.stringify(sent))
      expect(Object.hasOwn({}, 'p')).toBe(false)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    },
  ],

  [
    'a snapshot of thousands of rows arrives whole',
    async (rig) => {
      const items = Array.from({ length: 5_000 }, (_, index) => ({
        id: String(index).padStart(64, '0'),
        name: `容器-${index}`,
        labels: { 'com.docker.compose.project': 'shop', note: 'x'.repeat(500) },
      })) as unknown as Container[]
      rig.start({
        streams: {
          'container.feed': async function* () {
            yield { kind: 'snapshot', items } satisfies Feed<Container>
          },
        },
      })
      const [feed] = await collect(rig.client.open('container.feed', {}))
      expect(feed).toEqual({ kind: 'snapshot', items })
    },
  ],
]
