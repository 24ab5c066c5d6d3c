import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useLogColumns } from '../../store/log-columns.ts'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { formatShortcut } from '../../ui/shortcut.ts'
import { LogColumnHeads } from './log-column-heads.tsx'
import { LogFrameRow } from './log-frame-row.tsx'
import { LogOverview } from './log-overview.tsx'
import { LogRowActions } from './log-row-actions.tsx'
import styles from './log-rows.module.css'
import type { LogSubject } from './log-subject.ts'
import { originColor } from './origin-filter.ts'
import { useLogKeys } from './use-log-keys.ts'
import { useLogLayout } from './use-log-layout.ts'
import { useLogScroll } from './use-log-scroll.ts'
import { useLogSelection } from './use-log-selection.ts'
import { useMatchInView } from './use-match-in-view.ts'

type LogRowsProps = { readonly subject: LogSubject; readonly store: LogStore; readonly state: LogState }

/** The lines in view, out of however many. */
export function LogRows({ subject, store, state }: LogRowsProps) {
  const { t } = useTranslation()
  const frame = useSyncExternalStore(store.frames.subscribe, store.frames.current)
  const scroller = useRef<HTMLDivElement>(null)
  const block = useRef<HTMLDivElement>(null)
  const spacer = useRef<HTMLDivElement>(null)
  const columns = useLogColumns(subject.name)
  const { origins } = state
  const { isWrapped, timeFormat, nowMs, hasNames, style } = useLogLayout(origins, columns)
  const { layOut, handleScroll } = useLogScroll(store, { scroller, block, spacer })
  const selection = useLogSelection(subject, store, { scroller, block })
  const { handleKeyDown, focusWanted } = useLogKeys(store, { scroller, block, selection })
  useLayoutEffect(() => {
    layOut(frame)
    focusWanted()
  }, [layOut, focusWanted, frame, isWrapped, timeFormat, columns])
  useMatchInView(store.frames, state.search, frame, { scroller, block })
  const currentLine = state.search?.currentLine ?? state.context?.line ?? null
  return (
    <div className={styles['log']} style={style}>
      {columns.length > 0 && <LogColumnHeads log={subject.name} columns={columns} />}
      <div className={styles['view']}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys move among its rows */}
        <div
          ref={scroller}
          className={classNames(styles['scroller'], isWrapped && styles['wrapped'])}
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
                <LogFrameRow
                  key={item.row?.line ?? `row ${item.number}`}
                  item={item}
                  store={store}
                  log={subject.name}
                  columns={columns}
                  originName={hasNames ? (origins[item.row?.origin ?? 0]?.name ?? '') : null}
                  color={originColor(origins, item.row?.origin ?? 0)}
                  isCurrentMatch={item.row !== null && item.row.line === currentLine}
                  isSelected={item.row !== null && selection.isSelected(item.row.line)}
                  timeFormat={timeFormat}
                  nowMs={nowMs}
                />
              ))}
            </div>
          </div>
          <div ref={spacer} className={styles['spacer']} />
        </div>
        <LogOverview store={store} />
        <LogRowActions store={store} state={state} scroller={scroller} frame={frame} />
      </div>
      {selection.count !== null && <Selected count={selection.count} isAll={selection.isAll} />}
    </div>
  )
}

/** Rows out of view are selected too: only words can say so. */
function Selected({ count, isAll }: { readonly count: number; readonly isAll: boolean }) {
  const { t } = useTranslation()
  const shortcut = formatShortcut('Mod+C')
  return (
    <div className={styles['allSelected']} role="status">
      {isAll ? t('logs.allSelected', { count, shortcut }) : t('logs.linesSelected', { count, shortcut })}
    </div>
  )
}
