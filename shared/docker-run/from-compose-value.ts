import { SpecWriter } from './spec-writer.ts'

export type Keys = Readonly<Record<string, unknown>>

export function isMap(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Text of a scalar; null for anything else. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
    ? String(value)
    : null
}

/** A list of texts; what is written as one text is a list of one. */
export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each: unknown) => textOf(each) ?? [])
}

/** `key=value` of a map or of a list of such texts. A key without a value stays bare. */
export function pairsOf(value: unknown): readonly string[] {
  if (!isMap(value)) return textsOf(value)
  return Object.entries(value).map(([key, each]) => {
    const text = textOf(each)
    return text === null ? key : `${key}=${text}`
  })
}

/** A map of texts, from a map or from a list of `key=value`. */
export function mapOf(value: unknown): readonly { readonly key: string; readonly value: string }[] {
  return pairsOf(value).map((pair) => {
    const [key = '', ...rest] = pair.split('=')
    return { key, value: rest.join('=') }
  })
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true'
}

const word = /(?:[^\s'"\\]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S])+/g
const piece = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])/g

/** Cuts a command written as one text into its words, as a shell would, replacing nothing. */
export function splitWords(text: string): readonly string[] {
  return (text.match(word) ?? []).map((each) =>
    each.replaceAll(
      piece,
      (_, single?: string, double?: string, escaped?: string) =>
        single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
    ),
  )
}

/** One variable may stand in the default of another. Each character is looked at a bounded number of times. */
const variable = /\$\$|\$\{(?:[^{}$]|\$\{[^{}$]{0,999}\}){0,999}\}|\$[A-Za-z_][A-Za-z0-9_]*/g

/** Doubled dollars become one; the pieces that Compose would replace are gathered, and stay for a shell to replace. */
export function unescaped(value: unknown, variables: Set<string>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(variable, (piece) => {
      if (piece === '$$') return '$'
      variables.add(piece)
      return piece
    })
  }
  if (Array.isArray(value)) return value.map((each: unknown) => unescaped(each, variables))
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unescaped(each, variables)]))
}

/** Reads keys of one map once each, so that those not read can be named. */
export class KeyReader {
  readonly writer = new SpecWriter()
  private readonly keys: Keys
  private readonly left: Set<string>

  constructor(keys: Keys) {
    this.keys = keys
    this.left = new Set(Object.keys(keys).filter((key) => !key.startsWith('x-')))
  }

  take(key: string): unknown {
    this.left.delete(key)
    return this.keys[key] ?? null
  }

  text(key: string): string | null {
    return textOf(this.take(key))
  }

  texts(key: string): readonly string[] {
    return textsOf(this.take(key))
  }

  map(key: string): Keys {
    const value = this.take(key)
    return isMap(value) ? value : {}
  }

  get unread(): readonly string[] {
    return [...this.left].filter((key) => this.keys[key] !== null && this.keys[key] !== undefined)
  }
}
