import type { Container } from '../../../shared/container.ts'
import type { StatsSample } from '../../../shared/stats.ts'
import type { StateKind, StateView } from '../../container-state.ts'
import type { SortValue } from '../objects/order.ts'

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

type ValueOf = (container: Container, state: StateView, sample: StatsSample | undefined) => SortValue

const lowestPort: ValueOf = ({ ports }) => {
  const published = ports.map(({ hostPort }) => hostPort).filter((port) => port !== null)
  return published.length === 0 ? null : Math.min(...published)
}

const values: Readonly<Record<SortKey, ValueOf>> = {
  name: ({ name }) => name,
  status: (_container, { kind }) => statusOrder.indexOf(kind),
  image: ({ image }) => image,
  cpu: (_container, _state, sample) => sample?.cpuPercent ?? null,
  memory: (_container, _state, sample) => sample?.memoryBytes ?? null,
  ports: lowestPort,
  created: ({ createdAtMs }) => createdAtMs,
  id: ({ id }) => id,
}

/** The value a column sorts by; null goes last in both directions. */
export function sortValue(key: SortKey, ...source: Parameters<ValueOf>): SortValue {
  return values[key](...source)
}

/** True when a column's values come with every sample. */
export function isLiveSort(key: SortKey): boolean {
  return key === 'cpu' || key === 'memory'
}
