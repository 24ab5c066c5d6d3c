import '../../i18n/pane-words.ts'
import { useApp } from '../../app-context.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { DeleteVolumeDialog } from './delete-volume-dialog.tsx'
import { DeleteVolumesDialog } from './delete-volumes-dialog.tsx'
import { NewVolumeDialog } from './new-volume-dialog.tsx'
import type { VolumeDialog } from './volume-dialog-store.ts'
import { closeVolumeDialog } from './volume-dialog-store.ts'

/** The question about volumes that is open. */
export function VolumeDialogs({ dialog }: { readonly dialog: VolumeDialog }) {
  const { volumes } = useApp()
  useStoreVersion(volumes)
  if (dialog.kind === 'new') return <NewVolumeDialog onClose={closeVolumeDialog} />
  const targets = dialog.names.map((name) => volumes.get(name)).filter((volume) => volume !== undefined)
  const [first] = targets
  // All of them went meanwhile: there is nothing left to ask.
  if (!first) return null
  const key = dialog.names.join()
  return dialog.names.length === 1 ? (
    <DeleteVolumeDialog key={key} volume={first} onClose={closeVolumeDialog} />
  ) : (
    <DeleteVolumesDialog key={key} volumes={targets} onClose={closeVolumeDialog} />
  )
}
