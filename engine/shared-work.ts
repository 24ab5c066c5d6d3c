import { cancelled } from './errors.ts'

/**
 * Work that several may wait for at once and that is done once. It is told to stop when the last of them
 * has left.
 */
export class SharedWork<T> {
  private readonly controller = new AbortController()
  private readonly result: Promise<T>
  private waiting = 0

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.result = work(this.controller.signal)
    // Whoever waits gets the failure; with nobody left it is nobody's.
    this.result.catch(() => undefined)
  }

  /** Calls back when the work is over, whichever way, or nobody waits for it any more. */
  onEnd(listener: () => void): void {
    this.result.then(listener, listener)
    this.controller.signal.addEventListener('abort', listener, { once: true })
  }

  /** The result; rejects `cancelled` when the signal aborts. */
  async join(signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw cancelled()
    this.waiting += 1
    let leave: () => void = () => undefined
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(cancelled())
      signal.addEventListener('abort', leave, { once: true })
    })
    try {
      return await Promise.race([this.result, left])
    } finally {
      signal.removeEventListener('abort', leave)
      this.waiting -= 1
      if (this.waiting === 0) this.controller.abort()
    }
  }
}
