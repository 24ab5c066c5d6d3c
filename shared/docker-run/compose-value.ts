import { isHostPath } from './values/volume.ts'

/** What stands in a Compose file. */
export type Yaml =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Yaml[]
  | { readonly [key: string]: Yaml }

/** Without what is empty; variables without a value stay. Undefined when nothing is left. */
export function filled(value: Yaml, key = ''): Yaml {
  if (value === null) return key === 'environment' ? null : undefined
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((each: Yaml) => filled(each))
  const entries = Object.entries(value).flatMap(([name, each]) => {
    // What is said of a network or volume may be nothing.
    const content = key === 'environment' ? each : filled(each, name)
    return content === undefined && !isDeclared(key, each) ? [] : [[name, content ?? null]]
  })
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Yaml)
}

const sections: ReadonlySet<string> = new Set(['networks', 'volumes'])

function isDeclared(section: string, value: Yaml): boolean {
  return sections.has(section) && value !== undefined
}

const pieces: Readonly<Record<string, string>> = { '$(pwd)': '${PWD}', '`pwd`': '${PWD}', '%cd%': '${PWD}' }

/** Dollars that are just dollars are doubled; pieces that a shell replaces are replaced by Compose where it can. */
export function escapeDollars(value: Yaml, variables: readonly string[]): Yaml {
  if (typeof value === 'string') return escapeText(value, variables)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each: Yaml) => escapeDollars(each, variables))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escapeDollars(each, variables)]))
}

function escapeText(text: string, variables: readonly string[]): string {
  const piece = variables.find((each) => each !== '~' && text.includes(each))
  if (piece === undefined) return text.replaceAll('$', '$$$$')
  const [before = '', ...after] = text.split(piece)
  const rest = after.map((each) => escapeText(each, variables))
  return [escapeText(before, variables), ...rest].join(pieces[piece] ?? piece)
}

/** Whether a volume's source is a path of the host; what a shell or Compose replaces at its beginning is one. */
export function isPath(source: string): boolean {
  return isHostPath(source) || /^[$`%]/.test(source)
}
