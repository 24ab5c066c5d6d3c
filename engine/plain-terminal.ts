import { Duplex } from 'node:stream'
import { KeyWatch } from './detach-keys.ts'
import { FrameReader } from './stream/frames.ts'

const key = {
  interrupt: 0x03,
  endOfInput: 0x04,
  backspace: 0x08,
  newline: 0x0a,
  enter: 0x0d,
  eraseLine: 0x15,
  escape: 0x1b,
  delete: 0x7f,
} as const

export type PlainTerminalOptions = {
  readonly withInput: boolean
  /** The program's input ends with ours; else its end is only ours, and so a way to leave. */
  readonly endsInput: boolean
  readonly detachKeys: readonly number[]
  /** Ctrl+C: without a terminal no byte means it, so that somebody has to send the signal. */
  readonly onInterrupt: () => void
}

/**
 * Makes a terminal of a program that has none: both of its outputs with line ends that a screen takes, and lines
 * that can be seen and mended until Enter sends them. The detach keys end the stream, and so does Ctrl+D where it
 * does not end the program's input.
 */
export class PlainTerminal extends Duplex {
  private readonly remote: Duplex
  private readonly options: PlainTerminalOptions
  private readonly keys: KeyWatch
  private line: number[] = []
  /** Within an escape sequence, such as that of an arrow key: it has no meaning in a line. */
  private hasLeft = false
  private sequence: 'none' | 'escape' | 'control' = 'none'
  private lastByte = 0

  constructor(remote: Duplex, options: PlainTerminalOptions) {
    super()
    this.remote = remote
    this.options = options
    this.keys = new KeyWatch(options.detachKeys)
    const reader = new FrameReader({
      begin: () => undefined,
      write: (chunk, start, end) => this.show(this.withReturns(chunk.subarray(start, end))),
    })
    remote.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk)
      } catch (error) {
        this.destroy(error instanceof Error ? error : new Error(String(error)))
      }
    })
    remote.on('end', () => this.push(null))
    remote.on('error', (error) => this.destroy(error))
    remote.on('close', () => this.destroy())
  }

  get wasDetached(): boolean {
    return this.hasLeft
  }

  override _read(): void {
    this.remote.resume()
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (this.options.withInput) for (const byte of chunk) this.type(byte)
    if (this.remote.writableNeedDrain) this.remote.once('drain', done)
    else done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.remote.destroy()
    done(error)
  }

  private show(bytes: Buffer): void {
    if (this.readableEnded || this.destroyed) return
    if (bytes.length > 0 && !this.push(bytes)) this.remote.pause()
  }

  private type(byte: number): void {
    if (this.keys.see(byte)) {
      this.show(Buffer.from('\r\n'))
      return this.leave()
    }
    if (this.isInSequence(byte)) return
    switch (byte) {
      case key.interrupt:
        this.line = []
        this.show(Buffer.from('^C\r\n'))
        return this.options.onInterrupt()
      case key.endOfInput:
        return this.endOfInput()
      case key.enter:
      case key.newline:
        this.show(Buffer.from('\r\n'))
        return this.send([...this.line, key.newline])
      case key.backspace:
      case key.delete:
        return this.erase(1)
      case key.eraseLine:
        return this.erase(Number.POSITIVE_INFINITY)
      default:
        // Other control keys, such as the first of the detach keys, mean nothing in a line.
        if (byte < 0x20) return
        this.line.push(byte)
        this.show(Buffer.from([byte]))
    }
  }

  private isInSequence(byte: number): boolean {
    if (this.sequence === 'none') {
      if (byte !== key.escape) return false
      this.sequence = 'escape'
    } else if (this.sequence === 'escape') {
      this.sequence = byte === 0x5b || byte === 0x4f ? 'control' : 'none'
    } else if (byte >= 0x40 && byte <= 0x7e) this.sequence = 'none'
    return true
  }

  private endOfInput(): void {
    if (this.line.length > 0) return this.send(this.line)
    this.show(Buffer.from('^D\r\n'))
    if (this.options.endsInput) this.remote.end()
    else this.leave()
  }

  private leave(): void {
    this.hasLeft = true
    this.remote.destroy()
  }

  private send(bytes: readonly number[]): void {
    this.line = []
    if (!this.remote.writableEnded && !this.remote.destroyed) this.remote.write(Buffer.from(bytes))
  }

  private erase(count: number): void {
    for (let left = count; left > 0 && this.line.length > 0; left -= 1) {
      let byte = this.line.pop() ?? 0
      let size = 1
      // The continuation bytes of one character of UTF-8.
      while ((byte & 0xc0) === 0x80 && this.line.length > 0) {
        byte = this.line.pop() ?? 0
        size += 1
      }
      // Characters of three bytes and more fill two cells, nearly always.
      this.show(Buffer.from(size >= 3 ? '\b\b  \b\b' : '\b \b'))
    }
  }

  private withReturns(bytes: Buffer): Buffer {
    const out: number[] = []
    for (const byte of bytes) {
      if (byte === key.newline && this.lastByte !== key.enter) out.push(key.enter)
      out.push(byte)
      this.lastByte = byte
    }
    return Buffer.from(out)
  }
}
