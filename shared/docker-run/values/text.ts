/** Both sides of the first separator; null on the right when there is none. */
export function cut(text: string, separator: string): readonly [string, string | null] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)]
}

const on: ReadonlySet<string> = new Set(['1', 't', 'T', 'true', 'TRUE', 'True'])
const off: ReadonlySet<string> = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False'])

/** A switch's value as docker reads it; null when it is none. */
export function parseSwitch(text: string): boolean | null {
  if (on.has(text)) return true
  return off.has(text) ? false : null
}

const quotedField = /"((?:[^"]|"")*)"(?=,|$)/y
const plainField = /[^",\n]*(?=,|$)/y

/** The fields of one record of comma separated values, as RFC 4180 quotes them; null when the quotes are wrong. */
export function parseFields(text: string): readonly string[] | null {
  if (text === '') return null
  const fields: string[] = []
  for (let at = 0; at <= text.length; at += 1) {
    const pattern = text[at] === '"' ? quotedField : plainField
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) return null
    fields.push(match[1]?.replaceAll('""', '"') ?? match[0])
    at += match[0].length
  }
  return fields
}

export function printFields(fields: readonly string[]): string {
  return fields.map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
}

/** An absolute path without `.`, `..` and empty steps. */
export function cleanPath(path: string): string {
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return `/${steps.join('/')}`
}
