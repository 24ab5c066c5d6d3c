import { useEffect, useRef, useSyncExternalStore } from 'react'
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

/** Line and area of the newest values, drawn on a canvas. Decoration: the number stands beside it. */
export function Sparkline({ values, capacity, top, tone, width, height }: SparklineProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const look = useSyncExternalStore(subscribeLook, readLook)
  useEffect(() => {
    if (!canvas.current) return
    // The size is asked for only where it is not given: it may have to be laid out.
    const box = {
      width: width ?? canvas.current.clientWidth,
      height: height ?? canvas.current.clientHeight,
    }
    draw(canvas.current, { values, capacity, top, tone, ...box })
  }, [values, capacity, top, tone, width, height, look])
  const size = width === undefined ? {} : { width: `${width}px`, height: `${height}px` }
  return (
    <canvas ref={canvas} className={classNames(styles['sparkline'], styles[tone])} style={size} aria-hidden />
  )
}

type Point = { readonly x: number; readonly y: number }

type Drawing = Pick<SparklineProps, 'values' | 'capacity' | 'top' | 'tone'> & {
  readonly width: number
  readonly height: number
}

function draw(canvas: HTMLCanvasElement, { values, capacity, top, tone, width, height }: Drawing): void {
  const ratio = window.devicePixelRatio || 1
  const context = canvas.getContext('2d')
  if (!context || width === 0 || height === 0) return
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth
    canvas.height = pixelHeight
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  const colour = colourOf(canvas, tone)
  for (const run of toRuns(values, capacity, top, width, height)) drawRun(context, run, height, colour)
}

/** Asked once for each tone: a question to a changed document lays it out again. */
const colours = new Map<SparklineProps['tone'], string>()

function colourOf(canvas: HTMLCanvasElement, tone: SparklineProps['tone']): string {
  const known = colours.get(tone)
  if (known !== undefined) return known
  const colour = getComputedStyle(canvas).color
  colours.set(tone, colour)
  return colour
}

/** Unbroken pieces of the line, in pixels. */
function toRuns(
  values: readonly (number | null)[],
  capacity: number,
  top: number,
  width: number,
  height: number,
): Point[][] {
  const step = width / Math.max(1, capacity - 1)
  const offset = capacity - values.length
  const runs: Point[][] = [[]]
  values.forEach((value, index) => {
    if (value === null) {
      runs.push([])
      return
    }
    const share = Math.min(1, Math.max(0, value / top))
    // Half the line's width is kept free at both edges, so that a flat zero is seen.
    runs.at(-1)?.push({ x: (index + offset) * step, y: height - 1 - share * (height - 2) })
  })
  return runs.filter((run) => run.length > 0)
}

function drawRun(
  context: CanvasRenderingContext2D,
  run: readonly Point[],
  height: number,
  colour: string,
): void {
  const [first, last] = [run[0], run.at(-1)]
  if (!first || !last) return
  const line = new Path2D()
  line.moveTo(first.x, first.y)
  for (const { x, y } of run.slice(1)) line.lineTo(x, y)
  if (run.length === 1) line.lineTo(first.x + 0.5, first.y)
  const area = new Path2D(line)
  area.lineTo(last.x, height)
  area.lineTo(first.x, height)
  const shade = context.createLinearGradient(0, 0, 0, height)
  shade.addColorStop(0, colour)
  shade.addColorStop(1, withoutOpacity(colour))
  context.fillStyle = shade
  context.globalAlpha = 0.3
  context.fill(area)
  context.globalAlpha = 1
  context.strokeStyle = colour
  context.lineWidth = 1.25
  context.lineJoin = 'round'
  context.stroke(line)
}

/** The same hue fully clear: a canvas mixes plain `transparent` as black. */
function withoutOpacity(colour: string): string {
  const parts = /^(\w+)\(([^)]*)\)$/.exec(colour)
  const [, space = '', values = ''] = parts ?? []
  const [channels = ''] = values.split('/')
  return parts === null ? 'transparent' : `${space.replace(/a$/, '')}(${channels.replaceAll(',', ' ')} / 0)`
}

/** Changes whenever colours or pixels may have: theme, contrast, zoom. */
let look = 0
const lookListeners = new Set<() => void>()
let stopWatching: (() => void) | null = null

function readLook(): number {
  return look
}

function subscribeLook(listener: () => void): () => void {
  lookListeners.add(listener)
  stopWatching ??= watchLook()
  return () => {
    lookListeners.delete(listener)
    if (lookListeners.size > 0) return
    stopWatching?.()
    stopWatching = null
    colours.clear()
  }
}

function watchLook(): () => void {
  const change = () => {
    look += 1
    colours.clear()
    for (const listener of lookListeners) listener()
  }
  const theme = new MutationObserver(change)
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const schemes = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
    matchMedia(query),
  )
  for (const scheme of schemes) scheme.addEventListener('change', change)
  window.addEventListener('resize', change)
  return () => {
    theme.disconnect()
    for (const scheme of schemes) scheme.removeEventListener('change', change)
    window.removeEventListener('resize', change)
  }
}
