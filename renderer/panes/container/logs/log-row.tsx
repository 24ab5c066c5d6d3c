import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { logSources } from '../../../../shared/logs.ts'
import { formatBinaryBytes, formatDateTime } from '../../../format.ts'
import type { TimeFormat } from '../../../store/logs-view.ts'
import { groupOfLevel, logLevels } from '../../../streams/log-levels.ts'
import type { LogRow as Row } from '../../../streams/log-protocol.ts'
import { LogFields } from './log-fields.tsx'
import styles from './log-row.module.css'
import { segmentLine } from './log-segments.ts'
import { LogText } from './log-text.tsx'
import { formatLogTime } from './log-time.ts'
import { isJsonObject } from './log-tokens.ts'
import { readFields } from './read-fields.ts'

export type LogRowProps = {
  readonly row: Row
  readonly ranges: readonly number[]
  readonly isCurrentMatch: boolean
  readonly isExpanded: boolean
  readonly timeFormat: TimeFormat
  /** Renewed only while times are relative. */
  readonly nowMs: number
  readonly onToggle: (row: Row) => void
  readonly onShowMore: (row: Row) => void
}

/** One line. What a container printed becomes text nodes only, never markup. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { row, ranges, isCurrentMatch, isExpanded, timeFormat, nowMs, onToggle, onShowMore } = props
  const { t } = useTranslation()
  const level = logLevels[row.level] ?? 'none'
  const group = groupOfLevel[level]
  const isStderr = group === 'none' && logSources[row.source] === 'stderr'
  const isObject = !row.hasMore && isJsonObject(row.text)
  const segments = useMemo(
    () => segmentLine(row.text, { ranges, hasTokens: group !== 'debug' }),
    [row.text, ranges, group],
  )
  const fields = useMemo(() => (isExpanded ? readFields(row.text) : null), [row.text, isExpanded])
  return (
    <div
      className={styles['row']}
      role="listitem"
      tabIndex={-1}
      data-line={row.line}
      data-group={isStderr ? 'stderr' : group}
      data-current={isCurrentMatch || undefined}
      data-expanded={fields !== null || undefined}
    >
      {timeFormat !== 'none' && (
        <time className={styles['time']} title={exactTime(row)}>
          {formatLogTime(row.seconds, row.nanos, timeFormat, nowMs)}
        </time>
      )}
      <span className={styles['level']} title={isStderr ? t('logs.stderr') : undefined}>
        {isStderr ? 'ERR' : level === 'none' ? '' : level.toUpperCase()}
      </span>
      {isObject && (
        <button
          type="button"
          tabIndex={-1}
          className={styles['expand']}
          aria-label={fields ? t('logs.fold') : t('logs.expand')}
          aria-expanded={fields !== null}
          onClick={() => onToggle(row)}
        >
          {fields ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
        </button>
      )}
      <span className={styles['message']} data-message="">
        <LogText segments={segments} isCurrent={isCurrentMatch} />
        {row.hasMore && (
          <button type="button" tabIndex={-1} className={styles['more']} onClick={() => onShowMore(row)}>
            {t('logs.showMore', { rest: formatBinaryBytes(Math.max(0, row.byteLength - row.text.length)) })}
          </button>
        )}
        {row.isCut && !row.hasMore && (
          <span className={styles['cut']}>{t('logs.cut', { size: formatBinaryBytes(row.byteLength) })}</span>
        )}
      </span>
      {fields && <LogFields fields={fields} />}
    </div>
  )
})

function exactTime({ seconds, nanos }: Row): string {
  return `${formatDateTime(seconds * 1000)} .${String(nanos).padStart(9, '0')}`
}
