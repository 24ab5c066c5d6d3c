import { useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './sparkline.module.css'

type SparklineProps = {
  /** Oldest first, evenly spaced; null is a gap. */
  readonly values: readonly (number | null)[]
  /** How many values fill the width; fewer stand at the right. */
  readonly capacity: number
  /** The value at the top edge. */
  readonly top: number
  readonly tone: 'cpu' | 'memory' | 'warn' | 'bad'
  /** Fills its box when not given. */
  readonly width?: number | undefined
  readonly height?: number | undefined
}

/** Line and area are drawn in a box of this size and stretched to the element's. */
const box = { width: 100, height: 20 }

/**
 * Line and area of the newest values. Decoration: the number stands beside it. Drawn as paths: each canvas is a layer
 * of its own, and a list of them is put together anew with every row that moves.
 */
export function Sparkline({ values, capacity, top, tone, width, height }: SparklineProps) {
  const shade = useId()
  const size = width === undefined ? {} : { width: `${width}px`, height: `${height}px` }
  const runs = toRuns(values, capacity, top)
  return (
    <svg
      viewBox={`0 0 ${box.width} ${box.height}`}
      preserveAspectRatio="none"
      className={classNames(styles['sparkline'], styles[tone])}
      style={size}
      aria-hidden
    >
      <linearGradient id={shade} gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="0" y2={box.height}>
        <stop className={styles['shadeTop']} />
        <stop className={styles['shadeFoot']} offset="1" />
      </linearGradient>
      <path fill={`url(#${shade})`} d={runs.map(areaOf).join('')} />
      <path className={styles['line']} d={runs.map(lineOf).join('')} />
    </svg>
  )
}

type Point = { readonly x: number; readonly y: number }

/** Unbroken pieces of the line. */
function toRuns(values: readonly (number | null)[], capacity: number, top: number): Point[][] {
  const step = box.width / Math.max(1, capacity - 1)
  const offset = capacity - values.length
  const runs: Point[][] = [[]]
  values.forEach((value, index) => {
    if (value === null) {
      runs.push([])
      return
    }
    const share = Math.min(1, Math.max(0, value / top))
    // Half the line's width is kept free at both edges, so that a flat zero is seen.
    runs.at(-1)?.push({ x: (index + offset) * step, y: box.height - 1 - share * (box.height - 2) })
  })
  return runs.filter((run) => run.length > 0)
}

function lineOf(run: readonly Point[]): string {
  const points = run.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`)
  // A single value is a dot.
  return `M${points.join('L')}${run.length === 1 ? 'h1' : ''}`
}

function areaOf(run: readonly Point[]): string {
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return ''
  return `${lineOf(run)}L${last.x.toFixed(1)} ${box.height}L${first.x.toFixed(1)} ${box.height}Z`
}
