import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileCommandsFor } from '../../../shared/docker-command-files.ts'
import { describeError } from '../../messages.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useArchiveStart } from '../archives/use-archive-start.ts'
import { StopFirstField } from './stop-first-field.tsx'
import { useRunningUsers } from './use-running-users.ts'

type EmptyVolumeDialogProps = { readonly name: string; readonly onClose: () => void }

/** Asks for the name before everything in the volume goes. */
export function EmptyVolumeDialog({ name, onClose }: EmptyVolumeDialogProps) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const { isWorking, error, run } = useArchiveStart(onClose)
  const users = useRunningUsers(name)
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [stopFirst, setStopFirst] = useState(false)
  const problem = error === null ? null : describeError(error, t)
  const params = { name, stopFirst: stopFirst && users.length > 0 }
  return (
    <ConfirmDialog
      open
      title={t('files.work.emptyTitle', { name })}
      command={fileCommandsFor(endpoint).empty({ volume: name })}
      confirmLabel={t('files.work.emptyConfirm')}
      tone="destroy"
      isWorking={isWorking}
      disabledReason={typed === name ? null : t('files.work.typeFirst')}
      initialFocus={field}
      error={problem && <ErrorPanel title={problem.title} text={problem.text} details={problem.details} />}
      onConfirm={() => void run((call) => call('volume.empty', params))}
      onClose={onClose}
    >
      <p>{t('files.work.emptyText')}</p>
      <StopFirstField users={users} value={stopFirst} onChange={setStopFirst} />
      <TextField
        label={t('files.work.typeName', { name })}
        value={typed}
        onChange={setTyped}
        inputRef={field}
        isMono
      />
    </ConfirmDialog>
  )
}
