import { useTranslation } from 'react-i18next'
import type { LogMark } from '../../../shared/logs.ts'
import { formatTime } from '../../format.ts'
import styles from './log-mark-row.module.css'

/** Something that happened between lines, as a rule across the log. */
export function LogMarkRow({ mark, row }: { readonly mark: LogMark; readonly row: number }) {
  const { t } = useTranslation()
  const time = formatTime(mark.atMs)
  const exitCode = mark.kind === 'ended' ? mark.exitCode : null
  return (
    <div className={styles['mark']} role="listitem" data-kind={mark.kind} data-row={row} tabIndex={-1}>
      <span className={styles['text']}>
        {exitCode === null
          ? t(`logs.marks.${mark.kind}`, { time })
          : t('logs.marks.endedWithCode', { time, code: exitCode })}
      </span>
    </div>
  )
}
