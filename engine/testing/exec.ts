import { AsyncQueue } from '../../shared/async-queue.ts'
import type { ExecEnd } from '../../shared/exec.ts'
import type { ExecSessions } from '../exec.ts'

/** A page at a terminal: keeps what it shows and types. */
export class ExecTape {
  end: ExecEnd | null = null
  private readonly chunks: Buffer[] = []
  private readonly input = new AsyncQueue<Uint8Array>()
  private readonly controller = new AbortController()
  private readonly done: Promise<void>

  constructor(sessions: ExecSessions, sessionId: string) {
    this.done = this.read(sessions, sessionId)
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks)
  }

  get text(): string {
    return this.bytes.toString('utf8')
  }

  type(text: string): void {
    this.input.push(Buffer.from(text))
  }

  async leave(): Promise<void> {
    this.controller.abort()
    this.input.end()
    await this.done
  }

  private async read(sessions: ExecSessions, sessionId: string): Promise<void> {
    for await (const item of sessions.attach({ sessionId }, this.controller.signal, this.input)) {
      if (item instanceof Uint8Array) this.chunks.push(Buffer.from(item))
      else this.end = item
    }
  }
}
