import { EngineError } from './errors.ts'
import type { Frame } from './frames.ts'
import type { Port } from './port.ts'
import type { PackedFrame } from './wire.ts'
import { decodeFrames, joinFrames, packFrame } from './wire.ts'

/** Largest message that a host takes from a page. */
export const maxMessageBytes = 8 << 20
/** A batch is sent before its tick is over when it grows beyond this. */
const batchBytes = 1 << 20
/** What the form of a message needs beside its one frame. */
const envelopeBytes = 1 << 10

/** What a byte transport offers to the port on it. */
export type ByteLink = {
  /** Sends one message, in order and without loss. Does nothing when the transport is closed. */
  send(message: Uint8Array<ArrayBuffer>): void
  close(): void
  /** Calls `flush` when this tick's frames are all posted. */
  schedule(flush: () => void): void
  /** Largest message that the other end takes. */
  readonly maxMessageBytes: number
}

/**
 * A port over messages of bytes. All frames of one tick share one message, because the cost is per message.
 * The transport calls `receive` and `finish`.
 */
export class BytePort<Out extends Frame, In> implements Port<Out, In> {
  private readonly link: ByteLink
  private outgoing: PackedFrame[] = []
  private outgoingBytes = 0
  private isScheduled = false
  private listener: ((frame: In) => void) | null = null
  private received: In[] = []
  private closeListeners: (() => void)[] = []
  private isClosed = false

  constructor(link: ByteLink) {
    this.link = link
  }

  post(frame: Out): void {
    if (this.isClosed) return
    const packed = packFrame(frame)
    // The other end would close the link: better that this one call fails.
    if (packed.sizeBytes + envelopeBytes > this.link.maxMessageBytes) {
      throw new EngineError('bad-request', `larger than ${this.link.maxMessageBytes} bytes`)
    }
    if (this.outgoingBytes + packed.sizeBytes > batchBytes) this.flush()
    this.outgoing.push(packed)
    this.outgoingBytes += packed.sizeBytes
    if (this.isScheduled) return
    this.isScheduled = true
    this.link.schedule(() => {
      this.isScheduled = false
      this.flush()
    })
  }

  onFrame(listener: (frame: In) => void): void {
    this.listener = listener
    const kept = this.received
    this.received = []
    this.deliver(kept)
  }

  onClose(listener: () => void): void {
    if (this.isClosed) queueMicrotask(listener)
    else this.closeListeners.push(listener)
  }

  close(): void {
    if (this.isClosed) return
    this.flush()
    this.link.close()
    this.finish()
  }

  /** One message has come. */
  receive(message: Uint8Array): void {
    if (this.isClosed) return
    let frames: unknown[]
    try {
      frames = decodeFrames(message)
    } catch {
      // A peer that breaks framing is no Bayplan: nothing it says can be trusted.
      this.close()
      return
    }
    this.deliver(frames as In[])
  }

  /** The transport is closed. */
  finish(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.outgoing = []
    this.received = []
    const listeners = this.closeListeners
    this.closeListeners = []
    for (const listener of listeners) listener()
  }

  private deliver(frames: readonly In[]): void {
    for (const frame of frames) {
      if (this.isClosed) return
      if (this.listener) this.listener(frame)
      else this.received.push(frame)
    }
  }

  private flush(): void {
    if (this.isClosed || this.outgoing.length === 0) return
    const batch = this.outgoing
    this.outgoing = []
    this.outgoingBytes = 0
    this.link.send(joinFrames(batch))
  }
}
