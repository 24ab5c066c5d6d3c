import * as z from 'zod/mini'
import type { ListName, RunOptionName, SwitchName, TextName } from './run-options.ts'
import { findOption } from './run-options.ts'

/** What is set, by docker's long names; every value is exactly the text that the docker command takes. */
export type RunOptions = { readonly [N in SwitchName]?: boolean } & { readonly [N in TextName]?: string } & {
  readonly [N in ListName]?: readonly string[]
}

/** A container as a `docker run` command describes it. */
export type RunSpec = {
  readonly options: RunOptions
  readonly image: string
  /** What follows the image, one word each. */
  readonly command: readonly string[]
  /** Flags that docker does not know, one word each, kept as they were written. */
  readonly unknown: readonly UnknownFlag[]
  /**
   * Pieces of values that a shell would have replaced, such as `$(pwd)`, `$HOME` and `~`. Wherever such a piece
   * stands in a value it is written so that the shell replaces it; everywhere else a `$` is just a character.
   */
  readonly variables: readonly string[]
}
export type UnknownFlag = { readonly text: string }

/** The value of any option: on or off, a text, or a list. */
export type OptionValue = boolean | string | readonly string[]

export function emptySpec(image = ''): RunSpec {
  return { options: {}, image, command: [], unknown: [], variables: [] }
}

/** Whether a switch is on; what is not said is off. */
export function switchOf(spec: RunSpec, name: SwitchName): boolean {
  return spec.options[name] ?? false
}

/** The text of an option, null when it is not said; the empty text is a value. */
export function textOf(spec: RunSpec, name: TextName): string | null {
  return spec.options[name] ?? null
}

export function listOf(spec: RunSpec, name: ListName): readonly string[] {
  return spec.options[name] ?? []
}

/** What is set, whatever its kind; null when it is not said. */
export function valueOf(spec: RunSpec, name: RunOptionName): OptionValue | null {
  return spec.options[name] ?? null
}

export function withOption(spec: RunSpec, name: SwitchName, value: boolean | null): RunSpec
export function withOption(spec: RunSpec, name: TextName, value: string | null): RunSpec
export function withOption(spec: RunSpec, name: ListName, value: readonly string[] | null): RunSpec
/** The same with one option set anew; null and the empty list leave it out. */
export function withOption(spec: RunSpec, name: RunOptionName, value: OptionValue | null): RunSpec {
  const { [name]: _before, ...others } = spec.options
  const isLeftOut = value === null || (typeof value === 'object' && value.length === 0)
  return { ...spec, options: isLeftOut ? others : { ...others, [name]: value } }
}

const word = z.string().check(z.maxLength(131_072))
const words = z.array(word).check(z.maxLength(10_000))

/** What the contract takes for a spec: every option known and of its kind, nothing unbounded. */
export const runSpecSchema = z.strictObject({
  options: z
    .record(z.string().check(z.maxLength(64)), z.union([z.boolean(), word, words]))
    .check(z.refine(isRunOptions)),
  image: z.string().check(z.maxLength(4_096)),
  command: words,
  unknown: z.array(z.strictObject({ text: word })).check(z.maxLength(1_000)),
  variables: z.array(z.string().check(z.maxLength(4_096))).check(z.maxLength(1_000)),
}) as unknown as z.ZodMiniType<RunSpec>

const kindOfType = { boolean: 'switch', string: 'text', object: 'list' } as const

function isRunOptions(options: Record<string, OptionValue>): boolean {
  return Object.entries(options).every(([name, value]) => {
    const option = findOption(name)
    return option?.name === name && option.kind === kindOfType[typeof value as keyof typeof kindOfType]
  })
}
