import { describe, expect, it, vi } from 'vitest'
import type { ByteLink } from './byte-port.ts'
import { BytePort, maxMessageBytes } from './byte-port.ts'
import type { ClientFrame, HostFrame } from './frames.ts'
import { decodeFrames, encodeFrames } from './wire.ts'

function openPort(limit = maxMessageBytes) {
  const sent: Uint8Array[] = []
  const flushes: (() => void)[] = []
  const link = {
    send: (message: Uint8Array) => sent.push(message),
    close: vi.fn(),
    schedule: (flush: () => void) => flushes.push(flush),
    maxMessageBytes: limit,
  } satisfies ByteLink
  const port = new BytePort<ClientFrame, HostFrame>(link)
  const tick = () => {
    for (const flush of flushes.splice(0)) flush()
  }
  return { port, link, sent, tick }
}

describe('byte port', () => {
  it('sends all frames of one tick as one message, in order', () => {
    const { port, sent, tick } = openPort()
    for (let id = 1; id <= 50; id += 1) port.post({ t: 'cancel', id })
    expect(sent).toHaveLength(0)
    tick()
    expect(sent).toHaveLength(1)
    expect(decodeFrames(sent[0]!)).toEqual(
      Array.from({ length: 50 }, (_, index) => ({ t: 'cancel', id: index + 1 })),
    )
    port.post({ t: 'cancel', id: 51 })
    tick()
    expect(sent).toHaveLength(2)
  })

  it('splits a large tick into several messages, none beyond what the other end takes', () => {
    const { port, sent, tick } = openPort()
    for (let id = 1; id <= 20; id += 1) port.post({ t: 'input', id, value: new Uint8Array(900_000) })
    tick()
    expect(sent.length).toBeGreaterThanOrEqual(20)
    expect(Math.max(...sent.map((message) => message.byteLength))).toBeLessThan(maxMessageBytes)
    expect(sent.flatMap((message) => decodeFrames(message))).toHaveLength(20)
  })

  it('fails the one frame that is too large; the others go', () => {
    const { port, sent, tick } = openPort()
    port.post({ t: 'cancel', id: 1 })
    expect(() => port.post({ t: 'input', id: 2, value: new Uint8Array(maxMessageBytes) })).toThrow(
      'bad-request',
    )
    port.post({ t: 'cancel', id: 3 })
    tick()
    expect(sent.flatMap((message) => decodeFrames(message))).toEqual([
      { t: 'cancel', id: 1 },
      { t: 'cancel', id: 3 },
    ])
  })

  it('fails the one frame that has no JSON form; the others go', () => {
    const { port, sent, tick } = openPort()
    expect(() => port.post({ t: 'call', id: 1, name: 'x', params: 1n })).toThrow(TypeError)
    port.post({ t: 'cancel', id: 3 })
    tick()
    expect(sent).toHaveLength(1)
  })

  it('says what it was told before it closes, and nothing after', () => {
    const { port, link, sent, tick } = openPort()
    port.post({ t: 'cancel', id: 1 })
    port.close()
    port.post({ t: 'cancel', id: 2 })
    tick()
    expect(sent.flatMap((message) => decodeFrames(message))).toEqual([{ t: 'cancel', id: 1 }])
    expect(link.close).toHaveBeenCalledOnce()
  })

  it('closes on a malformed message and delivers nothing more', () => {
    const { port, link } = openPort()
    const onFrame = vi.fn()
    const onClose = vi.fn()
    port.onFrame(onFrame)
    port.onClose(onClose)
    port.receive(Uint8Array.of(1, 2, 3))
    port.receive(encodeFrames([{ t: 'end', id: 1 }]))
    expect(onFrame).not.toHaveBeenCalled()
    expect(onClose).toHaveBeenCalledOnce()
    expect(link.close).toHaveBeenCalledOnce()
  })

  it('delivers nothing of a batch once a frame of it closed the port', () => {
    const { port } = openPort()
    const seen: number[] = []
    port.onFrame((frame) => {
      if (!('id' in frame)) return
      seen.push(frame.id)
      if (frame.id === 2) port.close()
    })
    port.receive(encodeFrames([1, 2, 3].map((id) => ({ t: 'end', id }))))
    expect(seen).toEqual([1, 2])
  })

  it('keeps frames that come before the listener', () => {
    const { port } = openPort()
    port.receive(encodeFrames([{ t: 'end', id: 1 }]))
    const seen = vi.fn()
    port.onFrame(seen)
    expect(seen).toHaveBeenCalledExactlyOnceWith({ t: 'end', id: 1 })
  })
})
