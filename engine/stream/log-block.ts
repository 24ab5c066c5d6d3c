import type { LogBatch } from '../../shared/logs.ts'
import { logIndexBytes } from '../../shared/logs.ts'

const fieldsPerLine = logIndexBytes / Uint32Array.BYTES_PER_ELEMENT
const initialLines = 1_024
const initialBytes = 64 * 1_024

/**
 * Lines being packed: their bytes one after the other, and the index of `LogBatch`. Reused from batch to
 * batch; what leaves is an exact copy, because a view would drag its whole buffer through a message port.
 */
export class LogBlock {
  private bytes: Buffer = Buffer.allocUnsafeSlow(initialBytes)
  /** Native order is little endian on every platform that Node and Electron run on. */
  private index = new Uint32Array(initialLines * fieldsPerLine)
  private fields = 0
  byteLength = 0

  get lineCount(): number {
    return this.fields / fieldsPerLine
  }

  append(source: Buffer, start: number, end: number, seconds: number, nanos: number, flags: number): void {
    const after = this.byteLength + (end - start)
    if (after > this.bytes.length) this.growBytes(after)
    if (this.fields === this.index.length) this.growIndex()
    source.copy(this.bytes, this.byteLength, start, end)
    this.byteLength = after
    const { index, fields } = this
    index[fields] = after
    index[fields + 1] = seconds
    index[fields + 2] = nanos
    index[fields + 3] = flags
    this.fields = fields + fieldsPerLine
  }

  /** Everything packed so far, as a batch; the block is empty afterwards. */
  take(): LogBatch {
    const batch = {
      bytes: new Uint8Array(this.bytes.subarray(0, this.byteLength)),
      index: new Uint8Array(this.index.slice(0, this.fields).buffer),
      mark: null,
      isCaughtUp: false,
    }
    this.byteLength = 0
    this.fields = 0
    return batch
  }

  private growBytes(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.byteLength)
    this.bytes = larger
  }

  private growIndex(): void {
    const larger = new Uint32Array(this.index.length * 2)
    larger.set(this.index)
    this.index = larger
  }
}
