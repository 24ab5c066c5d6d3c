import 'uplot/dist/uPlot.min.css'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import uPlot from 'uplot'
import { formatTime } from '../../../format.ts'
import type { ChartColumns } from '../../../streams/stats-series.ts'
import { summarize } from '../../../streams/stats-series.ts'
import { type ChartSeries, chartOptions } from './chart-options.ts'
import styles from './time-chart.module.css'

export type TimeChartProps = {
  readonly title: string
  readonly unit: string
  readonly series: readonly ChartSeries[]
  readonly columns: ChartColumns
  readonly fromSeconds: number
  readonly toSeconds: number
  /** Drawn as a dashed line when it lies within reach of the values. */
  readonly limit: number | null
  readonly format: (value: number) => string
  /** Said in place of the chart when the engine gives no values. */
  readonly emptyText: string | null
}

/**
 * One chart over time. The crosshair is shared with the other charts of the page; arrow keys move it by a
 * sample (with Shift by ten), and the value under it is announced.
 */
export function TimeChart(props: TimeChartProps) {
  const { title, unit, series, columns, format, emptyText } = props
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const titleId = useId()
  const [cursorAt, setCursorAt] = useState<number | null>(null)
  const [announced, setAnnounced] = useState('')
  useChart(place, chart, props, setCursorAt)
  const at = cursorAt ?? columns[0].length - 1
  const valueAt = (column: number, index: number) => {
    const value = columns[column + 1]?.[index]
    return value === null || value === undefined ? '–' : format(Math.abs(value))
  }
  const moveCursor = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const plot = chart.current
    if (step === undefined || !plot) return
    event.preventDefault()
    const last = columns[0].length - 1
    const next = Math.max(0, Math.min(last, at + step * (event.shiftKey ? 10 : 1)))
    const seconds = columns[0][next]
    if (seconds === undefined) return
    plot.setCursor({ left: plot.valToPos(seconds, 'x'), top: plot.height / 2 }, true)
    const values = series.map((one, column) => `${one.label} ${valueAt(column, next)}`).join(', ')
    setAnnounced(`${formatTime(seconds * 1_000)}: ${values}`)
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
    <section className={styles['card']} aria-labelledby={titleId}>
      <header className={styles['head']}>
        <h3 id={titleId}>{title}</h3>
        <span className={styles['unit']}>{unit}</span>
        <span className={styles['legend']}>
          {series.map((one, column) => (
            <span key={one.label} className={styles['key']}>
              <i className={styles['swatch']} style={{ background: `var(${one.token})` }} aria-hidden />
              {one.label}
              <b>{valueAt(column, at)}</b>
            </span>
          ))}
          {cursorAt !== null && columns[0][cursorAt] !== undefined && (
            <time>{formatTime(columns[0][cursorAt] * 1_000)}</time>
          )}
        </span>
      </header>
      {emptyText ? (
        <p className={styles['empty']}>{emptyText}</p>
      ) : (
        <div
          ref={place}
          className={styles['plot']}
          role="img"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the crosshair
          tabIndex={0}
          aria-label={spoken}
          onKeyDown={moveCursor}
        />
      )}
      <span className={styles['spoken']} aria-live="polite">
        {announced}
      </span>
    </section>
  )
}

function useChart(
  place: React.RefObject<HTMLDivElement | null>,
  chart: React.RefObject<uPlot | null>,
  props: TimeChartProps,
  onCursor: (index: number | null) => void,
): void {
  const { columns, fromSeconds, toSeconds } = props
  const latest = useRef(props)
  latest.current = props
  const isEmpty = props.emptyText !== null
  useEffect(() => {
    // Makes the plot for this size and theme; a new size resizes it, a new theme makes it again.
    const element = place.current
    if (isEmpty || !element) return
    const create = () => {
      chart.current?.destroy()
      const { width, height } = element.getBoundingClientRect()
      chart.current = new uPlot(
        chartOptions({ ...latest.current, width, height, getLimit: () => latest.current.limit, onCursor }),
        latest.current.columns as unknown as uPlot.AlignedData,
        element,
      )
    }
    create()
    const resize = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect()
      if (width > 0 && height > 0) chart.current?.setSize({ width, height })
    })
    resize.observe(element)
    const theme = new MutationObserver(create)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] })
    return () => {
      resize.disconnect()
      theme.disconnect()
      chart.current?.destroy()
      chart.current = null
    }
  }, [place, chart, isEmpty, onCursor])
  useEffect(() => {
    // Repaints once per sample, without tweening.
    const plot = chart.current
    if (!plot) return
    plot.batch(() => {
      plot.setData(columns as unknown as uPlot.AlignedData, false)
      plot.setScale('x', { min: fromSeconds, max: toSeconds })
    })
  }, [chart, columns, fromSeconds, toSeconds])
}
