import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showName } from '../../../shared/file-name.ts'
import type { FileEntry } from '../../../shared/files.ts'
import styles from '../../actions/action-dialogs.module.css'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { modeText } from './file-words.ts'

export type NewMode = { readonly mode: number; readonly userId: number; readonly groupId: number }

type ModeDialogProps = {
  readonly entry: FileEntry
  readonly command: (mode: number) => string
  readonly onConfirm: (change: NewMode) => Promise<unknown>
  readonly onClose: () => void
}

const modePattern = /^[0-7]{3,4}$/
const idPattern = /^\d{1,9}$/

/** Asks for permissions and owner. */
export function ModeDialog({ entry, command, onConfirm, onClose }: ModeDialogProps) {
  const { t } = useTranslation()
  const [mode, setMode] = useState(entry.mode.toString(8).padStart(3, '0'))
  const [user, setUser] = useState(String(entry.userId))
  const [group, setGroup] = useState(String(entry.groupId))
  const [isWorking, setIsWorking] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const badMode = modePattern.test(mode) ? null : t('files.modeBad')
  const badUser = idPattern.test(user) ? null : t('files.idBad')
  const badGroup = idPattern.test(group) ? null : t('files.idBad')
  const problem = badMode ?? badUser ?? badGroup
  const bits = badMode === null ? Number.parseInt(mode, 8) : entry.mode
  const told = failure === null ? null : describeError(failure, t)
  const confirm = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (problem !== null || isWorking) return
    setIsWorking(true)
    const error = await onConfirm({ mode: bits, userId: Number(user), groupId: Number(group) })
    setIsWorking(false)
    if (error === null) onClose()
    else setFailure(error)
  }
  return (
    <Dialog
      open
      title={t('files.modeTitle', { name: showName(entry.name) })}
      onClose={onClose}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={command(bits)} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            type="submit"
            form="file-mode"
            isWorking={isWorking}
            disabledReason={problem}
          >
            {t('files.modeConfirm')}
          </Button>
        </>
      }
    >
      <form id="file-mode" className={styles['form']} onSubmit={(event) => void confirm(event)}>
        {told && <ErrorPanel title={told.title} text={told.text} details={told.details} />}
        <TextField
          label={`${t('files.modeLabel')} ${modeText(bits)}`}
          value={mode}
          onChange={setMode}
          hint={t('files.modeHint')}
          error={badMode}
          isMono
        />
        <TextField label={t('files.userLabel')} value={user} onChange={setUser} error={badUser} isMono />
        <TextField label={t('files.groupLabel')} value={group} onChange={setGroup} error={badGroup} isMono />
      </form>
    </Dialog>
  )
}
