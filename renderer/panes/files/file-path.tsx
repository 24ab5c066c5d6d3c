import { HardDrive } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { showName } from '../../../shared/file-name.ts'
import styles from './file-path.module.css'

type FilePathProps = {
  /** What the top folder is called. */
  readonly root: string
  readonly path: string
  readonly onOpen: (path: string) => void
}

/** Where one is, as buttons that lead back up. */
export function FilePath({ root, path, onOpen }: FilePathProps) {
  const { t } = useTranslation()
  const parts = path === '/' ? [] : path.slice(1).split('/')
  return (
    <nav className={styles['path']} aria-label={t('files.path')}>
      <button type="button" aria-label={t('files.root', { name: root })} onClick={() => onOpen('/')}>
        <HardDrive aria-hidden />
        <bdi>{root}</bdi>
      </button>
      <span aria-hidden>/</span>
      {parts.map((part, index) => {
        const whole = `/${parts.slice(0, index + 1).join('/')}`
        const isHere = index === parts.length - 1
        return (
          <Fragment key={whole}>
            <button
              type="button"
              aria-current={isHere ? 'location' : undefined}
              onClick={() => onOpen(whole)}
            >
              <bdi>{showName(part)}</bdi>
            </button>
            {!isHere && <span aria-hidden>/</span>}
          </Fragment>
        )
      })}
    </nav>
  )
}
