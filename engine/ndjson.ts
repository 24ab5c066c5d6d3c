const newline = 0x0a
/** RFC 7464 puts it before each document; newer engines may send that form. */
const recordSeparator = 0x1e
/** A label of 3 MB makes events of 3 MB; ten times that is no document but a fault. */
const maxDocumentBytes = 32 * 1024 * 1024

/**
 * Splits a stream of bytes into lines of JSON text, however the bytes were cut: lines are decoded whole, so
 * no character is ever split. A line over 32 MiB is dropped.
 */
export class LineSplitter {
  private parts: Buffer[] = []
  private heldBytes = 0
  private isDropping = false

  /** Returns the lines that this chunk completes, without record separators, empty lines left out. */
  push(chunk: Buffer): string[] {
    const lines: string[] = []
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      this.hold(chunk.subarray(start, end))
      this.finish(lines)
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
    this.heldBytes += part.length
    if (this.heldBytes > maxDocumentBytes) {
      this.isDropping = true
      this.parts = []
      return
    }
    this.parts.push(part)
  }

  private finish(lines: string[]): void {
    const bytes = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts)
    const from = bytes?.[0] === recordSeparator ? 1 : 0
    const text = bytes?.toString('utf8', from).trim() ?? ''
    if (text !== '') lines.push(text)
    this.parts = []
    this.heldBytes = 0
    this.isDropping = false
  }
}
