/** Long enough for what one cause breaks to break. */
const gatherMs = 2_000
/** A container that restarts and fails again and again is told about once. */
const repeatMs = 5 * 60_000
/** More than so many at once are one notification. */
export const mostAlone = 3
/** Within this long the system is not bothered with more than `mostAlone`. */
const calmMs = 10_000

/**
 * Gathers alerts so that one cause is one notification: those that come together are told together, the same one not
 * again for a while, and after a burst there is a pause. `tell` gets at most `mostAlone` of them one by one, else all
 * at once.
 */
export class AlertBundle<T> {
  private readonly keyOf: (alert: T) => string
  private readonly tell: (alerts: readonly T[]) => void
  private waiting: T[] = []
  private timer: ReturnType<typeof setTimeout> | null = null
  private toldAtMs = Number.NEGATIVE_INFINITY
  private readonly toldByKey = new Map<string, number>()

  constructor(keyOf: (alert: T) => string, tell: (alerts: readonly T[]) => void) {
    this.keyOf = keyOf
    this.tell = tell
  }

  add(alert: T): void {
    const now = Date.now()
    const key = this.keyOf(alert)
    if (now - (this.toldByKey.get(key) ?? Number.NEGATIVE_INFINITY) < repeatMs) return
    for (const [old, atMs] of this.toldByKey) if (now - atMs >= repeatMs) this.toldByKey.delete(old)
    this.toldByKey.set(key, now)
    this.waiting.push(alert)
    this.timer ??= setTimeout(() => this.flush(), Math.max(gatherMs, this.toldAtMs + calmMs - now))
  }

  /** Forgets what waits. */
  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.waiting = []
  }

  private flush(): void {
    this.timer = null
    this.toldAtMs = Date.now()
    const alerts = this.waiting
    this.waiting = []
    if (alerts.length > mostAlone) this.tell(alerts)
    else for (const alert of alerts) this.tell([alert])
  }
}
