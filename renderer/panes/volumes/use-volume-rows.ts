import { useMemo, useState } from 'react'
import { isInMotion, volumeUses } from '../../actions/volumes/volume-uses.ts'
import { useApp } from '../../app-context.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { volumeSizes } from '../../store/measurements.ts'
import { type VolumeRow, VolumeRows } from './volume-rows.ts'

/** The volumes with their users and sizes, made anew when any of them changes. */
export function useVolumeRows(): readonly VolumeRow[] {
  const { volumes, containers } = useApp()
  const volumesVersion = useStoreVersion(volumes)
  const containersVersion = useStoreVersion(containers)
  const sizes = volumeSizes.use((state) => state.value)
  const [rows] = useState(() => new VolumeRows())
  return useMemo(
    () => rows.join(volumes.all(), volumeUses(containers.all()), sizes, (use) => isInMotion(use.container)),
    // The versions stand for what the stores hold.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [rows, volumes, containers, sizes, volumesVersion, containersVersion],
  )
}
