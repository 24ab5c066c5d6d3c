export type LogField = {
  readonly name: string
  readonly value: string
  readonly kind: 'string' | 'number' | 'literal'
}

/** Beyond this an object is better read in a file. */
const maxFields = 200

/** The fields of a line that is one JSON object, nested names joined by dots; null when it is none. */
export function readFields(text: string): readonly LogField[] | null {
  if (!text.startsWith('{')) return null
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function collect(object: Readonly<Record<string, unknown>>, prefix: string, fields: LogField[]): void {
  for (const [key, value] of Object.entries(object)) {
    if (fields.length >= maxFields) return
    const name = `${prefix}${key}`
    if (isObject(value) && Object.keys(value).length > 0) collect(value, `${name}.`, fields)
    else fields.push({ name, ...describe(value) })
  }
}

function describe(value: unknown): Pick<LogField, 'value' | 'kind'> {
  const text = JSON.stringify(value)
  if (typeof value === 'string') return { value: text, kind: 'string' }
  return { value: text, kind: typeof value === 'number' ? 'number' : 'literal' }
}
