import '../../i18n/pane-words.ts'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { archiveCommandsFor } from '../../../shared/docker-command-archive.ts'
import { parseReference } from '../../../shared/reference.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { loadThrough } from '../../transfer.ts'
import { FileField } from '../../ui/file-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from '../action-dialogs.module.css'
import { ArchiveDialog } from './archive-dialog.tsx'
import { changesOf, isPlatform } from './archive-form.ts'
import dialogStyles from './archives.module.css'
import { PlatformField } from './platform-field.tsx'
import { useArchiveStart } from './use-archive-start.ts'

/** Asks for an archive of a file system, and what the image made of it is to be. */
export function ImportImageDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const { isWorking, error, run } = useArchiveStart(onClose)
  const [file, setFile] = useState<File | null>(null)
  const [reference, setReference] = useState('')
  const [changes, setChanges] = useState('')
  const [message, setMessage] = useState('')
  const [platform, setPlatform] = useState('')
  const isNamed = reference.trim() !== ''
  const isReferenceWrong = isNamed && !isImageName(reference)
  const options = {
    reference: isNamed ? reference.trim() : null,
    changes: [...changesOf(changes)],
    message,
    platform: platform === '' ? null : platform,
  }
  const problem = () => {
    if (file === null) return t('archives.file.missing')
    if (isReferenceWrong) return t('archives.import.badReference')
    return isPlatform(platform) ? null : t('archives.platform.bad')
  }
  return (
    <ArchiveDialog
      title={t('archives.import.title')}
      command={archiveCommandsFor(endpoint).import({ ...options, file: file?.name ?? 'FILE' })}
      confirmLabel={t('archives.import.confirm')}
      disabledReason={problem()}
      isWorking={isWorking}
      error={error}
      onConfirm={() =>
        void run(async (call) =>
          file === null ? null : loadThrough((source) => call('image.import', { ...options, source }), file),
        )
      }
      onClose={onClose}
    >
      <p className={styles['note']}>{t('archives.import.note')}</p>
      <FileField
        label={t('archives.file.label')}
        prompt={t('archives.file.choose')}
        hint={t('archives.file.hint')}
        file={file}
        onChange={setFile}
      />
      <TextField
        label={t('archives.import.reference')}
        value={reference}
        onChange={setReference}
        hint={t('archives.import.referenceHint')}
        error={isReferenceWrong ? t('archives.import.badReference') : null}
        isMono
      />
      <ChangesField value={changes} onChange={setChanges} />
      <TextField label={t('archives.import.message')} value={message} onChange={setMessage} />
      <PlatformField value={platform} onChange={setPlatform} hint={t('archives.platform.importHint')} />
    </ArchiveDialog>
  )
}

function ChangesField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={dialogStyles['changes']}>
      <label htmlFor={id}>{t('archives.import.changes')}</label>
      <textarea
        id={id}
        rows={3}
        spellCheck={false}
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span id={`${id}-hint`} className={styles['note']}>
        {t('archives.import.changesHint')}
      </span>
    </div>
  )
}

function isImageName(text: string): boolean {
  const parsed = parseReference(text)
  return parsed.ok && parsed.reference.digest === null
}
