/**
 * Readers of what was written to local storage: an earlier version wrote it, or a hand changed it. A reader answers
 * with the value, or undefined when it is none of its kind.
 */
export type Read<T> = (value: unknown) => T | undefined

type Readers<T> = { readonly [K in keyof T]: Read<T[K]> }

export const readText: Read<string> = (value) => (typeof value === 'string' ? value : undefined)
export const readSwitch: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)
/** Pixels, as far as a window may reach. */
export const readSize: Read<number> = (value) =>
  typeof value === 'number' && value > 0 && value < 10_000 ? value : undefined

export function readChoice<T>(choices: readonly T[]): Read<T> {
  return (value) => choices.find((choice) => choice === value)
}

/** Leaves out what is no item. */
export function readList<T>(readItem: Read<T>): Read<readonly T[]> {
  return (value) =>
    Array.isArray(value) ? value.map(readItem).filter((item) => item !== undefined) : undefined
}

/** Leaves out what is no value. */
export function readRecord<T>(readValue: Read<T>): Read<Readonly<Record<string, T>>> {
  return (value) => {
    if (!isObject(value)) return undefined
    const entries = Object.entries(value).map(([key, each]) => [key, readValue(each)] as const)
    return Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined))
  }
}

/** All fields or nothing. */
export function readWhole<T>(readers: Readers<T>): Read<T> {
  return (value) => {
    const parts = readParts(readers)(value)
    return Object.keys(readers).every((key) => key in parts) ? (parts as T) : undefined
  }
}

/** The fields that can be read. */
export function readParts<T>(readers: Readers<T>): (value: unknown) => Partial<T> {
  return (value) => {
    if (!isObject(value)) return {}
    const parts = Object.keys(readers).map((key) => [key, readers[key as keyof T](value[key])])
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined)) as Partial<T>
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
