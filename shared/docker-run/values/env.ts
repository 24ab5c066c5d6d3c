import type { Pair } from './pair.ts'
import { toPair } from './pair.ts'
import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cut } from './text.ts'

/** A variable of `--env`. Without a value it is taken from where docker runs, and left out when it is not set there. */
export type Variable = { readonly name: string; readonly value: string | null }

export function parseEnv(text: string): Read<Variable> {
  const [name, value] = cut(text, '=')
  return name === '' ? wrong('missing-key', text) : read({ name, value })
}

export function printEnv({ name, value }: Variable): string {
  return value === null ? name : `${name}=${value}`
}

/** What a file of `--env-file` or `--label-file` holds. `line` counts from 1. */
export type FileLines<T> = {
  readonly entries: readonly T[]
  /** Lines that docker would refuse, and with them the file. */
  readonly wrongLines: readonly { readonly line: number; readonly text: string }[]
}

/**
 * Reads an env file as docker does: no quotes, no escapes, no `export`; what follows the first `=` is the value to
 * the end of the line, blanks included.
 */
export function parseEnvFile(text: string): FileLines<Variable> {
  return parseLines(text, (line) => {
    const [name, value] = cut(line, '=')
    return { name, value }
  })
}

/** Reads a label file; a line without `=` is left out, as docker does. */
export function parseLabelFile(text: string): FileLines<Pair> {
  const { entries, wrongLines } = parseLines(text, (line) => (line.includes('=') ? toPair(line) : null))
  return { entries: entries.filter((entry) => entry !== null), wrongLines }
}

const byteOrderMark = /^\uFEFF/

function parseLines<T>(text: string, parse: (line: string) => T): FileLines<T> {
  const entries: T[] = []
  const wrongLines: { line: number; text: string }[] = []
  for (const [index, raw] of text.replace(byteOrderMark, '').split('\n').entries()) {
    const line = raw.replace(/\r$/, '').trimStart()
    if (line === '' || line.startsWith('#')) continue
    const [name] = cut(line, '=')
    if (name === '' || /[ \t]/.test(name)) wrongLines.push({ line: index + 1, text: line })
    else entries.push(parse(line))
  }
  return { entries, wrongLines }
}
