import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileCommandsFor } from '../../../shared/docker-command-files.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { saveThrough } from '../../transfer.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from '../action-dialogs.module.css'
import { ArchiveDialog } from '../archives/archive-dialog.tsx'
import { isFileName } from '../archives/archive-form.ts'
import { useArchiveStart } from '../archives/use-archive-start.ts'
import { StopFirstField } from './stop-first-field.tsx'
import { useRunningUsers } from './use-running-users.ts'

type ExportVolumeDialogProps = { readonly name: string; readonly onClose: () => void }

/** Asks how a backup is made and what it is called. */
export function ExportVolumeDialog({ name, onClose }: ExportVolumeDialogProps) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const { isWorking, error, run } = useArchiveStart(onClose)
  const users = useRunningUsers(name)
  const [stem, setStem] = useState(name)
  const [compress, setCompress] = useState(true)
  const [stopFirst, setStopFirst] = useState(false)
  const fileName = `${stem.trim()}${compress ? '.tar.gz' : '.tar'}`
  const problem = stem.trim() !== '' && isFileName(fileName) ? null : t('files.work.noFileName')
  const params = { name, compress, stopFirst: stopFirst && users.length > 0 }
  return (
    <ArchiveDialog
      title={t('files.work.exportTitle', { name })}
      command={fileCommandsFor(endpoint).export({ volume: name, file: fileName, compress })}
      confirmLabel={t('files.work.exportConfirm')}
      disabledReason={problem}
      isWorking={isWorking}
      error={error}
      onConfirm={() =>
        void run((call) => saveThrough((sink) => call('volume.export', { ...params, sink }), fileName))
      }
      onClose={onClose}
    >
      <p className={styles['note']}>{t('files.work.exportText')}</p>
      <TextField
        label={t('files.work.fileName')}
        value={stem}
        onChange={setStem}
        hint={fileName}
        error={problem}
        isMono
      />
      <Checkbox label={t('files.work.compress')} checked={compress} onChange={setCompress} />
      <StopFirstField users={users} value={stopFirst} onChange={setStopFirst} />
    </ArchiveDialog>
  )
}
