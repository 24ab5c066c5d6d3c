import { type LinePart, parseLines } from './parse-line.ts'

/** Options whose value is `NAME=value`. */
const assignments: ReadonlySet<string> = new Set(['env', 'build-arg', 'label', 'opt'])

export type MaskedLine = {
  readonly text: string
  /** The variables that stand for what was taken out. */
  readonly variables: readonly string[]
}

/**
 * The same line with the values of secrets as variables of the shell: `--env PASSWORD=1` becomes
 * `--env PASSWORD="$PASSWORD"`. `isSecret` judges the names.
 */
export function maskSecrets(text: string, isSecret: (name: string) => boolean): MaskedLine {
  const variables: string[] = []
  let masked = ''
  let at = 0
  for (const part of parseLines(text).flatMap(({ parts }) => parts)) {
    const secret = secretOf(part, isSecret)
    if (secret === null) continue
    variables.push(secret.variable)
    masked += `${text.slice(at, part.start)}${secret.prefix}"$${secret.variable}"`
    at = part.end
  }
  return { text: masked + text.slice(at), variables: [...new Set(variables)] }
}

function secretOf(
  { kind, name, value, variables }: LinePart,
  isSecret: (name: string) => boolean,
): { readonly prefix: string; readonly variable: string } | null {
  // What the shell fills in is no secret of the line.
  if (kind !== 'value' || name === null || variables.length > 0) return null
  if (name === 'password') return { prefix: '', variable: 'PASSWORD' }
  const equals = value.indexOf('=')
  const assigned = value.slice(0, equals)
  if (!assignments.has(name) || equals < 1 || !isSecret(assigned)) return null
  if (!/^[\w.-]+$/.test(assigned)) return null
  return {
    prefix: `${assigned}=`,
    variable: assigned.toUpperCase().replaceAll(/\W/g, '_').replace(/^\d/, '_$&'),
  }
}
