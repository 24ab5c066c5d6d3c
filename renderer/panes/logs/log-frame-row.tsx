import { useCallback } from 'react'
import { type LogColumn, toggleLogColumn } from '../../store/log-columns.ts'
import type { TimeFormat } from '../../store/logs-view.ts'
import type { FrameRow } from '../../streams/log-frames.ts'
import type { LogRow as Row } from '../../streams/log-protocol.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { LogMarkRow } from './log-mark-row.tsx'
import { LogRow } from './log-row.tsx'
import styles from './log-rows.module.css'
import type { LogField } from './read-fields.ts'

type LogFrameRowProps = {
  readonly item: FrameRow
  readonly store: LogStore
  /** The log's name, by which its columns are remembered. */
  readonly log: string
  readonly columns: readonly LogColumn[]
  /** Null where all lines are of one container. */
  readonly originName: string | null
  readonly color: string
  readonly isCurrentMatch: boolean
  readonly isSelected: boolean
  readonly timeFormat: TimeFormat
  readonly nowMs: number
}

/** A row of the picture: a line, a mark, or room for a line that has not come yet. */
export function LogFrameRow({ item, store, log, ...look }: LogFrameRowProps) {
  const { frames } = store
  const toggle = useCallback((row: Row) => frames.toggleExpanded(row), [frames])
  const showMore = useCallback((row: Row) => frames.showMore(row), [frames])
  const fold = useCallback((row: Row) => store.setOpen(row.line, !row.isOpen), [store])
  const addColumn = useCallback((field: LogField) => toggleLogColumn(log, field.name, field.text), [log])
  if (!item.row) return <div className={styles['missing']} />
  if (item.row.mark) return <LogMarkRow mark={item.row.mark} row={item.number} name={look.originName} />
  return (
    <LogRow
      row={item.row}
      ranges={item.ranges}
      isExpanded={item.isExpanded}
      {...look}
      onToggle={toggle}
      onShowMore={showMore}
      onFold={fold}
      onColumn={addColumn}
    />
  )
}
