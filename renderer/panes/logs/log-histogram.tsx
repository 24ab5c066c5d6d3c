import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useLogsView } from '../../store/logs-view.ts'
import type { LogHistogram as Histogram } from '../../streams/log-histogram.ts'
import type { LogStore } from '../../streams/log-store.ts'
import {
  barAt,
  chartHeight,
  labelsOf,
  type Stretch,
  secondsAt,
  shapeOf,
  stretchOf,
} from './histogram-shape.ts'
import styles from './log-histogram.module.css'
import { formatBarTime } from './log-time.ts'
import { useHistogram } from './use-histogram.ts'

type LogHistogramProps = { readonly store: LogStore }

/** When the held lines were written, with a frame around those in view that can be moved. */
export function LogHistogram({ store }: LogHistogramProps) {
  const histogram = useHistogram(store)
  return (
    <div className={styles['histogram']}>{histogram && <Chart store={store} histogram={histogram} />}</div>
  )
}

type ChartProps = { readonly store: LogStore; readonly histogram: Histogram }

function Chart({ store, histogram }: ChartProps) {
  const { t } = useTranslation()
  const isUtc = useLogsView((view) => view.timeFormat === 'utc')
  const area = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const view = useStretchInView(store, histogram)
  const time = (seconds: number) => formatBarTime(seconds, histogram, isUtc)
  const fractionOf = (event: PointerEvent): number => {
    const box = area.current?.getBoundingClientRect()
    return box ? (event.clientX - box.left) / Math.max(1, box.width) : 0
  }
  const drag = (event: PointerEvent) => {
    setPointed(fractionOf(event))
    // A press that began elsewhere, as on a line, is not meant for it.
    if (event.currentTarget.hasPointerCapture(event.pointerId)) void goTo(store, histogram, fractionOf(event))
  }
  const begin = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag(event)
  }
  const handleKeyDown = (event: KeyboardEvent) => {
    const bars = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key]
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? 1 : bars && view.from + bars / histogram.barCount
    if (to === undefined) return
    event.preventDefault()
    void goTo(store, histogram, to)
  }
  const inView = { from: time(secondsAt(histogram, view.from)), to: time(secondsAt(histogram, view.to)) }
  return (
    <>
      <div
        ref={area}
        className={styles['area']}
        onPointerDown={begin}
        onPointerMove={drag}
        onPointerLeave={() => setPointed(null)}
      >
        <Bars histogram={histogram} />
        <div
          className={styles['brush']}
          style={{ '--from': view.from, '--to': view.to } as CSSProperties}
          role="slider"
          tabIndex={0}
          aria-label={t('logs.inView')}
          aria-valuemin={0}
          aria-valuemax={histogram.barCount}
          aria-valuenow={Math.round(view.from * histogram.barCount)}
          aria-valuetext={t('logs.inViewRange', inView)}
          onKeyDown={handleKeyDown}
        />
        {pointed !== null && <Pointed histogram={histogram} at={pointed} time={time} />}
      </div>
      <div className={styles['times']} aria-hidden>
        {labelsOf(histogram).map(({ seconds, at }) => (
          <span key={seconds} style={{ '--at': at } as CSSProperties}>
            {time(seconds)}
          </span>
        ))}
      </div>
    </>
  )
}

const Bars = memo(function Bars({ histogram }: { readonly histogram: Histogram }) {
  const shape = useMemo(() => shapeOf(histogram), [histogram])
  return (
    <svg
      className={styles['bars']}
      viewBox={`0 0 ${histogram.barCount} ${chartHeight}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path className={styles['other']} d={shape.other} />
      <path className={styles['warn']} d={shape.warn} />
      <path className={styles['error']} d={shape.error} />
    </svg>
  )
})

type PointedProps = {
  readonly histogram: Histogram
  readonly at: number
  readonly time: (seconds: number) => string
}

/** What the bar under the pointer counts. */
function Pointed({ histogram, at, time }: PointedProps) {
  const { t } = useTranslation()
  const seconds = secondsAt(histogram, at)
  const bar = barAt(histogram, Math.round((seconds - histogram.fromSeconds) / histogram.stepSeconds))
  const parts = [
    time(seconds),
    t('logs.lines', { count: bar.error + bar.warn + bar.other }),
    bar.warn > 0 ? t('logs.warnings', { count: bar.warn }) : null,
    bar.error > 0 ? t('logs.newErrors', { count: bar.error }) : null,
  ]
  return (
    <div className={styles['pointed']} style={{ '--at': Math.min(1, Math.max(0, at)) } as CSSProperties}>
      {parts.filter((part) => part !== null).join(' · ')}
    </div>
  )
}

/** The time of the lines in view, as a part of the picture. */
function useStretchInView({ frames }: LogStore, histogram: Histogram): Stretch {
  const frame = useSyncExternalStore(frames.subscribe, frames.current)
  const first = frames.rowAt(frames.viewport.anchor.row)
  const last = frames.rowAt(frames.viewport.lastVisibleRow()) ?? frame.rows.at(-1)?.row
  const end = histogram.fromSeconds + histogram.barCount * histogram.stepSeconds
  const from = first?.seconds ?? end
  return stretchOf(histogram, from, Math.max(from, (last?.seconds ?? end) + 1))
}

/** Brings the lines of a time to the top; after the last of them, goes on with the newest. */
async function goTo(store: LogStore, histogram: Histogram, fraction: number): Promise<void> {
  const row = fraction >= 1 ? null : await store.seekTime(secondsAt(histogram, fraction))
  if (row === null) store.frames.viewport.follow()
  else store.frames.viewport.scrollToRow(row)
  store.frames.invalidate()
}
