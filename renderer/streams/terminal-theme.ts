import type { ITheme } from '@xterm/xterm'

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

/** xterm takes sRGB only; the tokens are OKLCH. A canvas context turns any CSS colour into sRGB. */
function resolveColour(context: CanvasRenderingContext2D, token: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(token).trim()
  context.clearRect(0, 0, 1, 1)
  context.fillStyle = value
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data
  const hex = [red, green, blue, ...(alpha < 255 ? [alpha] : [])]
  return `#${hex.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

/** The terminal's colours in the theme that is on now. */
export function terminalTheme(): ITheme {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!context) return {}
  const colour = (token: string) => resolveColour(context, token)
  const named = Object.fromEntries(
    colours.flatMap((name) => {
      const value = colour(`--term-${name}`)
      return [
        [name, value],
        [`bright${name[0]?.toUpperCase()}${name.slice(1)}`, value],
      ]
    }),
  )
  return {
    ...named,
    background: colour('--term-bg'),
    foreground: colour('--term-fg'),
    cursor: colour('--term-fg'),
    cursorAccent: colour('--term-bg'),
    selectionBackground: colour('--accent-soft-2'),
    scrollbarSliderBackground: colour('--line-2'),
    scrollbarSliderHoverBackground: colour('--line-control'),
    scrollbarSliderActiveBackground: colour('--line-control'),
  }
}

/** Colours of search matches, in the form that the terminal's search wants. */
export function terminalMatchColours() {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const colour = (token: string) => (context ? resolveColour(context, token).slice(0, 7) : '')
  return {
    matchBackground: colour('--mark'),
    activeMatchBackground: colour('--mark-on'),
    matchOverviewRuler: colour('--mark'),
    activeMatchColorOverviewRuler: colour('--mark-on'),
  }
}
