import { Transform } from 'node:stream'
import type { TaskReporter } from './tasks.ts'

/** Passes bytes on and tells the task how many went through; at the end the total is what came. */
export function countBytes(task: TaskReporter): Transform & { readonly bytes: number } {
  return new ByteCounter(task)
}

class ByteCounter extends Transform {
  bytes = 0
  private readonly task: TaskReporter

  constructor(task: TaskReporter) {
    super({ highWaterMark: 1 << 20 })
    this.task = task
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length
    this.task.progress({ doneBytes: this.bytes })
    done(null, chunk)
  }

  override _flush(done: () => void): void {
    this.task.progress({ doneBytes: this.bytes, totalBytes: this.bytes })
    done()
  }
}
