import type { Handlers } from '../shared/contract.ts'
import type { diskCalls } from '../shared/disk-contract.ts'
import type { volumeCalls, volumeStreams } from '../shared/volume-contract.ts'
import type { Storage } from './storage.ts'

type StorageHandlers = {
  readonly calls: Pick<Handlers['calls'], keyof typeof volumeCalls | keyof typeof diskCalls>
  readonly streams: Pick<Handlers['streams'], keyof typeof volumeStreams>
}

/** Binds the rows about volumes, disk usage and pruning to the parts that do them. */
export function storageHandlers({ volumes, inventory, diskUsages, prune }: Storage): StorageHandlers {
  return {
    calls: {
      'volume.inspect': volumes.inspect,
      'volume.create': volumes.create,
      'volume.remove': volumes.remove,
      'volume.sizes': ({ measure }, signal) => diskUsages.volumeSizes(measure, signal),
      'volume.drivers': volumes.drivers,
      'disk.usage': ({ measure }, signal) => diskUsages.usage(measure, signal),
      'prune.plan': ({ kinds }, signal) => prune.plan(kinds, signal),
      'prune.run': async (params) => prune.run(params),
    },
    streams: { 'volume.feed': (_, signal) => inventory.feed(signal) },
  }
}
