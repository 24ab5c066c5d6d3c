import type { OnReadOpts, Socket } from 'node:net'
import type { ResponseHead } from './response-reader.ts'
import { ResponseReader } from './response-reader.ts'

/** What becomes of a body. After `end` or `fail` nothing more comes. */
export type BytesSink = {
  /** The next bytes. They are overwritten after the call: whoever keeps them copies them. */
  readonly bytes: (chunk: Buffer) => void
  readonly end: () => void
  readonly fail: (error: unknown) => void
}

/** A body that hands out the connection's one buffer instead of a new one for each read. */
export type RawBody = {
  /** Begins to read; to be called once. Nothing is lost before it. */
  readonly listen: (sink: BytesSink) => void
  /** Stops reading; the engine waits. Bytes of the present call may be followed by none. */
  readonly pause: () => void
  readonly resume: () => void
  readonly destroy: (error?: Error) => void
}

/** Larger than what a local socket holds, so that one read empties it. */
const usualBufferBytes = 256 * 1024

/**
 * Sends a request and reads its answer over a connection of its own. Node's HTTP client makes an object and a call for
 * each chunk and a buffer for each read; a log has a chunk for every line.
 */
export class RawResponse {
  readonly body: RawBody
  private readonly reader = new ResponseReader()
  private readonly buffer: Buffer
  private readonly socket: Socket
  private readonly onHead: (head: ResponseHead) => void
  private readonly onFailure: (error: unknown) => void
  /** Payload that came together with the head waits for the listener at the beginning of the buffer. */
  private waiting = 0
  private sink: BytesSink | null = null
  private isPaused = false
  private isOver = false
  private failure: unknown = null

  constructor(
    connect: (onread: OnReadOpts) => Socket,
    request: string,
    on: {
      readonly head: (head: ResponseHead) => void
      /** Of the connection or the answer, before its head has come. */
      readonly failure: (error: unknown) => void
      readonly close: () => void
    },
    bufferBytes = usualBufferBytes,
  ) {
    this.buffer = Buffer.allocUnsafeSlow(bufferBytes)
    this.onHead = on.head
    this.onFailure = on.failure
    this.body = {
      listen: (sink) => this.listen(sink),
      pause: () => {
        this.isPaused = true
      },
      resume: () => this.resume(),
      destroy: (error) => void this.socket.destroy(error),
    }
    this.socket = connect({ buffer: this.buffer, callback: (length) => this.receive(length) })
    this.socket.on('error', (error) => this.fail(error))
    this.socket.on('close', () => {
      this.finish()
      on.close()
    })
    this.socket.write(request, 'latin1')
  }

  /** Returns whether the connection goes on being read. */
  private receive(length: number): boolean {
    const hadHead = this.reader.head !== null
    let kept: number
    try {
      kept = this.reader.push(this.buffer, length)
    } catch (error) {
      this.fail(error)
      this.socket.destroy()
      return false
    }
    const { head } = this.reader
    if (head !== null && !hadHead) this.onHead(head)
    if (this.sink === null) {
      this.waiting = kept
      return head === null
    }
    if (kept > 0) this.sink.bytes(this.buffer.subarray(0, kept))
    if (this.reader.isComplete) this.complete()
    return !this.isPaused && !this.isOver
  }

  private listen(sink: BytesSink): void {
    this.sink = sink
    if (this.waiting > 0) sink.bytes(this.buffer.subarray(0, this.waiting))
    this.waiting = 0
    if (this.failure !== null) sink.fail(this.failure)
    else if (this.reader.isComplete) this.complete()
    else if (!this.isPaused) this.resume()
  }

  private resume(): void {
    this.isPaused = false
    if (this.sink !== null && !this.isOver) this.socket.resume()
  }

  private complete(): void {
    if (this.isOver) return
    this.isOver = true
    this.sink?.end()
    this.socket.destroy()
  }

  /** The connection is closed: what says nothing of its length ends with it. */
  private finish(): void {
    if (this.isOver) return
    try {
      this.reader.end()
    } catch (error) {
      this.fail(error)
      return
    }
    if (this.sink !== null) this.complete()
  }

  private fail(error: unknown): void {
    if (this.isOver || this.failure !== null) return
    this.failure = error
    if (this.reader.head === null) this.onFailure(error)
    else if (this.sink !== null) {
      this.isOver = true
      this.sink.fail(error)
    }
  }
}
