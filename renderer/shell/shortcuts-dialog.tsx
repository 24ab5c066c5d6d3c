import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'
import styles from './shortcuts-list.module.css'
import { ShortcutsList } from './shortcuts-list.tsx'

type ShortcutsDialogProps = { readonly open: boolean; readonly onClose: () => void }

export function ShortcutsDialog({ open, onClose }: ShortcutsDialogProps) {
  const { t } = useTranslation()
  // The list is read, not pressed: the focus begins there and not on Close.
  const content = useRef<HTMLDivElement>(null)
  return (
    <Dialog open={open} title={t('shell.shortcuts')} onClose={onClose} size="lg" initialFocus={content}>
      <div ref={content} tabIndex={-1} className={styles['content']}>
        <ShortcutsList />
      </div>
    </Dialog>
  )
}
