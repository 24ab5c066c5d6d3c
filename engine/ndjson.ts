const newline = 0x0a
/** RFC 7464 puts it before each document; newer engines may send that form. */
const recordSeparator = 0x1e
/** A label of 3 MB makes events of 3 MB; ten times that is no document but a fault. */
const maxDocumentBytes = 32 * 1024 * 1024

const maxKeptBytes = 256 * 1024
/** Room for a line that comes in pieces grows from here. */
const firstRoomBytes = 4_096

/**
 * Splits a stream of bytes into lines of JSON text, however the bytes were cut: lines are decoded whole, so
 * no character is ever split. A line over 32 MiB is dropped.
 */
export class LineSplitter {
  /** The beginning of a line, copied: a piece of a chunk would keep the whole chunk, a byte of it as well. */
  private held: Buffer = Buffer.alloc(0)
  private heldBytes = 0
  private isDropping = false

  /** Returns the lines that this chunk completes, without record separators, empty lines left out. */
  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      if (this.heldBytes === 0 && !this.isDropping) add(lines, chunk.subarray(start, end))
      else {
        this.hold(chunk.subarray(start, end))
        this.finish(lines)
      }
      start = end + 1
    }
    this.hold(chunk.subarray(start))
    return lines
  }

  /** The last line, when it had no newline. */
  end(): string[] {
    const lines: string[] = []
    this.finish(lines)
    return lines
  }

  private hold(part: Buffer): void {
    if (part.length === 0 || this.isDropping) return
    const needed = this.heldBytes + part.length
    if (needed > maxDocumentBytes) {
      this.isDropping = true
      this.held = Buffer.alloc(0)
      this.heldBytes = 0
      return
    }
    if (needed > this.held.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.held.length, firstRoomBytes))
      this.held.copy(larger, 0, 0, this.heldBytes)
      this.held = larger
    }
    part.copy(this.held, this.heldBytes)
    this.heldBytes = needed
  }

  private finish(lines: string[]): void {
    if (!this.isDropping) add(lines, this.held.subarray(0, this.heldBytes))
    this.heldBytes = 0
    this.isDropping = false
    // A rare giant line must not keep its memory.
    if (this.held.length > maxKeptBytes) this.held = Buffer.alloc(0)
  }
}

function add(lines: string[], bytes: Buffer): void {
  const text = bytes.toString('utf8', bytes[0] === recordSeparator ? 1 : 0).trim()
  if (text !== '') lines.push(text)
}
