import { type DragEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showName } from '../../../shared/file-name.ts'
import { classNames } from '../../ui/class-names.ts'
import styles from './file-browser.module.css'

type DropZoneProps = {
  readonly path: string
  readonly onDrop: (items: DataTransferItemList) => void
  readonly children: ReactNode
}

/** Takes files and folders that are dropped on what is in it, or pasted there. */
export function DropZone({ path, onDrop, children }: DropZoneProps) {
  const { t } = useTranslation()
  const [isOver, setIsOver] = useState(false)
  const over = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setIsOver(true)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the upload button does the same by keyboard
    <div
      className={classNames(styles['zone'], isOver && styles['over'])}
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        if (event.dataTransfer.types.includes('Files')) onDrop(event.dataTransfer.items)
      }}
      onPaste={({ clipboardData }) => {
        if (clipboardData.types.includes('Files')) onDrop(clipboardData.items)
      }}
    >
      {children}
      {isOver && <p className={styles['drop']}>{t('files.dropHere', { path: showName(path) })}</p>}
    </div>
  )
}
