import { lazy, Suspense } from 'react'
import { useApp } from '../app-context.ts'
import { useStoreVersion } from '../store/entity-store.ts'
import { closeActionDialog, useActionDialog } from './action-dialog-store.ts'

const KillDialog = lazy(async () => ({ default: (await import('./kill-dialog.tsx')).KillDialog }))
const RemoveDialog = lazy(async () => ({ default: (await import('./remove-dialog.tsx')).RemoveDialog }))
const RenameDialog = lazy(async () => ({ default: (await import('./rename-dialog.tsx')).RenameDialog }))
const RecreateDialog = lazy(async () => ({ default: (await import('./recreate-dialog.tsx')).RecreateDialog }))

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
  const { kind } = dialog
  return (
    <Suspense>
      {kind === 'rename' && <RenameDialog key={key} container={first} onClose={closeActionDialog} />}
      {kind === 'remove' && <RemoveDialog key={key} containers={targets} onClose={closeActionDialog} />}
      {kind === 'kill' && (
        <KillDialog key={key} containers={targets} chosen={dialog.signal} onClose={closeActionDialog} />
      )}
      {kind === 'recreate' && <RecreateDialog key={key} container={first} onClose={closeActionDialog} />}
    </Suspense>
  )
}
