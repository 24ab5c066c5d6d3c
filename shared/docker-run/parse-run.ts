import type { RunOption } from './run-options.ts'
import { findOption, findShortOption } from './run-options.ts'
import type { RunProblem } from './run-problem.ts'
import { problemOf } from './run-problem.ts'
import type { OptionValue, RunSpec } from './run-spec.ts'
import { emptySpec } from './run-spec.ts'

export type { RunProblem } from './run-problem.ts'

/** The shells in whose writing a line can stand. */
export const shells = ['posix', 'powershell', 'cmd'] as const
export type Shell = (typeof shells)[number]

export type RunVerb = 'run' | 'create'

/** A stretch of a command's text, for colouring and explaining. Stretches do not overlap and are in order. */
export type RunPart = {
  readonly start: number
  readonly end: number
  readonly kind: 'program' | 'verb' | 'flag' | 'value' | 'image' | 'command' | 'unknown' | 'comment'
  /** Long name of the option that a flag or value belongs to. */
  readonly option: string | null
  /** Which of a list's values, from 0; null for other options. */
  readonly index: number | null
}

/** Options of docker itself, before the verb. */
export type DockerGlobals = { readonly host: string | null; readonly context: string | null }

export type ParsedRun = {
  /** Null when the text holds no command that makes a container. */
  readonly spec: RunSpec | null
  readonly verb: RunVerb
  readonly shell: Shell
  readonly globals: DockerGlobals
  readonly problems: readonly RunProblem[]
  readonly parts: readonly RunPart[]
}

/** Reads a `docker run` or `docker create` line. Never throws. */
export function parseRun(text: string, shell: Shell | null = null): ParsedRun {
  const words = text.replaceAll('\\\n', ' ').match(/\S+/g) ?? []
  const [, verb = '', ...rest] = words
  const base = { shell: shell ?? 'posix', globals: { host: null, context: null }, parts: [] } as const
  if (verb !== 'run' && verb !== 'create') {
    return { ...base, spec: null, verb: 'run', problems: [problemOf('not-run', null, verb)] }
  }
  const options: Record<string, OptionValue> = {}
  let index = 0
  for (; index < rest.length && (rest[index] ?? '').startsWith('-'); index += 1) {
    const [flag = '', inline] = (rest[index] ?? '').split(/=(.*)/s)
    const option: RunOption | null = flag.startsWith('--')
      ? findOption(flag.slice(2))
      : findShortOption(flag.slice(1))
    if (option === null) continue
    if (option.kind === 'switch') options[option.name] = inline !== 'false'
    else {
      const value = inline ?? rest[(index += 1)] ?? ''
      const before = options[option.name]
      options[option.name] =
        option.kind === 'text' ? value : [...(Array.isArray(before) ? before : []), value]
    }
  }
  const spec = { ...emptySpec(rest[index] ?? ''), options, command: rest.slice(index + 1) } as RunSpec
  return { ...base, spec, verb, problems: [] }
}
