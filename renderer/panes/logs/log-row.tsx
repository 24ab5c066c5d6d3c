import { ChevronDown, ChevronRight } from 'lucide-react'
import { type CSSProperties, memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { logSources } from '../../../shared/logs.ts'
import { formatBinaryBytes, formatDateTime } from '../../format.ts'
import type { LogColumn } from '../../store/log-columns.ts'
import type { TimeFormat } from '../../store/logs-view.ts'
import { groupOfLevel, type LogLevel, logLevels } from '../../streams/log-levels.ts'
import type { LogRow as Row } from '../../streams/log-protocol.ts'
import { messageOf } from './field-roles.ts'
import { LogCells } from './log-cells.tsx'
import { LogFields } from './log-fields.tsx'
import styles from './log-row.module.css'
import { segmentLine } from './log-segments.ts'
import { LogText } from './log-text.tsx'
import { formatLogTime } from './log-time.ts'
import { hasFields, type LogField, readFields } from './read-fields.ts'

export type LogRowProps = {
  readonly row: Row
  /** Whose line it is; null where all are of one container. */
  readonly originName: string | null
  /** The colour of whose line it is. */
  readonly color: string
  /** Fields that have a column of their own. */
  readonly columns: readonly LogColumn[]
  readonly ranges: readonly number[]
  readonly isCurrentMatch: boolean
  readonly isExpanded: boolean
  readonly isSelected: boolean
  readonly timeFormat: TimeFormat
  /** Renewed only while times are relative. */
  readonly nowMs: number
  readonly onToggle: (row: Row) => void
  readonly onShowMore: (row: Row) => void
  /** Opens or folds the stack trace that the row is of. */
  readonly onFold: (row: Row) => void
  readonly onColumn: (field: LogField) => void
}

/** One line. What a container printed becomes text nodes only, never markup. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { row, columns, isCurrentMatch, isExpanded, onToggle } = props
  const level = logLevels[row.level] ?? 'none'
  const needsFields = isExpanded || columns.length > 0
  const fields = useMemo(() => (needsFields ? readFields(row.text) : null), [row.text, needsFields])
  const isExpandable = useMemo(() => !row.hasMore && hasFields(row.text), [row.text, row.hasMore])
  const shown = isExpanded ? fields : null
  return (
    <div
      className={styles['row']}
      role="listitem"
      lang="en"
      tabIndex={-1}
      data-row={row.row}
      data-line={row.line}
      data-group={isStderr(row) ? 'stderr' : groupOfLevel[level]}
      data-current={flag(isCurrentMatch)}
      data-expanded={flag(shown !== null)}
      data-selected={flag(props.isSelected)}
      data-continued={flag(row.isContinued)}
    >
      <Before {...props} fields={fields} />
      {isExpandable && <Expander isOpen={shown !== null} onToggle={() => onToggle(row)} />}
      <Message {...props} message={columns.length > 0 && !isExpanded && fields ? messageOf(fields) : null} />
      {row.foldCount > 0 && <Fold row={row} onFold={props.onFold} />}
      {shown && <LogFields fields={shown} columns={columns} onColumn={props.onColumn} />}
    </div>
  )
})

/** An attribute that is there or not. */
function flag(isOn: boolean): true | undefined {
  return isOn ? true : undefined
}

/** No level, but on the stream for errors. */
function isStderr({ level, source }: Row): boolean {
  return logLevels[level] === 'none' && logSources[source] === 'stderr'
}

type BeforeProps = LogRowProps & { readonly fields: readonly LogField[] | null }

/** What stands before the line's text. A line that goes on with another shows only whose it is. */
function Before({ row, originName, color, columns, fields, timeFormat, nowMs }: BeforeProps) {
  return (
    <>
      {timeFormat !== 'none' && !row.isContinued && (
        <time className={styles['time']} title={exactTime(row)}>
          {formatLogTime(row.seconds, row.nanos, timeFormat, nowMs)}
        </time>
      )}
      {originName !== null && (
        <span
          className={styles['origin']}
          style={{ '--origin': color } as CSSProperties}
          title={originName}
          data-origin=""
        >
          {originName}
        </span>
      )}
      {!row.isContinued && (
        <>
          <Level level={logLevels[row.level] ?? 'none'} isStderr={isStderr(row)} />
          <LogCells columns={columns} fields={fields} />
        </>
      )}
    </>
  )
}

function Level({ level, isStderr }: { readonly level: LogLevel; readonly isStderr: boolean }) {
  const word = level === 'none' ? '' : level.toUpperCase()
  return (
    <span className={styles['level']} title={isStderr ? 'stderr' : undefined}>
      {isStderr ? 'ERR' : word}
    </span>
  )
}

/** Stands for the calls of a stack that are folded. */
function Fold({ row, onFold }: Pick<LogRowProps, 'row' | 'onFold'>) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles['fold']}
      aria-expanded={row.isOpen}
      onClick={() => onFold(row)}
    >
      {row.isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
      {row.isOpen
        ? t('logs.foldFrames', { count: row.foldCount })
        : t('logs.moreFrames', { count: row.foldCount })}
    </button>
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

type MessageProps = LogRowProps & {
  /** The field that says what happened, where others have columns. */
  readonly message: LogField | null
}

function Message({ row, message, ranges, isCurrentMatch, onShowMore }: MessageProps) {
  const { t } = useTranslation()
  // Where something was found, the whole line is shown: it may stand in any field.
  const text = message && ranges.length === 0 ? message.text : row.text
  const isQuiet = groupOfLevel[logLevels[row.level] ?? 'none'] === 'debug'
  const segments = useMemo(() => segmentLine(text, { ranges, hasTokens: !isQuiet }), [text, ranges, isQuiet])
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
