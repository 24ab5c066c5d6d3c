import * as z from 'zod/mini'

/** As much of JSON Schema as the contract's own schemas turn into. */
type Schema = {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly not?: Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
}

export type Path = readonly (string | number)[]

/** Texts of which each field of the contract takes one: ids, paths, references, versions, tokens, checksums. */
const texts = [
  'abc',
  'aaa',
  '/abc',
  '127.0.0.1:1',
  'library/nginx',
  '/var/lib/abc.tar',
  'KILL',
  '1-1-1',
  'linux/amd64',
  'ctrl-p,ctrl-q',
  'a'.repeat(43),
  'a'.repeat(64),
  `sha256:${'a'.repeat(64)}`,
  '',
]

/** For each place where there is a choice: which one is tried, and of how many. */
type Choices = Map<string, { at: number; readonly of: number }>

/**
 * Values that the schema takes, found by trying: what it refuses, it refuses at a path, and there the next choice is
 * made. One for each branch of each union; none for a schema that takes nothing.
 */
export function acceptedValues(schema: z.ZodMiniType<unknown>): readonly unknown[] {
  const description = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Schema
  if (description.not) return []
  const choices: Choices = new Map()
  const first = search(schema, description, choices)
  const others = [...choices]
    .filter(([key]) => key.endsWith('?'))
    .flatMap(([key, { of }]) =>
      Array.from({ length: of }, (_, at) => search(schema, description, new Map([[key, { at, of }]]))),
    )
  const found = [first, ...others].filter((value) => value !== null)
  if (found.length === 0) throw new Error(`no value found for ${JSON.stringify(description)}`)
  return [...new Map(found.map((each) => [JSON.stringify(each), each.value])).values()]
}

function search(
  schema: z.ZodMiniType<unknown>,
  description: Schema,
  choices: Choices,
): { readonly value: unknown } | null {
  for (let tries = 0; tries < 200; tries += 1) {
    const value = build(description, [], choices)
    const parsed = schema.safeParse(value)
    if (parsed.success) return { value }
    for (const { path } of parsed.error.issues) advance(choices, path as Path)
  }
  return null
}

function build(schema: Schema, path: Path, choices: Choices): unknown {
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return build(choose(branches, [...path, '?'], choices), path, choices)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return choose(schema.enum, path, choices)
  const { type = '' } = schema
  const builder = builders.get(typeof type === 'string' ? type : choose(type, [...path, '?'], choices))
  // What JSON has no form for: the bytes of an input.
  return builder ? builder(schema, path, choices) : Uint8Array.of(1)
}

type Builder = (schema: Schema, path: Path, choices: Choices) => unknown

const buildNumber: Builder = ({ minimum = 1 }, path, choices) =>
  choose([Math.max(1, minimum), 0], path, choices)

const buildArray: Builder = ({ items = {}, minItems = 1 }, path, choices) =>
  Array.from({ length: minItems }, (_, index) => build(items, [...path, index], choices))

/** Of a record one entry, under a name that it takes. */
function buildObject(schema: Schema, path: Path, choices: Choices): unknown {
  const { properties, additionalProperties: values } = schema
  const parts =
    typeof values === 'object'
      ? [[choose(['abc', 'name'], path, choices), values] as const]
      : Object.entries(properties ?? {})
  return Object.fromEntries(parts.map(([name, part]) => [name, build(part, [...path, name], choices)]))
}

const builders: ReadonlyMap<string, Builder> = new Map([
  ['string', (_schema, path, choices) => choose(texts, path, choices)],
  ['number', buildNumber],
  ['integer', buildNumber],
  ['boolean', (_schema, path, choices) => choose([false, true], path, choices)],
  ['array', buildArray],
  ['object', buildObject],
  ['null', () => null],
])

function choose<T>(options: readonly T[], path: Path, choices: Choices): T {
  const key = keyOf(path)
  const choice = choices.get(key) ?? { at: 0, of: options.length }
  choices.set(key, choice)
  return options[choice.at] as T
}

/** The next combination of the choices at that path and below it, as an odometer goes on. */
function advance(choices: Choices, path: Path): void {
  const key = keyOf(path)
  for (const [other, choice] of choices) {
    if (other !== key && !other.startsWith(`${key}/`)) continue
    choice.at = (choice.at + 1) % choice.of
    if (choice.at > 0) return
  }
}

function keyOf(path: Path): string {
  return ['', ...path].join('/')
}

/** Every place in a value, the value itself first. */
export function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [path]
  return [path, ...Object.entries(value).flatMap(([name, part]) => placesIn(part, [...path, name]))]
}

/** A copy of the value with another one at that place. */
export function withValueAt(value: unknown, [name, ...rest]: Path, replacement: unknown): unknown {
  if (name === undefined) return replacement
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) }
  const holder = copy as Record<string, unknown>
  holder[name] = withValueAt(holder[name], rest, replacement)
  return copy
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], value)
}
