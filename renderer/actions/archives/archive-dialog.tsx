import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import styles from '../action-dialogs.module.css'

type ArchiveDialogProps = {
  readonly title: string
  readonly command: string
  readonly confirmLabel: string
  /** Why it cannot begin yet. */
  readonly disabledReason: string | null
  readonly isWorking: boolean
  readonly error: unknown
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form about a file, with the command that does the same and what the host says against it. */
export function ArchiveDialog(props: ArchiveDialogProps) {
  const { title, command, confirmLabel, disabledReason, isWorking, error, onConfirm, onClose } = props
  const { t } = useTranslation()
  const problem = error === null ? null : describeError(error, t)
  const confirm = () => {
    if (disabledReason === null) onConfirm()
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        confirm()
      }}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={command} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            isWorking={isWorking}
            disabledReason={disabledReason}
            onClick={confirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          confirm()
        }}
      >
        {problem && <ErrorPanel title={problem.title} text={problem.text} details={problem.details} />}
        {props.children}
      </form>
    </Dialog>
  )
}
