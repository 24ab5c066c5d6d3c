import { type CSSProperties, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../hooks/use-now.ts'
import { type TimeFormat, useLogsView } from '../../store/logs-view.ts'
import type { FrameRow } from '../../streams/log-frames.ts'
import type { LogRow as Row } from '../../streams/log-protocol.ts'
import type { LogOrigin, LogState, LogStore } from '../../streams/log-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { formatShortcut } from '../../ui/shortcut.ts'
import { LogMarkRow } from './log-mark-row.tsx'
import { LogRow } from './log-row.tsx'
import styles from './log-rows.module.css'
import type { LogSubject } from './log-subject.ts'
import { useLogKeys } from './use-log-keys.ts'
import { useLogScroll } from './use-log-scroll.ts'
import { useLogSelection } from './use-log-selection.ts'
import { useMatchInView } from './use-match-in-view.ts'

type LogRowsProps = { readonly subject: LogSubject; readonly store: LogStore; readonly state: LogState }

/** Width of the time column; the level column has 58. */
const timeWidths: Readonly<Record<TimeFormat, number>> = { local: 112, utc: 112, relative: 72, none: 0 }
const levelWidth = 58
/** Times that are not relative do not change. */
const neverMs = 1 << 30

/** The lines in view, out of however many. */
export function LogRows({ subject, store, state }: LogRowsProps) {
  const { t } = useTranslation()
  const frame = useSyncExternalStore(store.frames.subscribe, store.frames.current)
  const isWrapped = useLogsView((view) => view.isWrapped)
  const timeFormat = useLogsView((view) => view.timeFormat)
  const nowMs = useNow(timeFormat === 'relative' ? 1000 : neverMs)
  const scroller = useRef<HTMLDivElement>(null)
  const block = useRef<HTMLDivElement>(null)
  const spacer = useRef<HTMLDivElement>(null)
  const { layOut, handleScroll } = useLogScroll(store, { scroller, block, spacer })
  const selection = useLogSelection(subject, store, block)
  const { handleKeyDown, focusWanted } = useLogKeys(store, { scroller, block, ...selection })
  useLayoutEffect(() => {
    layOut(frame)
    focusWanted()
  }, [layOut, focusWanted, frame, isWrapped, timeFormat])
  useMatchInView(store.frames, state.search, frame, { scroller, block })
  const currentLine = state.search?.currentLine ?? null
  const { origins } = state
  const originWidth = origins.length > 1 ? nameWidth(origins) : 0
  const indent = timeWidths[timeFormat] + levelWidth + originWidth
  const style = {
    '--log-time': `${timeWidths[timeFormat]}px`,
    '--log-origin': `${originWidth}px`,
    '--log-indent': `${indent}px`,
    '--log-rule': `${indent - 12}px`,
    '--log-white-space': isWrapped ? 'pre-wrap' : 'pre',
  } as CSSProperties
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys move among its rows */}
      <div
        ref={scroller}
        className={classNames(styles['scroller'], isWrapped && styles['wrapped'])}
        style={style}
        role="log"
        aria-live="off"
        aria-label={t('logs.label', { name: subject.name })}
        data-all={selection.isAll || undefined}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled region must be reachable by keyboard
        tabIndex={0}
        onScroll={handleScroll}
        onKeyDown={handleKeyDown}
        onCopy={selection.handleCopy}
        onPointerDown={selection.handlePointerDown}
      >
        <div className={styles['window']}>
          <div ref={block} className={styles['block']} role="list">
            {frame.rows.map((item) => (
              <FrameItem
                key={item.row?.line ?? `row ${item.number}`}
                item={item}
                store={store}
                originName={originWidth > 0 ? (origins[item.row?.origin ?? 0]?.name ?? '') : null}
                isCurrentMatch={item.row !== null && item.row.line === currentLine}
                timeFormat={timeFormat}
                nowMs={nowMs}
              />
            ))}
          </div>
        </div>
        <div ref={spacer} className={styles['spacer']} />
      </div>
      {selection.isAll && <AllSelected count={state.status.nextRow - state.status.firstRow} />}
    </>
  )
}

const mostNameCharacters = 22
const characterPx = 7.3

/** Room for the longest name, within reason. */
function nameWidth(origins: readonly LogOrigin[]): number {
  const longest = Math.max(...origins.map(({ name }) => name.length))
  return Math.round(Math.min(mostNameCharacters, longest) * characterPx) + 16
}

/** Rows out of view are selected too: only words can say so. */
function AllSelected({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  return (
    <div className={styles['allSelected']} role="status">
      {t('logs.allSelected', { count, shortcut: formatShortcut('Mod+C') })}
    </div>
  )
}

type FrameItemProps = {
  readonly item: FrameRow
  readonly store: LogStore
  /** Null where all lines are of one container. */
  readonly originName: string | null
  readonly isCurrentMatch: boolean
  readonly timeFormat: TimeFormat
  readonly nowMs: number
}

function FrameItem({ item, store, originName, isCurrentMatch, timeFormat, nowMs }: FrameItemProps) {
  const { frames } = store
  const toggle = useCallback((row: Row) => frames.toggleExpanded(row.line), [frames])
  const showMore = useCallback((row: Row) => frames.showMore(row), [frames])
  if (!item.row) return <div className={styles['missing']} />
  if (item.row.mark) return <LogMarkRow mark={item.row.mark} row={item.number} name={originName} />
  return (
    <LogRow
      row={item.row}
      originName={originName}
      ranges={item.ranges}
      isCurrentMatch={isCurrentMatch}
      isExpanded={item.isExpanded}
      timeFormat={timeFormat}
      nowMs={nowMs}
      onToggle={toggle}
      onShowMore={showMore}
    />
  )
}
