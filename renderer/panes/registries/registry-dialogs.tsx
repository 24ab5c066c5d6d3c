import '../../i18n/pane-words.ts'
import { closeRegistryDialog, useRegistryDialog } from '../../actions/registry-dialog-store.ts'
import { PullDialog } from './pull-dialog.tsx'
import { PushDialog } from './push-dialog.tsx'
import { SignInDialog } from './sign-in-dialog.tsx'

/** The dialog about registries that is open, wherever it was asked for. */
export function RegistryDialogs() {
  const dialog = useRegistryDialog((state) => state.dialog)
  switch (dialog?.kind) {
    case 'pull':
      return <PullDialog key={dialog.reference} initial={dialog.reference} onClose={closeRegistryDialog} />
    case 'push':
      return <PushDialog key={dialog.reference} initial={dialog.reference} onClose={closeRegistryDialog} />
    case 'signIn':
      return <SignInDialog key={dialog.registry} initial={dialog.registry} onClose={closeRegistryDialog} />
    case undefined:
      return null
  }
}
