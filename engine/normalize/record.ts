/*
 * Reading of foreign JSON: an engine may leave out, null or change any field, so every read says what
 * stands in for a missing one.
 */

export type Json = Readonly<Record<string, unknown>>

export function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string')
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Keeps text values only. Safe for any key, `__proto__` included, because keys are defined, never assigned. */
export function textRecordOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

/** An object in JSON text, or null when it is anything else. */
export function parseRecord(text: string): Json | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Json) : null
  } catch {
    return null
  }
}

/** Engines write "never" as the year 1. */
export function timeMsOf(value: unknown): number | null {
  const ms = Date.parse(textOf(value))
  return Number.isNaN(ms) || ms <= 0 ? null : ms
}
