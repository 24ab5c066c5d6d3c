import type { CSSProperties } from 'react'
import { useNow } from '../../hooks/use-now.ts'
import type { LogColumn } from '../../store/log-columns.ts'
import { type TimeFormat, useLogsView } from '../../store/logs-view.ts'
import type { LogOrigin } from '../../streams/log-store.ts'
import { columnsWidth } from './column-places.ts'

/** Width of the time column; the level column has 58. */
const timeWidths: Readonly<Record<TimeFormat, number>> = { local: 112, utc: 112, relative: 72, none: 0 }
const levelWidth = 58
/** Times that are not relative do not change. */
const neverMs = 1 << 30

/** What stands before the lines, and how wide that is. */
export function useLogLayout(origins: readonly LogOrigin[], columns: readonly LogColumn[]) {
  const isWrapped = useLogsView((view) => view.isWrapped)
  const timeFormat = useLogsView((view) => view.timeFormat)
  const nowMs = useNow(timeFormat === 'relative' ? 1000 : neverMs)
  const hasNames = origins.length > 1
  const originWidth = hasNames ? nameWidth(origins) : 0
  const before = timeWidths[timeFormat] + levelWidth + originWidth
  const style = {
    '--log-time': `${timeWidths[timeFormat]}px`,
    '--log-origin': `${originWidth}px`,
    '--log-before': `${before}px`,
    '--log-indent': `calc(${before}px + ${columnsWidth(columns)}ch)`,
    '--log-rule': `${before - 12}px`,
    '--log-white-space': isWrapped ? 'pre-wrap' : 'pre',
  } as CSSProperties
  return { isWrapped, timeFormat, nowMs, hasNames, style }
}

const mostNameCharacters = 22
const characterPx = 7.3

/** Room for the longest name, within reason. */
function nameWidth(origins: readonly LogOrigin[]): number {
  const longest = Math.max(...origins.map(({ name }) => name.length))
  return Math.round(Math.min(mostNameCharacters, longest) * characterPx) + 16
}
