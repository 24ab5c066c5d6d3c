/** The eight colours of the theme. Brighter and finer ones map to the nearest, so that all stay legible. */
export const termColors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const
export type TermColor = (typeof termColors)[number]

export type TextStyle = {
  readonly color: TermColor | null
  readonly background: TermColor | null
  readonly isBold: boolean
  readonly isDim: boolean
  readonly isItalic: boolean
  readonly isUnderlined: boolean
  readonly isStruck: boolean
}

/** `start` and `end` count in the plain text. */
export type StyledSpan = { readonly start: number; readonly end: number; readonly style: TextStyle }
export type StyledText = { readonly plain: string; readonly spans: readonly StyledSpan[] }

/*
 * Escape sequences as a terminal would swallow them: CSI, the string kinds (OSC, DCS, SOS, PM, APC) when
 * they end, and short escapes. An unended string is left: swallowing the rest of a line would hide it.
 */
const sequences =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /(?:\u001b\[|\u009b)([0-?]*)[ -/]*([@-~])|\u001b[\]PX^_][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-OQ-WYZ\\`-~]/g

/** Text without escape sequences, as searched and copied. */
export function stripAnsi(text: string): string {
  return text.includes('\u001b') || text.includes('\u009b') ? text.replace(sequences, '') : text
}

// oxlint-disable-next-line no-control-regex -- as above
const invisibles = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/**
 * Shows control characters as pictures, one for one, and disarms those that turn the direction of text: what
 * a program printed can neither move the cursor nor make a line read as another.
 */
export function showInvisibles(text: string): string {
  return text.replace(invisibles, (character) => {
    const code = character.charCodeAt(0)
    if (code < 32) return String.fromCharCode(0x2400 + code)
    return code === 127 ? '\u2421' : '\ufffd'
  })
}

const plainStyle: TextStyle = {
  color: null,
  background: null,
  isBold: false,
  isDim: false,
  isItalic: false,
  isUnderlined: false,
  isStruck: false,
}

/** Reads colours and weights (SGR) and drops every other sequence. */
export function parseAnsi(text: string): StyledText {
  if (!text.includes('\u001b') && !text.includes('\u009b')) return { plain: text, spans: [] }
  const spans: StyledSpan[] = []
  let plain = ''
  let from = 0
  let style = plainStyle
  const take = (part: string) => {
    if (part === '') return
    if (style !== plainStyle) spans.push({ start: plain.length, end: plain.length + part.length, style })
    plain += part
  }
  for (const match of text.matchAll(sequences)) {
    take(text.slice(from, match.index))
    from = match.index + match[0].length
    if (match[2] === 'm') style = applySgr(style, match[1] ?? '')
  }
  take(text.slice(from))
  return { plain, spans }
}

function applySgr(style: TextStyle, parameters: string): TextStyle {
  // `38:5:1` and `38;5;1` are both in use; an empty parameter is 0.
  const codes = parameters.split(/[;:]/).map(Number)
  let next = style
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0
    if (code === 38 || code === 48) {
      const { color, used } = extendedColor(codes, at + 1)
      next = code === 38 ? { ...next, color } : { ...next, background: color }
      at += used
    } else next = applyCode(next, code)
  }
  return isPlain(next) ? plainStyle : next
}

const styleOfCode: Readonly<Record<number, Partial<TextStyle>>> = {
  0: plainStyle,
  1: { isBold: true },
  2: { isDim: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  9: { isStruck: true },
  21: { isUnderlined: true },
  22: { isBold: false, isDim: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  29: { isStruck: false },
  39: { color: null },
  49: { background: null },
}

function applyCode(style: TextStyle, code: number): TextStyle {
  const change = styleOfCode[code]
  if (change) return { ...style, ...change }
  if (code === 7) return { ...style, color: style.background ?? 'black', background: style.color ?? 'white' }
  if (code === 27) return { ...style, color: null, background: null }
  const color = termColors[code % 10]
  if (!color) return style
  const tens = Math.floor(code / 10)
  if (tens === 3 || tens === 9) return { ...style, color }
  if (tens === 4 || tens === 10) return { ...style, background: color }
  return style
}

function isPlain(style: TextStyle): boolean {
  return (Object.keys(plainStyle) as (keyof TextStyle)[]).every((key) => style[key] === plainStyle[key])
}

function extendedColor(codes: readonly number[], at: number): { color: TermColor | null; used: number } {
  const kind = codes[at]
  if (kind === 5) return { color: indexedColor(codes[at + 1] ?? 0), used: 2 }
  if (kind === 2)
    return { color: nearestColor(codes[at + 1] ?? 0, codes[at + 2] ?? 0, codes[at + 3] ?? 0), used: 4 }
  return { color: null, used: 0 }
}

/** The 256 colours: 16 named, a cube of 6 x 6 x 6, and 24 greys. */
function indexedColor(index: number): TermColor | null {
  if (index < 16) return termColors[index % 8] ?? null
  if (index < 232) {
    const level = (step: number) => (step === 0 ? 0 : 55 + step * 40)
    const cube = index - 16
    return nearestColor(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6))
  }
  const grey = 8 + (index - 232) * 10
  return nearestColor(grey, grey, grey)
}

/** Upper ends of hues in degrees; red closes the circle. */
const hues: readonly (readonly [number, TermColor])[] = [
  [20, 'red'],
  [70, 'yellow'],
  [165, 'green'],
  [200, 'cyan'],
  [260, 'blue'],
  [340, 'magenta'],
  [360, 'red'],
]

/** By hue rather than distance: a dark and a light red are both meant as red. */
export function nearestColor(red: number, green: number, blue: number): TermColor {
  const most = Math.max(red, green, blue)
  const spread = most - Math.min(red, green, blue)
  if (spread < 32) return most < 128 ? 'black' : 'white'
  let sector = 4 + (red - green) / spread
  if (most === red) sector = (green - blue) / spread
  else if (most === green) sector = 2 + (blue - red) / spread
  const hue = (sector * 60 + 360) % 360
  return hues.find(([end]) => hue < end)?.[1] ?? 'red'
}
