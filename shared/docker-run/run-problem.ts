/** What is wrong with the text of a value. */
export const valueProblems = [
  'empty-value',
  'bad-number',
  'out-of-range',
  'bad-bytes',
  'bad-duration',
  'bad-port',
  'bad-protocol',
  /** Host and container ranges of different lengths. */
  'range-mismatch',
  'bad-address',
  'bad-mac',
  'bad-choice',
  'bad-mode',
  'bad-mount',
  'unknown-key',
  'missing-key',
  'not-absolute',
  'bad-name',
  'bad-pair',
  'bad-ulimit',
  'bad-device',
  'bad-gpus',
  'bad-restart',
  'bad-network',
  'bad-host',
  'bad-link',
  'bad-signal',
  'bad-platform',
  'bad-reference',
  'bad-list',
  'bad-keys',
  'bad-namespace',
] as const
export type ValueProblem = (typeof valueProblems)[number]

/** What is wrong with a line, before its values are looked at. */
export const lineProblems = [
  'empty',
  /** More text than any command has; it was not read. */
  'too-long',
  /** The line is of another program; `value` names it. */
  'not-docker',
  /** A docker command that makes no container; `value` names it. */
  'not-run',
  'no-image',
  'unclosed-quote',
  /** Another command before or after, which is left aside. */
  'other-command',
  'redirect',
  /** `value` is a program like docker, read as docker. */
  'other-program',
  /** `<your-password>` and the like, in whose place something is to be put. */
  'placeholder',
  /** A shell would replace `value`; here it stays text. */
  'variable',
  'unknown-flag',
  'missing-value',
  'bad-switch',
  /** `--detach` and the like, which `docker create` does not take. */
  'run-only',
  /** Said more than once where only the last counts. */
  'repeated',
  'deprecated',
  /** An option of docker itself, before the verb, that is left aside. */
  'global-option',
  'repaired-quote',
  'repaired-dash',
  'repaired-blank',
  'repaired-continuation',
] as const

/** What is wrong between options. */
export const specProblems = [
  /** `option` and the option named by `value` exclude each other. */
  'conflict',
  /** `option` means nothing without the option named by `value`. */
  'needs',
  /** The same name, port or place twice. */
  'duplicate',
  /** More is reserved or asked for than the limit allows. */
  'above-limit',
  'below-minimum',
] as const

export type RunProblemCode = ValueProblem | (typeof lineProblems)[number] | (typeof specProblems)[number]

/** Something about a command that a person should know. */
export type RunProblem = {
  readonly code: RunProblemCode
  /** Long name of the option, `image` or `command`; null when it is about the whole. */
  readonly option: string | null
  /** The text in question. */
  readonly value: string | null
  /** Which of a list's values, from 0; null for other options. */
  readonly index: number | null
  /** Where it stands in the text that was read; null when it was not read from text. */
  readonly start: number | null
  readonly end: number | null
}

const notes: ReadonlySet<RunProblemCode> = new Set([
  'repeated',
  'deprecated',
  'global-option',
  'variable',
  'repaired-quote',
  'repaired-dash',
  'repaired-blank',
  'repaired-continuation',
  'other-program',
  'other-command',
  'redirect',
])

/** Notes say what was done; with anything else docker would refuse, or do something else. */
export function isNote(problem: RunProblem): boolean {
  return notes.has(problem.code)
}

/** A problem of an option's value. */
export function problemOf(
  code: RunProblemCode,
  option: string | null,
  value: string | null = null,
  index: number | null = null,
): RunProblem {
  return { code, option, value, index, start: null, end: null }
}
