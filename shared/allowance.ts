/** A store of permits that refills at a steady pace: a burst is fine, a flood is not. */
export class Allowance {
  private readonly burst: number
  private readonly perSecond: number
  private readonly now: () => number
  private left: number
  private countedAtMs: number

  constructor(burst: number, perSecond: number, now: () => number = Date.now) {
    this.burst = burst
    this.perSecond = perSecond
    this.now = now
    this.left = burst
    this.countedAtMs = now()
  }

  /** Whether there was one left. */
  take(): boolean {
    const nowMs = this.now()
    // A clock that was set back takes nothing away.
    const regained = (Math.max(0, nowMs - this.countedAtMs) * this.perSecond) / 1_000
    this.left = Math.min(this.burst, this.left + regained)
    this.countedAtMs = nowMs
    if (this.left < 1) return false
    this.left -= 1
    return true
  }
}
