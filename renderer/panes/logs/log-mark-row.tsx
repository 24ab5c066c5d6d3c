import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { LogMark } from '../../../shared/logs.ts'
import { formatTime } from '../../format.ts'
import { showInvisibles } from '../../streams/log-ansi.ts'
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
  return (
    <div className={styles['mark']} role="listitem" data-kind={mark.kind} data-row={row} tabIndex={-1}>
      <span className={styles['text']}>
        {name !== null && <strong className={styles['name']}>{name}</strong>}
        {words(mark, t)}
      </span>
    </div>
  )
}

function words(mark: LogMark, t: TFunction): string {
  const time = formatTime(mark.atMs)
  switch (mark.kind) {
    case 'ended': {
      const { exitCode, cause } = mark
      const end =
        exitCode === null
          ? t('logs.marks.ended', { time })
          : t('logs.marks.endedWithCode', { time, code: exitCode })
      return cause === null ? end : t('logs.endBecause', { end, cause: t(`logs.endCause.${cause}`) })
    }
    case 'started':
      return t(mark.isByPolicy ? 'logs.startedByPolicy' : 'logs.marks.started', { time })
    case 'recreated':
      return mark.image === null
        ? t('logs.recreated', { time })
        : t('logs.recreatedWith', { time, image: showInvisibles(mark.image) })
    case 'engine-lost':
    case 'engine-back':
    case 'removed':
      return t(`logs.marks.${mark.kind}`, { time })
  }
}
