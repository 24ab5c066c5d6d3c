import { EngineError } from '../shared/errors.ts'
import type { Volume } from '../shared/volume.ts'
import { requestJson } from './engine-json.ts'
import type { InventoryKind } from './inventory.ts'
import { listOf, recordOf } from './normalize/record.ts'
import { volumeOf } from './normalize/volume.ts'

/** Containers mount and unmount volumes all the time; nothing of the volume itself changes by that. */
const uses: ReadonlySet<string> = new Set(['mount', 'unmount'])

/** Volumes as live rows. Source: `VolumeList`, `VolumeInspect`, `SystemEvents`. */
export const volumeKind: InventoryKind<Volume> = {
  touched: (event) => (event.type === 'volume' && !uses.has(event.action) ? [event.id] : []),
  isRemoval: (event) => event.type === 'volume' && event.action === 'destroy',
  isUrgent: () => true,
  lookAgainMs: () => null,
  idOf: (volume) => volume.id,
  list: async (client, signal) => {
    const answer = await requestJson(client, { method: 'GET', path: '/volumes', signal })
    return listOf(recordOf(answer)['Volumes']).map(volumeOf)
  },
  refresh: async (client, name, signal) => {
    try {
      const path = `/volumes/${encodeURIComponent(name)}`
      return volumeOf(await requestJson(client, { method: 'GET', path, signal }))
    } catch (error) {
      if (error instanceof EngineError && error.code === 'not-found') return null
      throw error
    }
  },
  keep: (listed) => listed,
  isIncomplete: () => false,
  isSame: (a, b) => JSON.stringify(a) === JSON.stringify(b),
}
