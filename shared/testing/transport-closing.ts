import { expect, vi } from 'vitest'
import type { HostFrame } from '../frames.ts'
import { protocolVersion } from '../frames.ts'
import { createClient } from '../rpc-client.ts'
import type { SomeHandlers } from './fake-handlers.ts'
import { aborted, quiet } from './fake-handlers.ts'
import type { TransportRig, TransportTest } from './transport-rig.ts'
import {
  batch,
  bytesOf,
  collect,
  countedSignal,
  errorOf,
  eventually,
  logsOf,
  session,
  target,
} from './transport-rig.ts'

function endless(): SomeHandlers {
  return {
    calls: {
      'container.start': async (_params, signal) => {
        await aborted(signal)
        return null
      },
    },
    streams: {
      'container.feed': (_params, signal) => quiet(signal),
      'container.logs': async function* () {
        for (;;) yield batch(1)
      },
      'exec.session': (_params, signal) => quiet(signal),
    },
  }
}

async function expectAllLost(rig: TransportRig, end: () => void): Promise<void> {
  rig.start(endless())
  const { signal, listeners } = countedSignal()
  const call = errorOf(rig.client.call('container.start', target, signal))
  const feed = errorOf(collect(rig.client.open('container.feed', {}, signal)))
  const unread = rig.client.open('container.logs', logsOf, signal)
  const exec = rig.client.open('exec.session', session, signal)
  await eventually(() => expect(rig.watched.active()).toBe(4))
  end()
  expect((await call).code).toBe('stream-lost')
  expect((await feed).code).toBe('stream-lost')
  expect((await errorOf(collect(unread))).code).toBe('stream-lost')
  await rig.client.closed
  expect(await exec.send(bytesOf(1))).toBe(false)
  expect((await errorOf(rig.client.call('container.start', target))).code).toBe('stream-lost')
  expect((await errorOf(collect(rig.client.open('container.feed', {})))).code).toBe('stream-lost')
  await eventually(() => expect(rig.watched.active()).toBe(0))
  expect(listeners()).toBe(0)
  expect(rig.bugs).toEqual([])
}

export const closingTests: readonly TransportTest[] = [
  [
    'a lost link fails all that is pending and aborts all on the host',
    (rig) => expectAllLost(rig, () => rig.ends.lose()),
  ],
  ['so does a page that closes', (rig) => expectAllLost(rig, () => rig.client.close())],
  ['so does a host that closes', (rig) => expectAllLost(rig, () => rig.ends.host.close())],

  [
    'is told once to each, also to those who ask late',
    async (rig) => {
      const early = vi.fn()
      const late = vi.fn()
      rig.ends.page.onClose(early)
      rig.ends.host.close()
      await eventually(() => expect(early).toHaveBeenCalledOnce())
      rig.ends.page.onClose(late)
      await eventually(() => expect(late).toHaveBeenCalledOnce())
      rig.ends.page.close()
      rig.ends.page.close()
      rig.ends.page.post({ t: 'cancel', id: 1 })
      expect(early).toHaveBeenCalledOnce()
    },
  ],

  [
    'frames that came before the listener are kept',
    async (rig) => {
      rig.start({ calls: { 'container.pause': async () => null } })
      expect(await rig.client.call('container.pause', target)).toBeNull()
      await rig.client.ready
    },
  ],

  [
    'what the host says before it closes arrives',
    async (rig) => {
      const frames: HostFrame[] = []
      const closed = new Promise<void>((resolve) => rig.ends.page.onClose(resolve))
      rig.ends.page.onFrame((frame) => frames.push(frame))
      rig.ends.host.post({ t: 'ready', protocol: protocolVersion })
      rig.ends.host.post({ t: 'end', id: 7 })
      rig.ends.host.close()
      await closed
      expect(frames).toEqual([
        { t: 'ready', protocol: protocolVersion },
        { t: 'end', id: 7 },
      ])
    },
  ],

  [
    'a host of another protocol fails everything as unsupported',
    async (rig) => {
      const client = createClient(rig.ends.page)
      const call = errorOf(client.call('container.start', target))
      rig.ends.host.post({ t: 'ready', protocol: protocolVersion + 1 })
      expect((await errorOf(client.ready)).code).toBe('unsupported')
      expect((await call).code).toBe('unsupported')
      await client.closed
    },
  ],

  [
    'a peer that speaks no frames is shut out, and its work stopped',
    async (rig) => {
      rig.start(endless())
      rig.client.open('container.feed', {})
      await eventually(() => expect(rig.watched.active()).toBe(1))
      rig.ends.page.post({ t: 'run', cmd: 'rm -rf /' } as never)
      await rig.client.closed
      await eventually(() => expect(rig.watched.active()).toBe(0))
    },
  ],
]
