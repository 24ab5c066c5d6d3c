import type { ValueProblem } from '../run-problem.ts'

/** A value read from text, or why the text is none. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: ValueProblem; readonly text: string }

export function read<T>(value: T): Read<T> {
  return { ok: true, value }
}

/** `text` is the piece that is wrong. */
export function wrong(problem: ValueProblem, text: string): Read<never> {
  return { ok: false, problem, text }
}

/** For values whose empty text says nothing. */
export function orNothing<T>(parse: (text: string) => Read<T>): (text: string) => Read<T | null> {
  return (text) => (text === '' ? read(null) : parse(text))
}
