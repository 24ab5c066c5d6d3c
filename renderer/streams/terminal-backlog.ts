import { type PlainText, readPlainText } from './terminal-text.ts'

type Part = { readonly bytes: Uint8Array; readonly plain: PlainText | null }

/**
 * What a terminal was sent and has not drawn yet. A program that prints faster than a terminal draws would make a
 * person wait for lines that leave the scrollback before anybody could read them. Those are left out; screen,
 * scrollback and colours end up as if each had been drawn.
 *
 * Left out are whole lines of plain text only, and only with so many more behind them that they are certain to be
 * pushed out. Whatever moves the cursor or changes the terminal is always drawn.
 */
export class TerminalBacklog {
  private parts: Part[] = []
  /** The plain parts at the head, up to the first that is not, and the lines in them. */
  private plainParts = 0
  private plainLines = 0
  /** Not yet taken. */
  sizeBytes = 0
  /** Never to be drawn, since the beginning. */
  leftOutBytes = 0

  /** All that waits is plain text. */
  get isPlain(): boolean {
    return this.plainParts === this.parts.length
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    const part = { bytes, plain: readPlainText(bytes) }
    if (this.isPlain) this.countPlain(part)
    this.parts.push(part)
    this.sizeBytes += bytes.length
  }

  /** The next bytes to draw; null when there are none. `keptLines` are those of the screen and the scrollback. */
  take(keptLines: number): Uint8Array | null {
    const part = this.parts.shift()
    if (!part) return null
    this.sizeBytes -= part.bytes.length
    if (!part.plain) {
      this.recount()
      return part.bytes
    }
    this.plainParts -= 1
    this.plainLines -= part.plain.lines
    if (this.plainLines <= keptLines) return part.bytes
    const ends = part.plain.ends()
    this.leftOutBytes += part.bytes.length - ends.length
    return ends
  }

  clear(): void {
    this.parts = []
    this.plainParts = 0
    this.plainLines = 0
    this.sizeBytes = 0
  }

  private recount(): void {
    this.plainParts = 0
    this.plainLines = 0
    for (const part of this.parts) if (!this.countPlain(part)) return
  }

  private countPlain({ plain }: Part): boolean {
    if (!plain) return false
    this.plainParts += 1
    this.plainLines += plain.lines
    return true
  }
}
