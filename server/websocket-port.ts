import type { RawData, WebSocket } from 'ws'
import { BytePort } from '../shared/byte-port.ts'
import type { Frame } from '../shared/frames.ts'
import type { Port } from '../shared/port.ts'

/** A peer that answers no ping for this long is gone: a closed laptop, a killed browser. */
const livenessMs = 15_000
/**
 * Bytes on their way to a page beyond which streams wait. Credits bound what one stream has in flight; this
 * bounds all streams of a page together.
 */
const congestedBytes = 4 << 20
const relievedBytes = 2 << 20
/** Who asks on and reads nothing is cut off: answers, unlike items, do not wait for each other. */
const unreadBytes = 256 << 20

type Limits = { readonly livenessMs: number; readonly unreadBytes: number }

/** Wraps an open WebSocket of `ws`: frames in batches, one binary message each tick. */
export function createWebSocketPort<Out extends Frame, In>(
  socket: WebSocket,
  limits: Partial<Limits> = {},
): Port<Out, In> {
  return new WebSocketPort<Out, In>(socket, { livenessMs, unreadBytes, ...limits })
}

class WebSocketPort<Out extends Frame, In> extends BytePort<Out, In> {
  private readonly socket: WebSocket
  private relief: { readonly promise: Promise<void>; readonly resolve: () => void } | null = null

  constructor(socket: WebSocket, limits: Limits) {
    super({
      send: (message) => {
        if (socket.readyState !== socket.OPEN) return
        socket.send(message, () => this.checkRelief())
        if (socket.bufferedAmount > limits.unreadBytes) socket.terminate()
      },
      close: () => socket.close(),
      schedule: (flush) => setImmediate(flush),
      // A page takes messages of any size.
      maxMessageBytes: Number.POSITIVE_INFINITY,
    })
    this.socket = socket
    socket.on('message', (data, isBinary) => this.receiveMessage(data, isBinary))
    // Whatever went wrong, `close` follows.
    socket.on('error', () => {})
    const timer = watchLiveness(socket, limits.livenessMs)
    socket.once('close', () => {
      clearInterval(timer)
      this.relieve()
      this.finish()
    })
  }

  congestion(): Promise<void> | null {
    if (this.socket.bufferedAmount <= congestedBytes || this.socket.readyState !== this.socket.OPEN)
      return null
    this.relief ??= createRelief()
    return this.relief.promise
  }

  private receiveMessage(data: RawData, isBinary: boolean): void {
    // Pages speak bytes once they are in.
    if (!isBinary || !Buffer.isBuffer(data)) this.close()
    else this.receive(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }

  private checkRelief(): void {
    if (this.socket.bufferedAmount <= relievedBytes) this.relieve()
  }

  private relieve(): void {
    this.relief?.resolve()
    this.relief = null
  }
}

function createRelief(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

function watchLiveness(socket: WebSocket, intervalMs: number): NodeJS.Timeout {
  let isAlive = true
  const markAlive = () => {
    isAlive = true
  }
  socket.on('pong', markAlive)
  socket.on('message', markAlive)
  return setInterval(() => {
    if (!isAlive) {
      socket.terminate()
      return
    }
    isAlive = false
    socket.ping()
  }, intervalMs)
}
