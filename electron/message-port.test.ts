import type { MessagePort as NodePort } from 'node:worker_threads'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import type { CloningPort, EventTargetPort } from '../shared/message-port.ts'
import { createMessagePort, fromEventTargetPort } from '../shared/message-port.ts'
import { describeTransport } from '../shared/testing/transport-suite.ts'
import type { MainPort } from './message-port.ts'
import { fromMainPort } from './message-port.ts'

/** Gives Node's port the face of Electron's: an emitter of events, silent until it is started. */
function asMainPort(port: NodePort): MainPort {
  const queued: unknown[] = []
  let deliver = (data: unknown): unknown => queued.push(data)
  const listeners: ((event: { data: unknown; ports: never[] }) => void)[] = []
  port.on('message', (data) => deliver(data))
  return {
    postMessage: (value: unknown) => port.postMessage(value),
    on(event: string, listener: (event?: unknown) => void) {
      if (event === 'message') listeners.push(listener)
      else port.on('close', () => listener())
      return this
    },
    start() {
      deliver = (data) => {
        for (const listener of listeners) listener({ data, ports: [] })
      }
      queued.forEach(deliver)
    },
    close: () => port.close(),
  } as unknown as MainPort
}

function openWith(wrapHost: (port: NodePort) => CloningPort) {
  return async () => {
    const { port1, port2 } = new MessageChannel()
    return {
      page: createMessagePort<never, never>(fromEventTargetPort(port1 as unknown as EventTargetPort)),
      host: createMessagePort<never, unknown>(wrapHost(port2), setImmediate),
      lose: () => port2.close(),
      dispose: async () => {
        port1.close()
        port2.close()
      },
    }
  }
}

describeTransport(
  "page's port to page's port",
  openWith((port) => fromEventTargetPort(port as unknown as EventTargetPort)),
)
describeTransport(
  "page's port to Electron's port",
  openWith((port) => fromMainPort(asMainPort(port))),
)

/** A channel that shows what is posted on it. */
function recordingPort() {
  const posted: unknown[] = []
  const close = vi.fn()
  let receive = (_value: unknown): void => {}
  const raw: CloningPort = {
    postMessage: (value) => posted.push(value),
    onMessage: (listener) => {
      receive = listener
    },
    onClose: vi.fn(),
    start: vi.fn(),
    close,
  }
  return { raw, posted, close, receive: (value: unknown) => receive(value) }
}

describe('createMessagePort', () => {
  it('sends the frames of one tick as one message', async () => {
    const { raw, posted } = recordingPort()
    const port = createMessagePort<unknown, unknown>(raw)
    port.post({ t: 'end', id: 1 })
    port.post({ t: 'end', id: 2 })
    await vi.waitFor(() => expect(posted).toHaveLength(1))
    expect(posted).toEqual([
      [
        { t: 'end', id: 1 },
        { t: 'end', id: 2 },
      ],
    ])
    port.post({ t: 'end', id: 3 })
    await vi.waitFor(() => expect(posted).toHaveLength(2))
  })

  it('calls the scheduler on its own: a browser refuses queueMicrotask as a method', () => {
    const { raw } = recordingPort()
    const schedule = vi.fn(function schedule(this: unknown) {
      expect(this).toBeUndefined()
    })
    createMessagePort<unknown, unknown>(raw, schedule).post({ t: 'end', id: 1 })
    expect(schedule).toHaveBeenCalledOnce()
  })

  it('does not take a 64 KiB socket buffer along with 3 bytes of it', async () => {
    const { raw, posted } = recordingPort()
    const socketBuffer = Buffer.alloc(65_536, 7)
    const port = createMessagePort<unknown, unknown>(raw)
    port.post({ t: 'item', id: 1, value: socketBuffer.subarray(10, 13) })
    port.post({ t: 'item', id: 1, value: { bytes: socketBuffer.subarray(0, 2), isCaughtUp: true } })
    await vi.waitFor(() => expect(posted).toHaveLength(1))
    const [alone, inside] = posted[0] as [{ value: Uint8Array }, { value: { bytes: Uint8Array } }]
    expect(alone.value.buffer.byteLength).toBe(3)
    expect(inside.value.bytes.buffer.byteLength).toBe(2)
    expect([...alone.value, ...inside.value.bytes]).toEqual([7, 7, 7, 7, 7])
  })

  it.each([
    ['a function', { onDone: () => {} }],
    ['a promise', { later: Promise.resolve() }],
    ['a date deep inside', { list: [{ at: new Date() }] }],
    ['a symbol', Symbol('x')],
  ])('refuses %s at once and goes on with the frames of others', async (_name, value) => {
    const { raw, posted } = recordingPort()
    const port = createMessagePort<unknown, unknown>(raw)
    port.post({ t: 'end', id: 1 })
    expect(() => port.post({ t: 'result', id: 2, value })).toThrow(TypeError)
    await vi.waitFor(() => expect(posted).toEqual([[{ t: 'end', id: 1 }]]))
  })

  it('closes on a peer that does not send batches', () => {
    const { raw, receive, close } = recordingPort()
    const port = createMessagePort<unknown, unknown>(raw)
    const onFrame = vi.fn()
    port.onFrame(onFrame)
    receive('hello')
    receive([{ t: 'end', id: 1 }])
    expect(close).toHaveBeenCalledOnce()
    expect(onFrame).not.toHaveBeenCalled()
  })
})
