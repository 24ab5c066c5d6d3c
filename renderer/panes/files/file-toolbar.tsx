import { FolderPlus, FolderUp, RefreshCw, Search, Upload } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './file-browser.module.css'
import { FilePath } from './file-path.tsx'
import { chosenFolders, type FolderContent } from './folder-tar.ts'
import type { FileWork } from './use-file-work.ts'

type FileToolbarProps = {
  readonly name: string
  readonly path: string
  /** Why nothing can be changed here; null when it can. */
  readonly blocked: string | null
  readonly isFinding: boolean
  readonly work: FileWork
  readonly onGo: (path: string) => void
  readonly onFind: () => void
  readonly onUpload: (files: readonly File[]) => void
  readonly onUploadFolders: (folders: readonly FolderContent[]) => void
  readonly onFolder: () => void
  readonly onRefresh: () => void
}

/** Where one is, and what can be done in this folder. */
export function FileToolbar(props: FileToolbarProps) {
  const { name, path, blocked, isFinding, onUpload } = props
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const folderInput = useRef<HTMLInputElement>(null)
  return (
    <div className={styles['toolbar']}>
      <FilePath root={name} path={path} onOpen={props.onGo} />
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
        command={props.work.commands.list(path)}
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
        label={t('files.uploadFolder')}
        icon={FolderUp}
        size="sm"
        disabledReason={blocked}
        onClick={() => folderInput.current?.click()}
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
      <input
        ref={(field) => {
          folderInput.current = field
          // React has no property for it. The field chooses a folder then, and tells of all files in it.
          field?.setAttribute('webkitdirectory', '')
        }}
        type="file"
        hidden
        aria-label={t('files.uploadFolder')}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          props.onUploadFolders(chosenFolders(files))
        }}
      />
    </div>
  )
}
