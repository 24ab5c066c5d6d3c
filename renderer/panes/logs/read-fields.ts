import { showInvisibles, stripAnsi } from '../../streams/log-ansi.ts'
import { type FieldRole, roleOf } from './field-roles.ts'
import { isJsonObject, pairsOf } from './log-tokens.ts'

export type LogField = {
  readonly name: string
  /** As it stands in a list of fields: text of JSON in quotation marks. */
  readonly value: string
  /** As it stands in a column. */
  readonly text: string
  readonly kind: 'string' | 'number' | 'literal'
  /** What the loggers that are in use mean by it. */
  readonly role: FieldRole | null
}

/** Beyond this an object is better read in a file. */
const maxFields = 200
/** One `key=value` may be a part of a sentence; two are fields. */
const fewestPairs = 2

/** Whether a line has fields, without reading them all. */
export function hasFields(text: string): boolean {
  if (isJsonObject(text)) return true
  return text.includes('=') && pairsOf(stripAnsi(text), fewestPairs).length >= fewestPairs
}

/** The fields of a line that is one JSON object, nested names joined by dots, or of its key=value pairs; null when it has none. */
export function readFields(line: string): readonly LogField[] | null {
  const text = stripAnsi(line)
  if (!text.startsWith('{')) return readPairs(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const fields: LogField[] = []
  if (isObject(value)) collect(value, '', fields)
  return fields
}

function readPairs(text: string): readonly LogField[] | null {
  const pairs = pairsOf(text, maxFields)
  if (pairs.length < fewestPairs) return null
  return pairs.map(({ key, value }) => {
    const kind = value !== '' && Number.isFinite(Number(value)) ? 'number' : 'string'
    return field(key, value, unquote(value), kind)
  })
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value
  try {
    return String(JSON.parse(value))
  } catch {
    return value.slice(1, value.endsWith('"') ? -1 : undefined)
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function collect(object: Readonly<Record<string, unknown>>, prefix: string, fields: LogField[]): void {
  for (const [key, value] of Object.entries(object)) {
    if (fields.length >= maxFields) return
    const name = `${prefix}${key}`
    if (isObject(value) && Object.keys(value).length > 0) collect(value, `${name}.`, fields)
    else fields.push(describe(name, value))
  }
}

function describe(name: string, value: unknown): LogField {
  const text = JSON.stringify(value)
  if (typeof value === 'string') return field(name, text, value, 'string')
  return field(name, text, text, typeof value === 'number' ? 'number' : 'literal')
}

/** What a container printed cannot turn the direction of what is read. */
function field(name: string, value: string, text: string, kind: LogField['kind']): LogField {
  return {
    name: showInvisibles(name),
    value: showInvisibles(value),
    text: showInvisibles(text),
    kind,
    role: roleOf(name),
  }
}
