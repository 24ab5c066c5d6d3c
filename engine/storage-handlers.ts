import type { Handlers } from '../shared/contract.ts'
import type { diskCalls } from '../shared/disk-contract.ts'
import type { volumeCalls, volumeStreams } from '../shared/volume-contract.ts'
import type { Storage } from './storage.ts'

type StorageHandlers = {
  readonly calls: Pick<Handlers['calls'], keyof typeof volumeCalls | keyof typeof diskCalls>
  readonly streams: Pick<Handlers['streams'], keyof typeof volumeStreams>
}

/** Binds the rows about volumes, disk usage and pruning to the parts that do them. */
export function storageHandlers(storage: Storage): StorageHandlers {
  const { volumes, inventory, diskUsages, prune, releaseVolume } = storage
  return {
    calls: {
      'volume.inspect': volumes.inspect,
      'volume.create': volumes.create,
      'volume.remove': async (params, signal) => {
        await releaseVolume(params.name)
        return volumes.remove(params, signal)
      },
      'volume.sizes': ({ measure }, signal) => diskUsages.volumeSizes(measure, signal),
      'volume.drivers': volumes.drivers,
      'disk.usage': ({ measure }, signal) => diskUsages.usage(measure, signal),
      'prune.plan': ({ kinds }, signal) => prune.plan(kinds, signal),
      'prune.run': async (params) => prune.run(params),
    },
    streams: { 'volume.feed': (_, signal) => inventory.feed(signal) },
  }
}
