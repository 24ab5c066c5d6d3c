const initialBytes = 64 * 1_024
/** Where a line may begin again is looked for this far; a program that draws a screen has no newlines. */
const resyncBytes = 4_096
const newline = 0x0a

/**
 * Questions that a program asks its terminal: cursor position, device attributes, settings, colours. Read
 * again from the past they would be answered again, and the answer typed into the shell.
 */
const escape = '\x1b'
const bell = '\x07'
const queries = new RegExp(
  [
    `${escape}\\[[?>=]?[\\d;]*(?:[nc]|\\$p)`,
    `${escape}\\[>\\d*q`,
    `${escape}Z`,
    `${escape}\\][\\d;]*;\\?(?:${bell}|${escape}\\\\)`,
    `${escape}P[+$]q[^${escape}]*${escape}\\\\`,
  ].join('|'),
  'g',
)

/** The last bytes a terminal printed. Positions count from the first byte ever printed. */
export class ExecRing {
  private readonly capacity: number
  private bytes = Buffer.allocUnsafeSlow(initialBytes)
  /** Position after the last byte. */
  end = 0
  /** Position of the oldest byte that is kept. */
  start = 0
  /** What is before this was shown by somebody already. */
  shownUntil = 0

  constructor(capacity: number) {
    this.capacity = capacity
  }

  write(chunk: Buffer): void {
    const part = chunk.length > this.capacity ? chunk.subarray(chunk.length - this.capacity) : chunk
    this.end += chunk.length - part.length
    while (this.bytes.length < this.capacity && this.end - this.start + part.length > this.bytes.length)
      this.grow()
    const at = this.end % this.bytes.length
    const first = part.copy(this.bytes, at)
    part.copy(this.bytes, 0, first)
    this.end += part.length
    this.start = Math.max(this.start, this.end - this.bytes.length)
  }

  /** A copy of the bytes from a position that is still kept. */
  read(from: number, maxBytes: number): Buffer {
    const length = Math.min(maxBytes, this.end - from)
    const copy = Buffer.allocUnsafeSlow(length)
    const at = from % this.bytes.length
    const first = this.bytes.copy(copy, 0, at, Math.min(this.bytes.length, at + length))
    this.bytes.copy(copy, first, 0, length - first)
    return copy
  }

  /** The first position from which the kept bytes make sense: their beginning, or else a line's. */
  firstReadable(): number {
    if (this.start === 0) return 0
    const found = this.read(this.start, resyncBytes).indexOf(newline)
    return found < 0 ? this.start : this.start + found + 1
  }

  /** What a new viewer must see of the past, without the questions that were answered already. */
  past(): Buffer {
    const from = this.firstReadable()
    const shown = this.read(from, Math.max(0, this.shownUntil - from))
    const rest = this.read(from + shown.length, this.end)
    return Buffer.concat([Buffer.from(shown.toString('latin1').replace(queries, ''), 'latin1'), rest])
  }

  private grow(): void {
    const larger = Buffer.allocUnsafeSlow(Math.min(this.bytes.length * 2, this.capacity))
    const kept = this.read(this.start, this.end - this.start)
    const at = this.start % larger.length
    const first = kept.copy(larger, at)
    kept.copy(larger, 0, first)
    this.bytes = larger
  }
}
