import { FolderPlus, RefreshCw, Search, Upload } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileLocation } from '../../../shared/files.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './file-browser.module.css'
import { FilePath } from './file-path.tsx'
import type { FileWork } from './use-file-work.ts'

type FileToolbarProps = {
  readonly location: FileLocation
  readonly path: string
  readonly isWritable: boolean
  readonly isFinding: boolean
  readonly work: FileWork
  readonly onGo: (path: string) => void
  readonly onFind: () => void
  readonly onUpload: (files: readonly File[]) => void
  readonly onFolder: () => void
  readonly onRefresh: () => void
}

/** Where one is, and what can be done in this folder. */
export function FileToolbar(props: FileToolbarProps) {
  const { location, path, isWritable, isFinding, onUpload } = props
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const blocked = isWritable ? null : t('files.allowFirst')
  return (
    <div className={styles['toolbar']}>
      <FilePath root={location.name} path={path} onOpen={props.onGo} />
      <IconButton
        label={t(isFinding ? 'files.searchHide' : 'files.search')}
        icon={Search}
        size="sm"
        isOn={isFinding}
        onClick={props.onFind}
      />
      <IconButton
        label={t('files.refresh')}
        icon={RefreshCw}
        size="sm"
        command={props.work.commands.list({ volume: location.name, path })}
        onClick={props.onRefresh}
      />
      <IconButton
        label={t('files.upload')}
        icon={Upload}
        size="sm"
        disabledReason={blocked}
        onClick={() => input.current?.click()}
      />
      <IconButton
        label={t('files.newFolder')}
        icon={FolderPlus}
        size="sm"
        disabledReason={blocked}
        onClick={props.onFolder}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('files.upload')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (files.length > 0) onUpload(files)
        }}
      />
    </div>
  )
}
