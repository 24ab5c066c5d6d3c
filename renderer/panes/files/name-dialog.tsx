import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFileName } from '../../../shared/files.ts'
import styles from '../../actions/action-dialogs.module.css'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'

type NameDialogProps = {
  readonly title: string
  readonly confirmLabel: string
  readonly initial: string
  readonly isTaken: (name: string) => boolean
  readonly command: (name: string) => string
  /** Null when it went well: the dialog closes then. */
  readonly onConfirm: (name: string) => Promise<unknown>
  readonly onClose: () => void
}

/** Asks for the name of a file or folder. */
export function NameDialog(props: NameDialogProps) {
  const { title, confirmLabel, initial, isTaken, command, onConfirm, onClose } = props
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(initial)
  const [isWorking, setIsWorking] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const isSame = name === initial
  const problem = isFileName(name)
    ? !isSame && isTaken(name)
      ? t('files.nameTaken')
      : null
    : t('files.nameBad')
  const told = failure === null ? null : describeError(failure, t)
  const confirm = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (problem !== null || isSame || isWorking) return
    setIsWorking(true)
    const error = await onConfirm(name)
    setIsWorking(false)
    if (error === null) onClose()
    else setFailure(error)
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={command(name || '…')} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            type="submit"
            form="file-name"
            isWorking={isWorking}
            disabledReason={problem}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form id="file-name" className={styles['form']} onSubmit={(event) => void confirm(event)}>
        {told && <ErrorPanel title={told.title} text={told.text} details={told.details} />}
        <TextField
          label={t('files.nameLabel')}
          value={name}
          onChange={setName}
          error={isSame || name === '' ? null : problem}
          inputRef={field}
          isMono
        />
      </form>
    </Dialog>
  )
}
