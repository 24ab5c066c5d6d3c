import '../../i18n/pane-words.ts'
import { useTranslation } from 'react-i18next'
import type { RunDialog } from '../../actions/run-dialog-store.ts'
import { closeRunDialog } from '../../actions/run-dialog-store.ts'
import { Dialog } from '../../ui/dialog.tsx'

type RunDialogsProps = { readonly dialog: RunDialog }

/** The form that runs a container, or changes one. */
export function RunDialogs({ dialog }: RunDialogsProps) {
  const { t } = useTranslation()
  return (
    <Dialog open title={t('run.title')} onClose={closeRunDialog} size="lg">
      {dialog.kind === 'run' ? dialog.image : dialog.containerId}
    </Dialog>
  )
}
