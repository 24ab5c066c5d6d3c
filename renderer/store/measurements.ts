import type { DiskUsage } from '../../shared/disk.ts'
import type { VolumeSizes } from '../../shared/volume.ts'
import { Measurement } from './measurement.ts'

/** What the volumes held when they were last measured. */
export const volumeSizes = new Measurement<VolumeSizes>((client, measure, signal) =>
  client.call('volume.sizes', { measure }, signal),
)

/** What took space on the engine's disk when it was last measured. */
export const diskUsage = new Measurement<DiskUsage>((client, measure, signal) =>
  client.call('disk.usage', { measure }, signal),
)
