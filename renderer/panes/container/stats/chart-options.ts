import type uPlot from 'uplot'
import { formatTime } from '../../../format.ts'

export type ChartSeries = {
  readonly label: string
  /** Name of the colour token, e.g. `--data-1`. */
  readonly token: string
  readonly isDashed?: boolean
  readonly isFilled?: boolean
}

type Input = {
  readonly series: readonly ChartSeries[]
  readonly width: number
  readonly height: number
  readonly format: (value: number) => string
  readonly getLimit: () => number | null
  /** Steps of the axis; the least height of it, so that noise around zero looks like noise. */
  readonly scale: ChartScale
  readonly onCursor: (index: number | null) => void
}

/** How values are read: percent, bytes counted in 1,024s (memory), or rates in 1,000s. */
export type ChartScale = 'percent' | 'binary' | 'rate'

const leastTop: Readonly<Record<ChartScale, number>> = { percent: 1, binary: 1_048_576, rate: 1_000 }
/** Round steps for memory are powers of two; elsewhere uPlot's own decimal steps are right. */
const binarySteps = Array.from({ length: 50 }, (_, power) => 2 ** power)

/** All charts of the page share one crosshair. */
const crosshair = 'bayplan-stats'

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** Fades the series' colour down to nothing at the zero line. */
function areaFill(plot: uPlot, name: string): CanvasGradient | string {
  const zero = plot.valToPos(0, 'y', true)
  const { top, height } = plot.bbox
  if (!Number.isFinite(zero) || height === 0) return 'transparent'
  const colour = token(name)
  const gradient = plot.ctx.createLinearGradient(0, top, 0, top + height)
  const stop = Math.max(0, Math.min(1, (zero - top) / height))
  const tint = (percent: number) => `color-mix(in oklch, ${colour} ${percent}%, transparent)`
  gradient.addColorStop(0, tint(24))
  gradient.addColorStop(stop, tint(3))
  if (stop < 1) gradient.addColorStop(1, tint(24))
  return gradient
}

function drawLimit(plot: uPlot, limit: number | null, label: string): void {
  const { max } = plot.scales['y'] ?? {}
  if (limit === null || typeof max !== 'number' || limit > max) return
  const y = Math.round(plot.valToPos(limit, 'y', true))
  const { left, width } = plot.bbox
  const { ctx } = plot
  ctx.save()
  ctx.strokeStyle = token('--bad')
  ctx.fillStyle = token('--bad-text')
  ctx.lineWidth = devicePixelRatio
  ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio])
  ctx.beginPath()
  ctx.moveTo(left, y)
  ctx.lineTo(left + width, y)
  ctx.stroke()
  ctx.font = `${11 * devicePixelRatio}px ${token('--font-ui')}`
  ctx.textAlign = 'right'
  ctx.textBaseline = 'bottom'
  ctx.fillText(label, left + width, y - 2 * devicePixelRatio)
  ctx.restore()
}

/** Headroom above the values; the limit comes into view once values reach half of it. */
function valueRange(
  limit: number | null,
  least: number,
  min: number | null,
  max: number | null,
): [number, number] {
  const top = Math.max(max ?? 0, least)
  const bottom = Math.min(min ?? 0, 0)
  if (limit !== null && top > limit / 2) return [bottom * 1.1, Math.max(limit, top) * 1.08]
  return [bottom * 1.15, top * 1.15]
}

/** Options of a chart in the look of the page, read from the tokens of the theme that is on. */
export function chartOptions(input: Input): uPlot.Options {
  const { series, width, height, format, scale, getLimit, onCursor } = input
  const font = `11px ${token('--font-ui')}`
  const axis = { stroke: token('--text-3'), font, ticks: { show: false } } as const
  return {
    width,
    height,
    padding: [8, 0, 0, 8],
    legend: { show: false },
    cursor: {
      y: false,
      sync: { key: crosshair },
      points: { size: 7 },
      drag: { x: false, y: false },
    },
    hooks: {
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
      draw: [
        (plot) => {
          const limit = getLimit()
          if (limit !== null) drawLimit(plot, limit, format(limit))
        },
      ],
    },
    scales: {
      x: { time: true },
      y: { range: (_plot, min, max) => valueRange(getLimit(), leastTop[scale], min, max) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 80,
        size: 26,
        values: (_plot, ticks) => ticks.map((seconds) => formatTime(seconds * 1_000)),
      },
      {
        ...axis,
        side: 1,
        size: 64,
        space: 44,
        ...(scale === 'binary' ? { incrs: binarySteps } : {}),
        grid: { stroke: token('--line-1'), width: 1 },
        values: (_plot, ticks) => ticks.map((value) => format(Math.abs(value))),
      },
    ],
    series: [
      {},
      ...series.map((one) => ({
        label: one.label,
        stroke: token(one.token),
        width: 1.5,
        points: { show: false },
        spanGaps: false,
        ...(one.isDashed ? { dash: [3, 3] } : {}),
        ...(one.isFilled ? { fill: (plot: uPlot) => areaFill(plot, one.token) } : {}),
      })),
    ],
  }
}
