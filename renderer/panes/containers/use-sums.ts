import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { StatsStore } from '../../store/stats-store.ts'

/** `cpuPercent` of one core; null while a member's sample is missing: a sum of some would be a lie. */
export type Sums = { readonly cpuPercent: number | null; readonly memoryBytes: number | null }

const none: Sums = { cpuPercent: null, memoryBytes: null }

export function sumOf(stats: StatsStore, ids: readonly string[]): Sums {
  if (ids.length === 0) return none
  let [cpuPercent, memoryBytes] = [0, 0]
  for (const id of ids) {
    const sample = stats.latest(id)
    if (!sample) return none
    cpuPercent += sample.cpuPercent ?? 0
    memoryBytes += sample.memoryBytes
  }
  return { cpuPercent, memoryBytes }
}

/** CPU and memory of several containers together, renewed with their samples. */
export function useSums(stats: StatsStore, ids: readonly string[]): Sums {
  const read = useMemo(() => keepEqual(() => sumOf(stats, ids)), [stats, ids])
  const subscribe = useCallback(
    (listener: () => void) => {
      const undo = ids.map((id) => stats.subscribe(id, listener))
      return () => {
        for (const each of undo) each()
      }
    },
    [stats, ids],
  )
  return useSyncExternalStore(subscribe, read)
}

/** The same object as before while the values are equal. */
function keepEqual(read: () => Sums): () => Sums {
  let kept = none
  return () => {
    const next = read()
    const isEqual = next.cpuPercent === kept.cpuPercent && next.memoryBytes === kept.memoryBytes
    if (!isEqual) kept = next
    return kept
  }
}
