import type { LogBatch, LogMark } from '../../shared/logs.ts'
import { logFlags, logIndexBytes, logSources } from '../../shared/logs.ts'

/** One line of a batch, as a test wants to look at it. */
export type UnpackedLine = {
  readonly bytes: Buffer
  readonly text: string
  readonly seconds: number
  readonly nanos: number
  readonly source: string
  readonly isCut: boolean
}

/** Unpacks batches into lines. */
export function unpackLines(batches: readonly LogBatch[]): UnpackedLine[] {
  return batches.flatMap(({ bytes, index }) => {
    const fields = new DataView(index.buffer, index.byteOffset, index.byteLength)
    let start = 0
    return Array.from({ length: index.byteLength / logIndexBytes }, (_, line) => {
      const at = line * logIndexBytes
      const end = fields.getUint32(at, true)
      const flags = fields.getUint32(at + 12, true)
      const text = Buffer.from(bytes.subarray(start, end))
      start = end
      return {
        bytes: text,
        text: text.toString('utf8'),
        seconds: fields.getUint32(at + 4, true),
        nanos: fields.getUint32(at + 8, true),
        source: logSources[flags & logFlags.sourceMask] ?? '?',
        isCut: (flags & logFlags.isCut) !== 0,
      }
    })
  })
}

/** Reads a log in the background and keeps what came. */
export class LogTape {
  readonly batches: LogBatch[] = []
  readonly lines: string[] = []
  /** Settles when the stream ends; never rejects. */
  readonly ended: Promise<unknown>
  isEnded = false
  private readonly controller: AbortController

  constructor(open: (signal: AbortSignal) => AsyncIterable<LogBatch>) {
    this.controller = new AbortController()
    this.ended = this.read(open(this.controller.signal))
  }

  get marks(): LogMark['kind'][] {
    return this.batches.flatMap((batch) => (batch.mark ? [batch.mark.kind] : []))
  }

  /** Lines and marks in order; marks look like `<ended>`. */
  get story(): string[] {
    return this.batches.flatMap((batch) => [
      ...unpackLines([batch]).map((line) => line.text),
      ...(batch.mark ? [`<${batch.mark.kind}>`] : []),
    ])
  }

  async stop(): Promise<void> {
    this.controller.abort()
    await this.ended
  }

  private async read(items: AsyncIterable<LogBatch>): Promise<unknown> {
    try {
      for await (const batch of items) {
        this.batches.push(batch)
        this.lines.push(...unpackLines([batch]).map((line) => line.text))
      }
      return null
    } catch (error) {
      return error
    } finally {
      this.isEnded = true
    }
  }
}
