import '../../i18n/pane-words.ts'
import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { archiveCommandsFor } from '../../../shared/docker-command-archive.ts'
import type { Image } from '../../../shared/image.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { saveThrough } from '../../transfer.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from '../action-dialogs.module.css'
import { ArchiveDialog } from './archive-dialog.tsx'
import type { SavedReference } from './archive-form.ts'
import {
  canChoosePlatform,
  defaultFileName,
  isFileName,
  isPlatform,
  savedReferences,
} from './archive-form.ts'
import dialogStyles from './archives.module.css'
import { PlatformField } from './platform-field.tsx'
import { useArchiveStart } from './use-archive-start.ts'

type SaveImagesDialogProps = { readonly images: readonly Image[]; readonly onClose: () => void }

/** Asks which names of the images go into the file, and what it is called. */
export function SaveImagesDialog({ images, onClose }: SaveImagesDialogProps) {
  const { t } = useTranslation()
  const status = useEngineStatus()
  const { isWorking, error, run } = useArchiveStart(onClose)
  const all = useMemo(() => savedReferences(images), [images])
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [fileName, setFileName] = useState(() => defaultFileName(all))
  const [platform, setPlatform] = useState('')
  const references = all.filter(({ id }) => !left.has(id)).map(({ id }) => id)
  const options = { references, platform: platform === '' ? null : platform }
  const apiVersion = status.state === 'connected' ? status.engine.negotiatedApiVersion : null
  const toggle = (id: string, isTicked: boolean) => {
    const next = new Set(left)
    if (isTicked) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  const problem = () => {
    if (references.length === 0) return t('archives.save.nothing')
    if (!isFileName(fileName)) return t('archives.save.noFileName')
    return isPlatform(platform) ? null : t('archives.platform.bad')
  }
  return (
    <ArchiveDialog
      title={titleOf(all, t)}
      command={archiveCommandsFor(status.endpoint).save({ ...options, file: fileName })}
      confirmLabel={t('archives.save.confirm')}
      disabledReason={problem()}
      isWorking={isWorking}
      error={error}
      onConfirm={() =>
        void run((call) => saveThrough((sink) => call('image.save', { ...options, sink }), fileName.trim()))
      }
      onClose={onClose}
    >
      <p className={styles['note']}>{t('archives.save.note')}</p>
      {all.length > 1 && (
        <fieldset className={dialogStyles['references']}>
          <legend>{t('archives.save.references')}</legend>
          {all.map(({ id, label, isUntagged }) => (
            <Checkbox
              key={id}
              label={isUntagged ? t('archives.save.untagged', { id: label }) : label}
              checked={!left.has(id)}
              onChange={(isTicked) => toggle(id, isTicked)}
            />
          ))}
        </fieldset>
      )}
      <TextField
        label={t('archives.save.fileName')}
        value={fileName}
        onChange={setFileName}
        error={isFileName(fileName) ? null : t('archives.save.noFileName')}
        isMono
      />
      <PlatformField
        value={platform}
        onChange={setPlatform}
        hint={t('archives.platform.hint')}
        isUnsupported={!canChoosePlatform(apiVersion)}
      />
    </ArchiveDialog>
  )
}

function titleOf(references: readonly SavedReference[], t: TFunction): string {
  const [first, second] = references
  if (first && !second) return t('archives.save.title', { name: first.label })
  return t('archives.save.titleMany', { count: references.length })
}
