import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import { ShortcutsList } from './shortcuts-list.tsx'

type ShortcutsDialogProps = { readonly open: boolean; readonly onClose: () => void }

export function ShortcutsDialog({ open, onClose }: ShortcutsDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} title={t('shell.shortcuts')} onClose={onClose} size="lg">
      <ShortcutsList />
    </Dialog>
  )
}
