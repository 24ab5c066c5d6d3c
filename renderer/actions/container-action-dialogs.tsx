import { useApp } from '../app-context.ts'
import { useStoreVersion } from '../store/entity-store.ts'
import { closeActionDialog, useActionDialog } from './action-dialog-store.ts'
import { KillDialog } from './kill-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

/** The question that an action has opened, wherever it was asked for. One in the window. */
export function ContainerActionDialogs() {
  const { containers } = useApp()
  const dialog = useActionDialog((state) => state.dialog)
  useStoreVersion(containers)
  if (!dialog) return null
  const targets = dialog.ids.map((id) => containers.get(id)).filter((container) => container !== undefined)
  const [first] = targets
  // All of them went meanwhile: there is nothing left to ask.
  if (!first) return null
  const key = dialog.ids.join()
  switch (dialog.kind) {
    case 'rename':
      return <RenameDialog key={key} container={first} onClose={closeActionDialog} />
    case 'remove':
      return <RemoveDialog key={key} containers={targets} onClose={closeActionDialog} />
    case 'kill':
      return <KillDialog key={key} containers={targets} chosen={dialog.signal} onClose={closeActionDialog} />
  }
}
