import { lazy, Suspense } from 'react'
import { closePruneDialog, usePruneDialog } from './prune/prune-dialog-store.ts'
import { useVolumeWorkDialog } from './volume-work/volume-work-store.ts'
import { useVolumeDialog } from './volumes/volume-dialog-store.ts'

const PruneDialog = lazy(async () => ({ default: (await import('./prune/prune-dialog.tsx')).PruneDialog }))
const VolumeDialogs = lazy(async () => ({
  default: (await import('./volumes/volume-dialogs.tsx')).VolumeDialogs,
}))
const VolumeWorkDialogs = lazy(async () => ({
  default: (await import('./volume-work/volume-work-dialogs.tsx')).VolumeWorkDialogs,
}))

/** What is asked about volumes and cleaning up, wherever it was asked for. One in the window. */
export function StorageDialogs() {
  const kinds = usePruneDialog((state) => state.kinds)
  const dialog = useVolumeDialog((state) => state.dialog)
  const work = useVolumeWorkDialog((state) => state.dialog)
  return (
    <Suspense>
      {kinds !== null && <PruneDialog key={kinds.join()} kinds={kinds} onClose={closePruneDialog} />}
      {dialog !== null && <VolumeDialogs dialog={dialog} />}
      {work !== null && <VolumeWorkDialogs dialog={work} />}
    </Suspense>
  )
}
