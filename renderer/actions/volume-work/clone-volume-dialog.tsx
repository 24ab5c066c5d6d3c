import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileCommandsFor } from '../../../shared/docker-command-files.ts'
import { volumeNamePattern } from '../../../shared/volume.ts'
import { useApp } from '../../app-context.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { TextField } from '../../ui/text-field.tsx'
import styles from '../action-dialogs.module.css'
import { ArchiveDialog } from '../archives/archive-dialog.tsx'
import { useArchiveStart } from '../archives/use-archive-start.ts'
import { StopFirstField } from './stop-first-field.tsx'
import { useRunningUsers } from './use-running-users.ts'

type CloneVolumeDialogProps = { readonly name: string; readonly onClose: () => void }

/** Asks for the name of the copy. */
export function CloneVolumeDialog({ name, onClose }: CloneVolumeDialogProps) {
  const { t } = useTranslation()
  const { volumes } = useApp()
  const { endpoint } = useEngineStatus()
  const { isWorking, error, run } = useArchiveStart(onClose)
  const users = useRunningUsers(name)
  const [newName, setNewName] = useState(`${name.slice(0, 240)}-copy`)
  const [stopFirst, setStopFirst] = useState(false)
  const isValid = volumeNamePattern.test(newName) && newName.length <= 255
  const taken = volumes.get(newName) ? t('files.work.newNameTaken') : null
  const problem = isValid ? taken : t('files.work.newNameBad')
  const params = { name, newName, stopFirst: stopFirst && users.length > 0 }
  return (
    <ArchiveDialog
      title={t('files.work.cloneTitle', { name })}
      command={fileCommandsFor(endpoint).clone({ volume: name, newName })}
      confirmLabel={t('files.work.cloneConfirm')}
      disabledReason={problem}
      isWorking={isWorking}
      error={error}
      onConfirm={() => void run((call) => call('volume.clone', params))}
      onClose={onClose}
    >
      <p className={styles['note']}>{t('files.work.cloneText')}</p>
      <TextField
        label={t('files.work.newName')}
        value={newName}
        onChange={setNewName}
        error={problem}
        isMono
      />
      <StopFirstField users={users} value={stopFirst} onChange={setStopFirst} />
    </ArchiveDialog>
  )
}
