import { FileArchive } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDecimalBytes } from '../format.ts'
import { classNames } from './class-names.ts'
import styles from './file-field.module.css'

type FileFieldProps = {
  readonly label: string
  /** Shown until a file is chosen. */
  readonly prompt: string
  readonly hint: string
  readonly file: File | null
  readonly onChange: (file: File) => void
}

/** A file of the person's disk: chosen in the system's dialog, or dropped. */
export function FileField({ label, prompt, hint, file, onChange }: FileFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const [isOver, setIsOver] = useState(false)
  const take = (files: FileList | null) => {
    const first = files?.[0]
    if (first) onChange(first)
  }
  return (
    <div className={styles['field']}>
      <span className={styles['label']} aria-hidden>
        {label}
      </span>
      <div className={classNames(styles['zone'], isOver && styles['over'])}>
        {/* It lies over the zone: browsers take what is dropped on it by themselves. */}
        <input
          type="file"
          className={styles['input']}
          aria-label={label}
          aria-describedby={`${id}-hint`}
          onChange={(event) => take(event.currentTarget.files)}
          onDragEnter={() => setIsOver(true)}
          onDragLeave={() => setIsOver(false)}
          onDrop={() => setIsOver(false)}
        />
        <FileArchive size={18} aria-hidden />
        <span className={styles['about']}>
          <span className={styles['name']}>
            {file === null
              ? prompt
              : t('archives.file.size', { name: file.name, size: formatDecimalBytes(file.size) })}
          </span>
          <span id={`${id}-hint`} className={styles['hint']}>
            {hint}
          </span>
        </span>
      </div>
    </div>
  )
}
