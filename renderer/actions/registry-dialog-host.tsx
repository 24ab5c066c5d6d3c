import { lazy, Suspense } from 'react'
import { useRegistryDialog } from './registry-dialog-store.ts'

const RegistryDialogs = lazy(async () => ({
  default: (await import('../panes/registries/registry-dialogs.tsx')).RegistryDialogs,
}))

/** Where pull, push and sign-in appear; their code comes when one is asked for. */
export function RegistryDialogHost() {
  const isOpen = useRegistryDialog(({ dialog }) => dialog !== null)
  return isOpen ? (
    <Suspense>
      <RegistryDialogs />
    </Suspense>
  ) : null
}
