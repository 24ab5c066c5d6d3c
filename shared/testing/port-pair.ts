import type { Port } from '../port.ts'

class MemoryPort<Out, In> implements Port<Out, In> {
  peer: MemoryPort<In, Out> | null = null
  private listener: ((frame: In) => void) | null = null
  private readonly waiting: In[] = []
  private closeListeners: (() => void)[] = []
  private isClosed = false

  post(frame: Out): void {
    if (this.isClosed) return
    const copy = structuredClone(frame)
    queueMicrotask(() => this.peer?.deliver(copy))
  }

  onFrame(listener: (frame: In) => void): void {
    this.listener = listener
    for (const frame of this.waiting.splice(0)) this.deliver(frame)
  }

  onClose(listener: () => void): void {
    if (this.isClosed) queueMicrotask(listener)
    else this.closeListeners.push(listener)
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    const { peer, closeListeners } = this
    this.closeListeners = []
    queueMicrotask(() => {
      peer?.close()
      for (const listener of closeListeners) listener()
    })
  }

  private deliver(frame: In): void {
    if (this.isClosed) return
    if (this.listener) this.listener(frame)
    else this.waiting.push(frame)
  }
}

/** Two ports joined in memory, with structured clone between them as over a MessagePort. */
export function createPortPair<A, B>(): [Port<A, B>, Port<B, A>] {
  const left = new MemoryPort<A, B>()
  const right = new MemoryPort<B, A>()
  left.peer = right
  right.peer = left
  return [left, right]
}
