import type { RunPart, RunVerb, Shell } from './parse-run.ts'
import { runOptions } from './run-options.ts'
import type { RunSpec } from './run-spec.ts'
import { valueOf } from './run-spec.ts'

export type PrintOptions = {
  readonly shell: Shell
  /** `run` when left out. */
  readonly verb?: RunVerb
  /** `lines` puts each option on a line of its own. */
  readonly layout: 'line' | 'lines'
  readonly flags: 'long' | 'short'
  /**
   * How values of secret variables are written: as they are, as dots for showing, or left out, so that docker takes
   * them from its own environment. `plain` when left out.
   */
  readonly secrets?: 'masked' | 'variables' | 'plain'
  /** Whether a variable of this name is a secret; by default its name decides. */
  readonly isSecret?: (name: string) => boolean
}
export type PrintedRun = { readonly text: string; readonly parts: readonly RunPart[] }

/** Writes the command so that the shell passes exactly the words of the spec. */
export function printRun(spec: RunSpec, { verb = 'run' }: PrintOptions): PrintedRun {
  const flags = runOptions.flatMap(({ name }) => {
    const value = valueOf(spec, name)
    if (value === null) return []
    if (typeof value === 'boolean') return [value ? `--${name}` : `--${name}=false`]
    return (typeof value === 'string' ? [value] : value).map((each) => `--${name} ${each}`)
  })
  return { text: ['docker', verb, ...flags, spec.image, ...spec.command].join(' '), parts: [] }
}
