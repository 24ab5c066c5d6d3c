import { Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/switch.tsx'
import styles from './file-browser.module.css'
import type { FilePlace } from './file-place.ts'
import type { SessionState } from './use-file-session.ts'

type FileNoteProps = {
  readonly place: FilePlace
  readonly session: SessionState
  readonly isWritable: boolean
  readonly onChange: (isWritable: boolean) => void
}

const words = {
  volume: ['files.note', 'files.noteWritable'],
  running: ['files.noteRunning', 'files.noteRunningWritable'],
  stopped: ['files.noteStopped', 'files.noteStoppedWritable'],
} as const

/** How the files are had, and the switch that allows to change them. */
export function FileNote({ place, session, isWritable, onChange }: FileNoteProps) {
  const { t } = useTranslation()
  const isLocked = session.state === 'open' && session.session.isRootReadOnly
  return (
    <div className={styles['note']}>
      <Info aria-hidden />
      <p>
        {t(words[place.life][isWritable ? 1 : 0])} {isLocked && t('files.rootReadOnly')}
      </p>
      <Switch label={t('files.allow')} checked={isWritable} onChange={onChange} />
    </div>
  )
}
