import '../../i18n/pane-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { archiveCommandsFor } from '../../../shared/docker-command-archive.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { loadThrough } from '../../transfer.ts'
import { FileField } from '../../ui/file-field.tsx'
import styles from '../action-dialogs.module.css'
import { ArchiveDialog } from './archive-dialog.tsx'
import { canChoosePlatform, isPlatform } from './archive-form.ts'
import { PlatformField } from './platform-field.tsx'
import { useArchiveStart } from './use-archive-start.ts'

/** Asks for an archive of images. */
export function LoadImageDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const status = useEngineStatus()
  const { isWorking, error, run } = useArchiveStart(onClose)
  const [file, setFile] = useState<File | null>(null)
  const [platform, setPlatform] = useState('')
  const options = { platform: platform === '' ? null : platform }
  const apiVersion = status.state === 'connected' ? status.engine.negotiatedApiVersion : null
  const problem = file === null ? t('archives.file.missing') : null
  return (
    <ArchiveDialog
      title={t('archives.load.title')}
      command={archiveCommandsFor(status.endpoint).load({ ...options, file: file?.name ?? 'FILE' })}
      confirmLabel={t('archives.load.confirm')}
      disabledReason={problem ?? (isPlatform(platform) ? null : t('archives.platform.bad'))}
      isWorking={isWorking}
      error={error}
      onConfirm={() =>
        void run(async (call) =>
          file === null ? null : loadThrough((source) => call('image.load', { ...options, source }), file),
        )
      }
      onClose={onClose}
    >
      <FileField
        label={t('archives.file.label')}
        prompt={t('archives.file.choose')}
        hint={t('archives.file.hint')}
        file={file}
        onChange={setFile}
      />
      <p className={styles['note']}>{t('archives.load.note')}</p>
      <PlatformField
        value={platform}
        onChange={setPlatform}
        hint={t('archives.platform.hint')}
        isUnsupported={!canChoosePlatform(apiVersion)}
      />
    </ArchiveDialog>
  )
}
