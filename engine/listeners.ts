/** Callbacks that are told values; one that throws is a bug of its own and harms no other. */
export class Listeners<T> {
  private readonly listeners = new Set<(value: T) => void>()
  private readonly onBug: (error: unknown) => void

  constructor(onBug: (error: unknown) => void) {
    this.onBug = onBug
  }

  get size(): number {
    return this.listeners.size
  }

  /** Returns its undo. */
  add(listener: (value: T) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  tell(value: T): void {
    for (const listener of this.listeners) {
      try {
        listener(value)
      } catch (error) {
        this.onBug(error)
      }
    }
  }

  clear(): void {
    this.listeners.clear()
  }
}
