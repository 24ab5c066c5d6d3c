export type LeavingParts = {
  /** A sentence for each task that would be cancelled. */
  readonly work: () => readonly string[]
  /** True: leave, and cancel it. */
  readonly ask: (work: readonly string[]) => Promise<boolean>
  readonly quit: () => void
  /** Whether a closed window only hides: the tray or the dock brings it back. */
  readonly staysWithoutWindow: () => boolean
}

type Preventable = { preventDefault(): void }

/**
 * Whether closing the window hides it or leaves, and the one question when tasks run. A `close` that is prevented while
 * the app quits ends the quitting, so the two must know of each other.
 */
export class Leaving {
  private readonly parts: LeavingParts
  private isConfirmed = false
  private isQuitting = false
  private isAsking = false

  constructor(parts: LeavingParts) {
    this.parts = parts
  }

  /** For the app's `before-quit`. */
  readonly beforeQuit = (event: Preventable): void => {
    if (this.mayLeave(event)) this.isQuitting = true
  }

  /** For the window's `close`. */
  closing(event: Preventable, hide: () => void): void {
    if (this.isQuitting) return
    if (this.parts.staysWithoutWindow()) {
      event.preventDefault()
      hide()
    } else this.mayLeave(event)
  }

  private mayLeave(event: Preventable): boolean {
    const work = this.parts.work()
    if (this.isConfirmed || work.length === 0) return true
    event.preventDefault()
    if (!this.isAsking) void this.askFirst(work)
    return false
  }

  private async askFirst(work: readonly string[]): Promise<void> {
    this.isAsking = true
    try {
      this.isConfirmed = await this.parts.ask(work)
    } finally {
      this.isAsking = false
    }
    if (this.isConfirmed) this.parts.quit()
  }
}
