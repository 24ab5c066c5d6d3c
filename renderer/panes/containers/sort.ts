import type { Container } from '../../../shared/container.ts'
import type { StatsSample } from '../../../shared/stats.ts'
import type { StateKind, StateView } from '../../container-state.ts'

export const sortKeys = ['name', 'status', 'image', 'cpu', 'memory', 'ports', 'created', 'id'] as const
export type SortKey = (typeof sortKeys)[number]
export type Sort = { readonly key: SortKey; readonly isDescending: boolean }

/** Trouble first, then what runs, then what does not. */
const statusOrder: readonly StateKind[] = [
  'unhealthy',
  'restarting',
  'failed',
  'dead',
  'starting',
  'running',
  'healthy',
  'paused',
  'removing',
  'stopped',
  'exited',
  'created',
  'unknown',
]

export type SortValue = string | number | null

/** The value a column sorts by; null goes last in both directions. */
export function sortValue(
  key: SortKey,
  container: Container,
  state: StateView,
  sample: StatsSample | undefined,
): SortValue {
  switch (key) {
    case 'name':
      return container.name
    case 'status':
      return statusOrder.indexOf(state.kind)
    case 'image':
      return container.image
    case 'cpu':
      return sample?.cpuPercent ?? null
    case 'memory':
      return sample?.memoryBytes ?? null
    case 'ports':
      return container.ports.reduce<number | null>(
        (least, { hostPort }) => (hostPort === null ? least : Math.min(hostPort, least ?? hostPort)),
        null,
      )
    case 'created':
      return container.createdAtMs
    case 'id':
      return container.id
  }
}

/** True when a column's values come with every sample. */
export function isLiveSort(key: SortKey): boolean {
  return key === 'cpu' || key === 'memory'
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Compares in the given direction; what is unknown stays last. */
export function compareValues(a: SortValue, b: SortValue, isDescending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const order = typeof a === 'string' && typeof b === 'string' ? compareNames(a, b) : Number(a) - Number(b)
  return isDescending ? -order : order
}
