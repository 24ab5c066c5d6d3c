import type { RunOptionName } from './run-options.ts'

/*
 * What is said when a command is turned into something else, or something else into a command: nothing is
 * dropped in silence.
 */

/** With one of these there is no result: the docker command or Compose would refuse too. */
export const refusals = [
  /** The value is not written as the option takes it. */
  'invalid',
  /** Two options exclude each other; `value` is the other one. */
  'conflict',
  'no-image',
  /** Docker has no such option; `value` is the text. */
  'unknown-option',
  /** A piece of the value that only a shell can replace, such as `$(pwd)`. */
  'shell-variable',
  /** A path that starts where the command is run, which is not known. */
  'relative-path',
  /** A file named by the option cannot be read here; `value` is its path. */
  'unreadable-file',
  'invalid-file',
  /** The engine is too old; `value` is the API version it takes. */
  'old-engine',
  'invalid-yaml',
] as const

/** With one of these there is a result, and something of the original is not in it. */
export const losses = [
  /** `--env NAME` takes its value from where the command is run, which is not known: passed on as it is. */
  'env-unknown',
  /** `--use-api-socket` also copies the registry logins; they are not copied. */
  'no-credentials',
  /** The engine no longer knows what the option asks for. */
  'no-effect',
  /** Image signatures are not checked (`--disable-content-trust=false`). */
  'no-content-trust',
  /** No option of `docker run` says it; `value` is the engine's field and what it holds. */
  'no-option',
  /** A seccomp profile is given as a file, which is not there; `value` is the option with the profile's text. */
  'profile-text',
  /** Compose has no key for it. */
  'no-key',
  /** A key of Compose that `docker run` has no option for; `value` is the key. */
  'key-left-out',
  /** The image is built by Compose; `value` is the service. */
  'built-image',
  /** `${NAME}` in the file has no value here; `value` is the name. */
  'compose-variable',
] as const

export type Refusal = (typeof refusals)[number]
export type Loss = (typeof losses)[number]

export type ConversionProblem = {
  readonly code: Refusal | Loss
  /** The option it is about, by its long name; null when it is about none. */
  readonly option: RunOptionName | null
  readonly value: string | null
}

const refusalSet: ReadonlySet<string> = new Set(refusals)

/** Whether there can be no result with this problem. */
export function isRefusal(problem: ConversionProblem): boolean {
  return refusalSet.has(problem.code)
}

/** Collects problems while something is converted. */
export class Problems {
  readonly list: ConversionProblem[] = []

  add(code: Refusal | Loss, option: RunOptionName | null = null, value: string | null = null): void {
    this.list.push({ code, option, value })
  }

  get isRefused(): boolean {
    return this.list.some(isRefusal)
  }
}
