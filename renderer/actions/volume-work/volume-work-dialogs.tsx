import '../../i18n/pane-words.ts'
import { CloneVolumeDialog } from './clone-volume-dialog.tsx'
import { EmptyVolumeDialog } from './empty-volume-dialog.tsx'
import { ExportVolumeDialog } from './export-volume-dialog.tsx'
import { ImportVolumeDialog } from './import-volume-dialog.tsx'
import type { VolumeWorkDialog } from './volume-work-store.ts'
import { closeVolumeWork } from './volume-work-store.ts'

const dialogs = {
  export: ExportVolumeDialog,
  import: ImportVolumeDialog,
  clone: CloneVolumeDialog,
  empty: EmptyVolumeDialog,
} as const

/** The question about work on a whole volume that is open. */
export function VolumeWorkDialogs({ dialog }: { readonly dialog: VolumeWorkDialog }) {
  const Dialog = dialogs[dialog.kind]
  return <Dialog key={`${dialog.kind} ${dialog.name}`} name={dialog.name} onClose={closeVolumeWork} />
}
