import { Copy, ListFilter, Rows3 } from 'lucide-react'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../store/notices.ts'
import { stripAnsi } from '../../streams/log-ansi.ts'
import { enterContext, isNarrowed } from '../../streams/log-context.ts'
import type { LogFrame } from '../../streams/log-frames.ts'
import { groupOfLevel, logLevels } from '../../streams/log-levels.ts'
import type { LogRow } from '../../streams/log-protocol.ts'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { showOnly } from './level-filter.ts'
import styles from './log-row-actions.module.css'

type LogRowActionsProps = {
  readonly store: LogStore
  readonly state: LogState
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly frame: LogFrame
}

/** What can be done with the line under the pointer, at its right end. */
export function LogRowActions({ store, state, scroller, frame }: LogRowActionsProps) {
  const { t } = useTranslation()
  const bar = useRef<HTMLDivElement>(null)
  const line = usePointedLine(scroller)
  const row = line === null ? undefined : frame.rows.find((item) => item.row?.line === line)?.row
  useLayoutEffect(() => {
    // The line may have moved under the pointer, with others that came.
    const view = scroller.current
    const place = view?.querySelector(`[data-line="${line}"]`)?.getBoundingClientRect()
    if (view && place)
      bar.current?.style.setProperty(
        '--top',
        `${Math.max(0, place.top - view.getBoundingClientRect().top)}px`,
      )
  }, [scroller, frame, line, state])
  // Lines that run by are not acted upon.
  if (!row || row.mark || frame.isFollowing) return null
  const group = groupOfLevel[logLevels[row.level] ?? 'none']
  return (
    <div ref={bar} className={styles['actions']} data-row-actions="">
      {isNarrowed(state.filter, state.query) && (
        <IconButton
          size="sm"
          label={t('logs.inContext')}
          shortcut="Enter"
          icon={Rows3}
          onClick={() => enterContext(store, row.row, row.line)}
        />
      )}
      {group !== 'none' && (
        <IconButton
          size="sm"
          label={t('logs.onlyLevel')}
          icon={ListFilter}
          onClick={() => store.setFilter(showOnly(state.filter, group))}
        />
      )}
      <IconButton
        size="sm"
        label={t('logs.copyLine')}
        icon={Copy}
        onClick={() => copyLine(row, t('logs.copyFailed'))}
      />
    </div>
  )
}

function copyLine(row: LogRow, failed: string): void {
  navigator.clipboard
    .writeText(stripAnsi(row.text))
    .catch((error: unknown) => notify({ tone: 'failed', title: failed, details: String(error) }))
}

function usePointedLine(scroller: RefObject<HTMLDivElement | null>) {
  const [line, setLine] = useState<number | null>(null)
  useEffect(() => {
    // Follows the pointer over the log and the buttons that lie upon it.
    const parent = scroller.current?.parentElement
    if (!parent) return
    const point = ({ target, buttons }: PointerEvent) => {
      if (!(target instanceof Element) || target.closest('[data-row-actions]')) return
      const row = buttons === 0 ? target.closest<HTMLElement>('[data-line]') : null
      setLine(row ? Number(row.dataset['line']) : null)
    }
    const leave = () => setLine(null)
    parent.addEventListener('pointerover', point)
    parent.addEventListener('pointerleave', leave)
    return () => {
      parent.removeEventListener('pointerover', point)
      parent.removeEventListener('pointerleave', leave)
    }
  }, [scroller])
  return line
}
