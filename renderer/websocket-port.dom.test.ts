import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BytePort } from '../shared/byte-port.ts'
import type { ClientFrame, HostFrame } from '../shared/frames.ts'
import { closeCodes } from '../shared/login.ts'
import { eventually } from '../shared/testing/transport-rig.ts'
import { describeTransport } from '../shared/testing/transport-suite.ts'
import { encodeFrames } from '../shared/wire.ts'
import { Credentials } from './credentials.ts'
import { DeniedError } from './host-link.ts'
import { FakeWebSocket } from './testing/fake-websocket.ts'
import { createWebSocketPort, openWebSocketPort } from './websocket-port.ts'

function open(socket: FakeWebSocket) {
  return createWebSocketPort<ClientFrame, HostFrame>(socket as unknown as WebSocket)
}

describeTransport("a browser's WebSocket", async () => {
  const socket = new FakeWebSocket('ws://test')
  socket.binaryType = 'arraybuffer'
  const host = new BytePort<HostFrame, unknown>({
    send: (message) => socket.hostSends(message),
    close: () => socket.hostCloses(1000),
    schedule: (flush) => queueMicrotask(flush),
    maxMessageBytes: Number.POSITIVE_INFINITY,
  })
  socket.onSent = (message) => host.receive(message as Uint8Array)
  socket.onGone = () => host.finish()
  return { page: open(socket), host, lose: () => socket.hostCloses(1006), dispose: async () => {} }
})

describe("a browser's WebSocket port", { timeout: 30_000 }, () => {
  it('sends all frames of one task as one message', async () => {
    const socket = new FakeWebSocket('ws://test')
    const port = open(socket)
    for (let id = 1; id <= 10; id += 1) port.post({ t: 'cancel', id })
    await Promise.resolve()
    expect(socket.sent).toHaveLength(1)
  })

  it('closes on text', async () => {
    const socket = new FakeWebSocket('ws://test')
    const onClose = vi.fn()
    open(socket).onClose(onClose)
    socket.hostSends('hello')
    await eventually(() => expect(onClose).toHaveBeenCalledOnce())
  })
})

describe('login', { timeout: 30_000 }, () => {
  beforeEach(() => {
    vi.stubGlobal('WebSocket', FakeWebSocket)
    FakeWebSocket.made = []
    sessionStorage.clear()
    location.hash = ''
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  const url = 'ws://127.0.0.1:1/engine'
  const openPort = (credentials: Credentials) => openWebSocketPort<ClientFrame, HostFrame>(url, credentials)

  async function latest(count: number): Promise<FakeWebSocket> {
    await eventually(() => expect(FakeWebSocket.made).toHaveLength(count))
    return FakeWebSocket.made[count - 1]!
  }

  async function hears(socket: FakeWebSocket, login: unknown): Promise<void> {
    socket.hostOpens()
    await eventually(() => expect(socket.sent.map((message) => JSON.parse(String(message)))).toEqual([login]))
  }

  it('sends the ticket first and keeps the session; frames that follow at once are not lost', async () => {
    location.hash = '#ticket=t'
    const credentials = new Credentials()
    const opened = openPort(credentials)
    const socket = await latest(1)
    expect([socket.url, socket.binaryType]).toEqual([url, 'arraybuffer'])
    await hears(socket, { ticket: 't' })
    socket.hostSends('{"session":"s"}')
    socket.hostSends(encodeFrames([{ t: 'end', id: 1 }]))
    const port = await opened
    const onFrame = vi.fn()
    port.onFrame(onFrame)
    await eventually(() => expect(onFrame).toHaveBeenCalledExactlyOnceWith({ t: 'end', id: 1 }))
    expect(credentials.next).toEqual({ session: 's' })
  })

  it('a used ticket in a tab that has a session does no harm', async () => {
    sessionStorage.setItem('bayplan.session', 's')
    location.hash = '#ticket=used'
    const opened = openPort(new Credentials())
    const first = await latest(1)
    await hears(first, { ticket: 'used' })
    first.hostCloses(closeCodes.denied)
    const second = await latest(2)
    await hears(second, { session: 's' })
    second.hostSends('{"session":"s"}')
    await opened
  })

  it('is denied when nothing is left to try', async () => {
    await expect(openPort(new Credentials())).rejects.toBeInstanceOf(DeniedError)
    expect(FakeWebSocket.made).toHaveLength(0)
    sessionStorage.setItem('bayplan.session', 'old')
    const opened = expect(openPort(new Credentials())).rejects.toBeInstanceOf(DeniedError)
    const socket = await latest(1)
    socket.hostCloses(closeCodes.denied)
    await opened
    expect(sessionStorage.getItem('bayplan.session')).toBeNull()
  })

  it.each([1006, closeCodes.goingAway, closeCodes.loginTooLate])(
    'a host that closes with %s is lost, and what the page may log in with is kept',
    async (code) => {
      sessionStorage.setItem('bayplan.session', 's')
      const credentials = new Credentials()
      const opened = openPort(credentials)
      opened.catch(() => {})
      const socket = await latest(1)
      socket.hostCloses(code)
      await expect(opened).rejects.not.toBeInstanceOf(DeniedError)
      expect(credentials.next).toEqual({ session: 's' })
    },
  )

  it('does not wait for ever', async () => {
    vi.useFakeTimers()
    sessionStorage.setItem('bayplan.session', 's')
    const opened = expect(openPort(new Credentials())).rejects.toThrow('closed')
    await vi.advanceTimersByTimeAsync(10_000)
    await opened
  })
})
