import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { maxMessageBytes } from '../shared/byte-port.ts'
import type { ClientFrame, HostFrame } from '../shared/frames.ts'
import type { Port } from '../shared/port.ts'
import { createClient } from '../shared/rpc-client.ts'
import { serve } from '../shared/rpc-server.ts'
import { fakeHandlers } from '../shared/testing/fake-handlers.ts'
import { eventually } from '../shared/testing/transport-rig.ts'
import { describeTransport } from '../shared/testing/transport-suite.ts'
import { decodeFrames } from '../shared/wire.ts'
import { createPagePort } from './testing/host-rig.ts'
import { createWebSocketPort } from './websocket-port.ts'

type Pair = { server: WebSocketServer; page: WebSocket; host: WebSocket }

async function openSockets(): Promise<Pair> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: maxMessageBytes })
  await once(server, 'listening')
  const page = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [[host]] = (await Promise.all([once(server, 'connection'), once(page, 'open')])) as [
    [WebSocket],
    unknown,
  ]
  return { server, page, host }
}

async function closeSockets({ server, page, host }: Pair): Promise<void> {
  page.terminate()
  host.terminate()
  await new Promise((resolve) => server.close(resolve))
}

describeTransport('WebSocket', async () => {
  const pair = await openSockets()
  return {
    page: createPagePort(pair.page),
    host: createWebSocketPort<HostFrame, unknown>(pair.host),
    lose: () => pair.host.terminate(),
    dispose: () => closeSockets(pair),
  }
})

describe('WebSocket port', { timeout: 30_000 }, () => {
  let pair: Pair
  beforeEach(async () => {
    pair = await openSockets()
  })
  afterEach(async () => {
    vi.useRealTimers()
    await closeSockets(pair)
  })

  it('sends all frames of one tick as one message', async () => {
    const port = createWebSocketPort<HostFrame, unknown>(pair.host)
    const messages: Buffer[] = []
    pair.page.on('message', (data: Buffer) => messages.push(data))
    for (let id = 1; id <= 100; id += 1) port.post({ t: 'end', id })
    await eventually(() => expect(messages.length).toBeGreaterThan(0))
    expect(messages.map((message) => decodeFrames(message).length)).toEqual([100])
  })

  it('terminates a peer that answers no ping, and keeps one that does', async () => {
    const dead = createWebSocketPort<HostFrame, unknown>(pair.host, { livenessMs: 20 })
    const isClosed = new Promise<void>((resolve) => dead.onClose(resolve))
    const pings = vi.fn()
    pair.page.on('ping', pings)
    await eventually(() => expect(pings.mock.calls.length).toBeGreaterThan(3))
    expect(pair.host.readyState).toBe(pair.host.OPEN)
    pair.page.pause()
    await isClosed
    expect(pair.host.readyState).toBe(pair.host.CLOSED)
  })

  it('a page that does not read holds back all its streams together', async () => {
    const streams = 30
    const itemBytes = 256 << 10
    let produced = 0
    const port = createWebSocketPort<HostFrame, unknown>(pair.host)
    serve(
      port,
      fakeHandlers({
        streams: {
          'container.logs': async function* () {
            for (;;) {
              produced += 1
              const item = { bytes: new Uint8Array(itemBytes), index: new Uint8Array(16), mark: null }
              yield { ...item, isCaughtUp: true }
            }
          },
        },
      }),
    )
    const page = createPagePort(pair.page)
    const client = createClient(page)
    await client.ready
    const logsOf = { id: 'abc', tail: null, sinceSeconds: null, follow: true, after: null }
    for (let index = 0; index < streams; index += 1) client.open('container.logs', logsOf)
    await eventually(() => expect(produced).toBeGreaterThanOrEqual(streams))
    pair.page.pause()
    await eventually(() => expect(port.congestion?.()).not.toBeNull())
    const relieved = port.congestion?.()
    // Far below the 60 MiB of all windows: what the kernel took, 4 MiB, and one item for each stream.
    expect(pair.host.bufferedAmount).toBeLessThan((4 << 20) + streams * itemBytes + (1 << 20))
    const before = produced
    await new Promise(setImmediate)
    expect(produced).toBeLessThanOrEqual(before + streams)
    pair.page.resume()
    await relieved
    await eventually(() => expect(produced).toBe(streams * 9))
  })

  it('cuts off a page that asks on and never reads the answers', async () => {
    const port = createWebSocketPort<HostFrame, unknown>(pair.host, { unreadBytes: 8 << 20 })
    const isClosed = new Promise<void>((resolve) => port.onClose(resolve))
    pair.page.pause()
    const answer = { t: 'result', id: 1, value: new Uint8Array(1 << 20) } as const
    for (let sent = 0; sent < 40; sent += 1) port.post(answer)
    await isClosed
    expect(pair.host.readyState).toBe(pair.host.CLOSED)
  })

  it('waits for nothing once closed', async () => {
    const port: Port<HostFrame, unknown> = createWebSocketPort<HostFrame, unknown>(pair.host)
    pair.page.pause()
    for (let id = 0; id < 40; id += 1) port.post({ t: 'item', id, value: new Uint8Array(1 << 20) })
    await new Promise(setImmediate)
    const relief = port.congestion?.()
    expect(relief).not.toBeNull()
    pair.host.terminate()
    await relief
    expect(port.congestion?.()).toBeNull()
  })

  it.each([
    ['text', (page: WebSocket) => page.send('hello')],
    ['bytes that are no frames', (page: WebSocket) => page.send(Uint8Array.of(1, 2, 3, 4, 5))],
    ['a message larger than the limit', (page: WebSocket) => page.send(new Uint8Array(maxMessageBytes + 1))],
  ])('closes on %s', async (_name, send) => {
    const port = createWebSocketPort<HostFrame, ClientFrame>(pair.host)
    const onFrame = vi.fn()
    port.onFrame(onFrame)
    const isClosed = new Promise<void>((resolve) => port.onClose(resolve))
    pair.page.on('error', () => {})
    send(pair.page)
    await isClosed
    expect(onFrame).not.toHaveBeenCalled()
  })
})
