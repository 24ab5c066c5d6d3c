import { memo, useMemo } from 'react'
import { overviewBits } from '../../streams/log-overview.ts'
import type { LogStore } from '../../streams/log-store.ts'
import styles from './log-overview.module.css'
import { useOverview } from './use-overview.ts'

/** Marks beside the scroll bar where errors and matches are. For the eye: keys and counts tell the same. */
export const LogOverview = memo(function LogOverview({ store }: { readonly store: LogStore }) {
  const marks = useOverview(store)
  const shapes = useMemo(
    () => marks && { error: shapeOf(marks, overviewBits.error), match: shapeOf(marks, overviewBits.match) },
    [marks],
  )
  if (!marks || !shapes) return null
  return (
    <svg
      className={styles['overview']}
      viewBox={`0 0 2 ${marks.length}`}
      preserveAspectRatio="none"
      aria-hidden
      data-matches={countOf(marks, overviewBits.match)}
      data-errors={countOf(marks, overviewBits.error)}
    >
      <path className={styles['error']} d={shapes.error} />
      <path className={styles['match']} d={shapes.match} />
    </svg>
  )
})

/** Errors in the left half, matches over the whole width. */
function shapeOf(marks: Uint8Array, bit: number): string {
  const width = bit === overviewBits.error ? 1 : 2
  return Array.from(marks, (mark, at) => (mark & bit ? `M0 ${at}h${width}v1h-${width}z` : '')).join('')
}

function countOf(marks: Uint8Array, bit: number): number {
  return marks.reduce((count, mark) => (mark & bit ? count + 1 : count), 0)
}
