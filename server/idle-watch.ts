export type IdleWatchOptions = {
  /** Time without a page after which the host is not needed any more; 0 is never. */
  readonly idleMs: number
  /** Time for the first page to come. */
  readonly graceMs: number
  /** Work that outlives its page: it is waited for. */
  readonly isBusy: () => boolean
  readonly onIdle: () => void
}

/** Calls `onIdle` when the last page has been gone long enough. */
export class IdleWatch {
  private readonly options: IdleWatchOptions
  private pages = 0
  private timer: NodeJS.Timeout | null = null

  constructor(options: IdleWatchOptions) {
    this.options = options
    this.wait(options.graceMs)
  }

  opened(): void {
    this.pages += 1
    this.stop()
  }

  closed(): void {
    this.pages -= 1
    if (this.pages === 0) this.wait(this.options.idleMs)
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private wait(ms: number): void {
    if (this.options.idleMs === 0) return
    this.timer = setTimeout(() => {
      if (this.options.isBusy()) this.wait(this.options.idleMs)
      else this.options.onIdle()
    }, ms)
  }
}
