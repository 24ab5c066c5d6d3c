import { ChevronDown, ChevronRight } from 'lucide-react'
import { type CSSProperties, memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { logSources } from '../../../shared/logs.ts'
import { formatBinaryBytes, formatDateTime } from '../../format.ts'
import type { TimeFormat } from '../../store/logs-view.ts'
import { groupOfLevel, type LogLevel, logLevels } from '../../streams/log-levels.ts'
import type { LogRow as Row } from '../../streams/log-protocol.ts'
import { LogFields } from './log-fields.tsx'
import styles from './log-row.module.css'
import { segmentLine } from './log-segments.ts'
import { LogText } from './log-text.tsx'
import { formatLogTime } from './log-time.ts'
import { isJsonObject } from './log-tokens.ts'
import { originColor } from './origin-filter.ts'
import { readFields } from './read-fields.ts'

export type LogRowProps = {
  readonly row: Row
  /** Whose line it is; null where all are of one container. */
  readonly originName: string | null
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
  const { row, originName, isCurrentMatch, isExpanded, timeFormat, nowMs, onToggle } = props
  const level = logLevels[row.level] ?? 'none'
  const isStderr = level === 'none' && logSources[row.source] === 'stderr'
  const fields = useMemo(() => (isExpanded ? readFields(row.text) : null), [row.text, isExpanded])
  const isObject = !row.hasMore && isJsonObject(row.text)
  return (
    <div
      className={styles['row']}
      role="listitem"
      lang="en"
      tabIndex={-1}
      data-row={row.row}
      data-line={row.line}
      data-group={isStderr ? 'stderr' : groupOfLevel[level]}
      data-current={isCurrentMatch || undefined}
      data-expanded={fields !== null || undefined}
    >
      {timeFormat !== 'none' && (
        <time className={styles['time']} title={exactTime(row)}>
          {formatLogTime(row.seconds, row.nanos, timeFormat, nowMs)}
        </time>
      )}
      {originName !== null && (
        <span
          className={styles['origin']}
          style={{ '--origin': originColor(row.origin) } as CSSProperties}
          title={originName}
          data-origin=""
        >
          {originName}
        </span>
      )}
      <Level level={level} isStderr={isStderr} />
      {isObject && <Expander isOpen={fields !== null} onToggle={() => onToggle(row)} />}
      <Message {...props} />
      {fields && <LogFields fields={fields} />}
    </div>
  )
})

function Level({ level, isStderr }: { readonly level: LogLevel; readonly isStderr: boolean }) {
  const word = level === 'none' ? '' : level.toUpperCase()
  return (
    <span className={styles['level']} title={isStderr ? 'stderr' : undefined}>
      {isStderr ? 'ERR' : word}
    </span>
  )
}

function Expander({ isOpen, onToggle }: { readonly isOpen: boolean; readonly onToggle: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles['expand']}
      aria-label={isOpen ? t('logs.fold') : t('logs.expand')}
      aria-expanded={isOpen}
      onClick={onToggle}
    >
      {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
    </button>
  )
}

function Message({ row, ranges, isCurrentMatch, onShowMore }: LogRowProps) {
  const { t } = useTranslation()
  const isQuiet = groupOfLevel[logLevels[row.level] ?? 'none'] === 'debug'
  const segments = useMemo(
    () => segmentLine(row.text, { ranges, hasTokens: !isQuiet }),
    [row.text, ranges, isQuiet],
  )
  const hiddenBytes = Math.max(0, row.byteLength - row.text.length)
  return (
    <span className={styles['message']} data-message="">
      <LogText segments={segments} isCurrent={isCurrentMatch} />
      {row.hasMore && (
        <button type="button" tabIndex={-1} className={styles['more']} onClick={() => onShowMore(row)}>
          {t('logs.showMore', { rest: formatBinaryBytes(hiddenBytes) })}
        </button>
      )}
      {row.isCut && !row.hasMore && (
        <span className={styles['cut']}>{t('logs.cut', { size: formatBinaryBytes(row.byteLength) })}</span>
      )}
    </span>
  )
}

function exactTime({ seconds, nanos }: Row): string {
  return `${formatDateTime(seconds * 1000)} .${String(nanos).padStart(9, '0')}`
}
