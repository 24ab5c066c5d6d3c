import type { StatsSample } from '../shared/stats.ts'
import { statsHistoryLength } from '../shared/stats.ts'

/** The numbers of a sample, in the order in which they are kept. */
const fields = [
  'atMs',
  'cpuPercent',
  'onlineCpus',
  'memoryBytes',
  'memoryWithCacheBytes',
  'memoryLimitBytes',
  'processes',
  'networkInBytes',
  'networkOutBytes',
  'networkInBytesPerSecond',
  'networkOutBytesPerSecond',
  'blockReadBytes',
  'blockWriteBytes',
  'blockReadBytesPerSecond',
  'blockWriteBytesPerSecond',
] as const satisfies readonly Exclude<keyof StatsSample, 'id'>[]

const initialSamples = 32

/** The last `statsHistoryLength` samples of one container: 120 bytes each, and memory only for those there are. */
export class StatsHistory {
  private readonly id: string
  private numbers = new Float64Array(initialSamples * fields.length)
  private count = 0

  constructor(id: string) {
    this.id = id
  }

  push(sample: StatsSample): void {
    const capacity = this.numbers.length / fields.length
    if (this.count === capacity && capacity < statsHistoryLength) this.grow(capacity)
    const at = (this.count % (this.numbers.length / fields.length)) * fields.length
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index]
      this.numbers[at + index] = (field && sample[field]) ?? Number.NaN
    }
    this.count += 1
  }

  /** Oldest first. */
  samples(): StatsSample[] {
    const capacity = this.numbers.length / fields.length
    const kept = Math.min(this.count, capacity)
    return Array.from({ length: kept }, (_, index) => this.read((this.count - kept + index) % capacity))
  }

  private grow(capacity: number): void {
    const larger = new Float64Array(Math.min(capacity * 2, statsHistoryLength) * fields.length)
    larger.set(this.numbers)
    this.numbers = larger
  }

  private read(slot: number): StatsSample {
    const entries = fields.map((field, index) => {
      const value = this.numbers[slot * fields.length + index] ?? Number.NaN
      return [field, Number.isNaN(value) ? null : value]
    })
    return { id: this.id, ...Object.fromEntries(entries) } as StatsSample
  }
}

/** Histories of the containers looked at last; the one not looked at for longest makes room. */
export class StatsHistories {
  private readonly byId = new Map<string, StatsHistory>()
  private readonly capacity: number

  constructor(capacity: number) {
    this.capacity = capacity
  }

  /** The history of a container, now the last one to be forgotten. */
  touch(id: string): StatsHistory {
    const history = this.byId.get(id) ?? new StatsHistory(id)
    this.byId.delete(id)
    this.byId.set(id, history)
    for (const oldest of this.byId.keys()) {
      if (this.byId.size <= this.capacity) break
      this.byId.delete(oldest)
    }
    return history
  }

  get(id: string): StatsHistory | null {
    return this.byId.get(id) ?? null
  }

  delete(id: string): void {
    this.byId.delete(id)
  }
}
