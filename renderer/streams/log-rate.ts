/** Long enough to be read, short enough to follow a change. */
const windowMs = 2000

/** Lines a second over the last moments. */
export class LineRate {
  private readonly samples: { readonly atMs: number; readonly count: number }[] = []

  add(atMs: number, count: number): void {
    this.samples.push({ atMs, count })
    this.forget(atMs)
  }

  perSecond(nowMs: number): number {
    this.forget(nowMs)
    return this.samples.reduce((sum, sample) => sum + sample.count, 0) / (windowMs / 1000)
  }

  private forget(nowMs: number): void {
    while ((this.samples[0]?.atMs ?? nowMs) <= nowMs - windowMs) this.samples.shift()
  }
}
