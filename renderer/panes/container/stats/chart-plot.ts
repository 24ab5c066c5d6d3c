import uPlot from 'uplot'
import type { ChartColumns } from '../../../streams/stats-series.ts'
import { type ChartScale, type ChartSeries, chartOptions } from './chart-options.ts'

export type PlotInput = {
  readonly series: readonly ChartSeries[]
  readonly columns: ChartColumns
  readonly fromSeconds: number
  readonly toSeconds: number
  /** Drawn as a dashed line when it lies within reach of the values. */
  readonly limit: number | null
  readonly scale: ChartScale
  readonly format: (value: number) => string
}

/** A drawn chart in an element, outside React: made for a size and theme, repainted for each sample. */
export class ChartPlot {
  private plot: uPlot | null = null
  private input: PlotInput
  private readonly onCursor: (index: number | null) => void

  constructor(input: PlotInput, onCursor: (index: number | null) => void) {
    this.input = input
    this.onCursor = onCursor
  }

  /** Draws into the element, follows its size and the theme; returns the undo. */
  mount(element: HTMLElement): () => void {
    this.draw(element)
    const resize = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect()
      if (width > 0 && height > 0) this.plot?.setSize({ width, height })
    })
    resize.observe(element)
    const theme = new MutationObserver(() => this.draw(element))
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] })
    const system = matchMedia('(prefers-color-scheme: dark)')
    const redraw = () => this.draw(element)
    system.addEventListener('change', redraw)
    return () => {
      system.removeEventListener('change', redraw)
      theme.disconnect()
      resize.disconnect()
      this.plot?.destroy()
      this.plot = null
    }
  }

  /** Repaints without tweening. */
  update(input: PlotInput): void {
    this.input = input
    const { plot } = this
    plot?.batch(() => {
      plot.setData(input.columns as unknown as uPlot.AlignedData, false)
      plot.setScale('x', { min: input.fromSeconds, max: input.toSeconds })
    })
  }

  moveCursor(seconds: number): void {
    const { plot } = this
    plot?.setCursor({ left: plot.valToPos(seconds, 'x'), top: plot.height / 2 }, true)
  }

  private draw(element: HTMLElement): void {
    this.plot?.destroy()
    const { width, height } = element.getBoundingClientRect()
    const { series, format, scale } = this.input
    const options = chartOptions({
      series,
      format,
      scale,
      width,
      height,
      getLimit: () => this.input.limit,
      onCursor: this.onCursor,
    })
    this.plot = new uPlot(options, undefined, element)
    this.update(this.input)
  }
}
