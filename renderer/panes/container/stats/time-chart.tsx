import 'uplot/dist/uPlot.min.css'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../format.ts'
import { summarize } from '../../../streams/stats-series.ts'
import { ChartPlot, type PlotInput } from './chart-plot.ts'
import styles from './time-chart.module.css'

export type TimeChartProps = PlotInput & {
  readonly title: string
  readonly unit: string
  /** Said in place of the chart when the engine gives no values. */
  readonly emptyText: string | null
}

/**
 * One chart over time. The crosshair is shared with the other charts of the page; arrow keys move it by a
 * sample (with Shift by ten), and the value under it is announced.
 */
export function TimeChart(props: TimeChartProps) {
  const { title, unit, series, columns, format, emptyText } = props
  const titleId = useId()
  const [cursorAt, setCursorAt] = useState<number | null>(null)
  const at = cursorAt ?? columns[0].length - 1
  const cursorSeconds = cursorAt === null ? undefined : columns[0][cursorAt]
  return (
    <section className={styles['card']} aria-labelledby={titleId}>
      <header className={styles['head']}>
        <h3 id={titleId}>{title}</h3>
        <span className={styles['unit']}>{unit}</span>
        <span className={styles['legend']}>
          {cursorSeconds !== undefined && <time>{formatTime(cursorSeconds * 1_000)}</time>}
          {series.map((one, column) => (
            <span key={one.label} className={styles['key']}>
              <i className={styles['swatch']} style={{ background: `var(${one.token})` }} aria-hidden />
              {one.label}
              <b>{formatAt(columns[column + 1], at, format)}</b>
            </span>
          ))}
        </span>
      </header>
      {emptyText ? (
        <p className={styles['empty']}>{emptyText}</p>
      ) : (
        <Plot {...props} cursorAt={at} onCursor={setCursorAt} />
      )}
    </section>
  )
}

function formatAt(
  column: readonly (number | null)[] | undefined,
  at: number,
  format: (value: number) => string,
): string {
  const value = column?.[at]
  return value === null || value === undefined ? '–' : format(Math.abs(value))
}

type PlotProps = TimeChartProps & {
  readonly cursorAt: number
  readonly onCursor: (index: number | null) => void
}

function Plot(props: PlotProps) {
  const { title, series, columns, fromSeconds, toSeconds, limit, scale, format, cursorAt, onCursor } = props
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const [announced, setAnnounced] = useState('')
  const [plot] = useState(() => new ChartPlot(props, onCursor))
  useEffect(() => {
    // Draws the chart; leaving takes it down.
    return place.current ? plot.mount(place.current) : undefined
  }, [plot])
  useEffect(() => {
    plot.update({ series, columns, fromSeconds, toSeconds, limit, scale, format })
  }, [plot, series, columns, fromSeconds, toSeconds, limit, scale, format])
  const moveCursor = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const last = columns[0].length - 1
    const next = Math.max(0, Math.min(last, cursorAt + step * (event.shiftKey ? 10 : 1)))
    const seconds = columns[0][next]
    if (seconds === undefined) return
    plot.moveCursor(seconds)
    const values = series.map((one, column) => `${one.label} ${formatAt(columns[column + 1], next, format)}`)
    setAnnounced(`${formatTime(seconds * 1_000)}: ${values.join(', ')}`)
  }
  const summary = summarize(columns[1] ?? [])
  const spoken = summary
    ? t('stats.chartSummary', {
        title,
        min: format(summary.min),
        max: format(summary.max),
        now: format(summary.now),
      })
    : title
  return (
    <>
      {/* The picture is worked by arrow keys, so it takes the focus although it is no control. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={place}
        className={styles['plot']}
        role="img"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys move the crosshair
        tabIndex={0}
        aria-label={spoken}
        onKeyDown={moveCursor}
      />
      <span className={styles['spoken']} aria-live="polite">
        {announced}
      </span>
    </>
  )
}
