/** Wrong logins in a row that a person could cause, by reloading windows of an earlier host for instance. */
const burst = 20
/** Then one more each second. Nobody guesses 256 bits; this keeps whoever tries from keeping the host busy. */
const regainMs = 1_000

/** Counts failed logins; right ones cost nothing. */
export class LoginLimit {
  private readonly now: () => number
  private failures = 0
  private countedAtMs: number

  constructor(now: () => number = Date.now) {
    this.now = now
    this.countedAtMs = now()
  }

  get isExceeded(): boolean {
    this.forgive()
    return this.failures >= burst
  }

  fail(): void {
    this.forgive()
    this.failures += 1
  }

  private forgive(): void {
    const regained = Math.floor((this.now() - this.countedAtMs) / regainMs)
    this.failures = Math.max(0, this.failures - regained)
    this.countedAtMs += regained * regainMs
  }
}
