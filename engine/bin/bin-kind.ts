import type { BinnedContainer } from '../../shared/bin.ts'
import { EngineError } from '../../shared/errors.ts'
import type { InventoryKind } from '../inventory.ts'
import { containerOfInspect, containerOfList } from '../normalize/container.ts'
import { binnedOf } from './bin-row.ts'

/** Every name that Bayplan gives begins so. */
const prefix = 'bayplan-'

/** The containers in the bin as live rows. Source: `ContainerList`, `ContainerInspect`, `SystemEvents`. */
export const binKind: InventoryKind<BinnedContainer> = {
  touched: ({ type, id, attributes }) => {
    const names = [attributes['name'], attributes['oldName']]
    const isOurs = names.some((name) => name?.replace(/^\//, '').startsWith(prefix))
    return type === 'container' && isOurs ? [id] : []
  },
  isRemoval: ({ action }) => action === 'destroy',
  isUrgent: () => true,
  lookAgainMs: () => null,
  idOf: ({ id }) => id,
  list: async (client, signal) => {
    const filters = { name: [prefix] }
    const rows = await client.docker.listContainers({ all: true, filters, abortSignal: signal })
    return rows.flatMap((row) => binnedOf(containerOfList(row)) ?? [])
  },
  refresh: async (client, id, signal) => {
    try {
      const record = await client.docker.getContainer(id).inspect({ abortSignal: signal })
      return binnedOf(containerOfInspect(record, Date.now()))
    } catch (error) {
      if (error instanceof EngineError && error.code === 'not-found') return null
      throw error
    }
  },
  keep: (listed) => listed,
  isIncomplete: () => false,
  isSame: (a, b) => JSON.stringify(a) === JSON.stringify(b),
}
