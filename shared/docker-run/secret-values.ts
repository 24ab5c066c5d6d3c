import type { RunOption } from './run-options.ts'
import { runOptions } from './run-options.ts'
import type { RunSpec } from './run-spec.ts'
import { valueOf } from './run-spec.ts'
import { cut } from './values/text.ts'

/** Grammars of values that are `NAME=value`. */
const namedGrammars: ReadonlySet<string | null> = new Set(['env', 'label', 'annotation', 'pair'])

export function hasNamedValues(option: RunOption): boolean {
  return namedGrammars.has(option.value)
}

/** What a shell's variable for a setting of that name is called. */
export function variableFor(name: string): string {
  return name.toUpperCase().replaceAll(/\W/g, '_').replace(/^\d/, '_$&')
}

export type Replaced = {
  readonly spec: RunSpec
  /** Of the settings whose value was replaced. */
  readonly names: readonly string[]
}

/** The same with other values of secrets, in variables, labels, annotations and settings of drivers alike. */
export function replaceSecrets(
  spec: RunSpec,
  isSecret: (name: string) => boolean,
  valueFor: (name: string) => string,
): Replaced {
  const names: string[] = []
  const replaced = (assignment: string): string => {
    const [name, value] = cut(assignment, '=')
    if (value === null || !isSecret(name)) return assignment
    names.push(name)
    return `${name}=${valueFor(name)}`
  }
  const changed = runOptions.filter(hasNamedValues).flatMap(({ name }) => {
    const values = valueOf(spec, name)
    return typeof values === 'object' && values !== null ? [[name, values.map(replaced)] as const] : []
  })
  return { spec: { ...spec, options: { ...spec.options, ...Object.fromEntries(changed) } }, names }
}
