import { useTranslation } from 'react-i18next'
import type { LogMark } from '../../../shared/logs.ts'
import { formatTime } from '../../format.ts'
import styles from './log-mark-row.module.css'

type LogMarkRowProps = {
  readonly mark: LogMark
  readonly row: number
  /** Whose mark it is; null where all lines are of one container. */
  readonly name: string | null
}

/** Something that happened between lines, as a rule across the log. */
export function LogMarkRow({ mark, row, name }: LogMarkRowProps) {
  const { t } = useTranslation()
  const time = formatTime(mark.atMs)
  const exitCode = mark.kind === 'ended' ? mark.exitCode : null
  return (
    <div className={styles['mark']} role="listitem" data-kind={mark.kind} data-row={row} tabIndex={-1}>
      <span className={styles['text']}>
        {name !== null && <strong className={styles['name']}>{name}</strong>}
        {exitCode === null
          ? t(`logs.marks.${mark.kind}`, { time })
          : t('logs.marks.endedWithCode', { time, code: exitCode })}
      </span>
    </div>
  )
}
