import type { Nothing } from './contract-row.ts'
import { call, none, stream, type } from './contract-row.ts'
import type { Feed } from './feed.ts'
import type { LastVolumeSizes, Volume, VolumeDetails } from './volume.ts'
import { createVolumeParams, removeVolumeParams, volumeSizesParams, volumeTarget } from './volume.ts'

export const volumeCalls = {
  'volume.inspect': call(volumeTarget, type<VolumeDetails>(), 'VolumeInspect'),
  'volume.create': call(createVolumeParams, type<Volume>(), 'VolumeCreate'),
  'volume.remove': call(removeVolumeParams, type<Nothing>(), 'VolumeDelete'),
  'volume.sizes': call(volumeSizesParams, type<LastVolumeSizes>(), 'SystemDataUsage'),
  'volume.drivers': call(none, type<readonly string[]>(), 'SystemInfo'),
} as const

export const volumeStreams = {
  'volume.feed': stream(none, type<Feed<Volume>>(), 'VolumeList, VolumeInspect, SystemEvents'),
} as const
