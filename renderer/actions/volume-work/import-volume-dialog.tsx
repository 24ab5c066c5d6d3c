import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fileCommandsFor } from '../../../shared/docker-command-files.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { loadThrough } from '../../transfer.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from '../action-dialogs.module.css'
import { ArchiveDialog } from '../archives/archive-dialog.tsx'
import { useArchiveStart } from '../archives/use-archive-start.ts'
import { StopFirstField } from './stop-first-field.tsx'
import { useRunningUsers } from './use-running-users.ts'

type ImportVolumeDialogProps = { readonly name: string; readonly onClose: () => void }

/** Asks for an archive, and what becomes of the files that are there. */
export function ImportVolumeDialog({ name, onClose }: ImportVolumeDialogProps) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const { isWorking, error, run } = useArchiveStart(onClose)
  const users = useRunningUsers(name)
  const [file, setFile] = useState<File | null>(null)
  const [replace, setReplace] = useState(false)
  const [checksum, setChecksum] = useState('')
  const [stopFirst, setStopFirst] = useState(false)
  const sha256 = checksum.trim().toLowerCase()
  const badChecksum = sha256 === '' || /^[0-9a-f]{64}$/.test(sha256) ? null : t('files.work.checksumBad')
  const params = {
    name,
    replace,
    expectedSha256: sha256 === '' ? null : sha256,
    stopFirst: stopFirst && users.length > 0,
  }
  const fileName = file?.name ?? 'FILE'
  const command = fileCommandsFor(endpoint).import({
    volume: name,
    file: fileName,
    compress: fileName.endsWith('gz'),
  })
  return (
    <ArchiveDialog
      title={t('files.work.importTitle', { name })}
      command={command}
      confirmLabel={t(replace ? 'files.work.importDestroy' : 'files.work.importConfirm')}
      disabledReason={file === null ? t('files.work.fileMissing') : badChecksum}
      isWorking={isWorking}
      error={error}
      onConfirm={() =>
        void run(async (call) =>
          file === null ? null : loadThrough((source) => call('volume.import', { ...params, source }), file),
        )
      }
      onClose={onClose}
    >
      <p className={styles['note']}>{t('files.work.importText')}</p>
      <FileField
        label={t('files.work.file')}
        prompt={t('files.work.fileChoose')}
        hint={t('files.work.fileHint')}
        file={file}
        onChange={setFile}
      />
      <Checkbox label={t('files.work.replace')} checked={replace} onChange={setReplace} />
      <TextField
        label={t('files.work.checksum')}
        value={checksum}
        onChange={setChecksum}
        hint={t('files.work.checksumHint')}
        error={badChecksum}
        isMono
      />
      <StopFirstField users={users} value={stopFirst} onChange={setStopFirst} />
    </ArchiveDialog>
  )
}
