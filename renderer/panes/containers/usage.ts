import type { Container } from '../../../shared/container.ts'
import type { StatsSample } from '../../../shared/stats.ts'

export type UsageTone = 'normal' | 'warn' | 'bad'

/** A container at more than this share of its CPU limit, for so many samples, is short of CPU. */
const busyShare = 0.9
const busySamples = 10
const nearMemoryShare = 0.85
const atMemoryShare = 0.98

/** Percent of one core at which the CPU line is full: the limit, or one core without a limit. */
export function cpuCeilingPercent(container: Container): number {
  return (container.runtime?.cpuLimitCores ?? 1) * 100
}

export function cpuTone(container: Container, samples: readonly StatsSample[]): UsageTone {
  const last = samples.slice(-busySamples)
  const limit = cpuCeilingPercent(container) * busyShare
  const isBusy = last.length === busySamples && last.every(({ cpuPercent }) => (cpuPercent ?? 0) > limit)
  return isBusy ? 'warn' : 'normal'
}

/** Without a limit there is nothing to be near to. */
export function memoryTone(container: Container, bytes: number | null): UsageTone {
  const limit = container.runtime?.memoryLimitBytes ?? null
  if (limit === null || bytes === null) return 'normal'
  if (bytes >= limit * atMemoryShare) return 'bad'
  return bytes >= limit * nearMemoryShare ? 'warn' : 'normal'
}

/** Top of a CPU line: small loads are drawn large enough to be seen, idle ones stay flat. */
export function cpuTop(values: readonly (number | null)[]): number {
  const peak = Math.max(0, ...values.map((value) => value ?? 0))
  return Math.max(1, peak * 1.3)
}

/** Top of a memory line: the limit, or a little above the peak. */
export function memoryTop(container: Container, values: readonly (number | null)[]): number {
  const peak = Math.max(1, ...values.map((value) => value ?? 0))
  return container.runtime?.memoryLimitBytes ?? peak * 1.6
}
