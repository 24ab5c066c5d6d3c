import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinnedContainer } from '../../../shared/bin.ts'
import { isNameTaken, restoreCommand, restoreOne } from '../../actions/bin/bin-actions.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { notify } from '../../store/notices.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './bin-dialogs.module.css'

type BinRestoreDialogProps = { readonly item: BinnedContainer; readonly onClose: () => void }

/** Asks for the name that a container comes back with. */
export function BinRestoreDialog({ item, onClose }: BinRestoreDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const field = useRef<HTMLInputElement>(null)
  const taken = new Set([...app.containers.all()].map((container) => container.name))
  const [name, setName] = useState(() => freeName(item.name, taken))
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isRefused = isNameTaken(error)
  const restore = async () => {
    setIsWorking(true)
    const failure = await restoreOne(app, item, name)
    setIsWorking(false)
    setError(failure)
    if (failure !== null) return
    onClose()
    notify({ tone: 'done', title: t('bin.restored', { name }) })
  }
  const message = error === null || isRefused ? null : describeError(error, t)
  return (
    <ConfirmDialog
      open
      title={t('bin.restoreDialog.title', { name: item.name })}
      command={restoreCommand(item, name || '…')}
      confirmLabel={t('bin.restoreDialog.confirm')}
      tone="primary"
      isWorking={isWorking}
      initialFocus={field}
      error={message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
      onConfirm={() => void restore()}
      onClose={onClose}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void restore()
        }}
      >
        {taken.has(item.name) && (
          <p className={styles['text']}>{t('bin.restoreDialog.text', { name: item.name })}</p>
        )}
        <TextField
          label={t('bin.restoreDialog.field')}
          value={name}
          onChange={(next) => {
            setName(next)
            setError(null)
          }}
          error={isRefused ? t('bin.restoreDialog.text', { name }) : null}
          isMono
          inputRef={field}
        />
      </form>
    </ConfirmDialog>
  )
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name}-${number}`)) number++
  return `${name}-${number}`
}
