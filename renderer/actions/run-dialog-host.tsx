import { lazy, Suspense } from 'react'
import { useRunDialog } from './run-dialog-store.ts'

const RunDialogs = lazy(async () => ({
  default: (await import('../panes/run/run-dialogs.tsx')).RunDialogs,
}))

/** Where running and editing a container is asked; its code comes when it is. */
export function RunDialogHost() {
  const dialog = useRunDialog((state) => state.dialog)
  return dialog === null ? null : (
    <Suspense>
      <RunDialogs dialog={dialog} />
    </Suspense>
  )
}
