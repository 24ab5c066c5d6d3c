import type { Surroundings } from './to-engine.ts'

/** What is known of the place where a command is run. */
type Known = Pick<Surroundings, 'cwd' | 'readEnv' | 'readCommand'>

const workingFolder: ReadonlySet<string> = new Set(['$PWD', '${PWD}', '%cd%', '${pwd}', '$pwd'])
const substitution = /^(?:\$\(([^()]*)\)|`([^`]*)`)$/
const plain = /^(?:\$(\w+)|\$\{(\w+)\}|%(\w+)%|\$\{?env:(\w+)\}?)$/i
const withDefault = /^\$\{(\w+)(:?)-([^{}$`"'\\]*)\}$/

/** What a shell puts in the place of a piece such as `$HOME`; null when it is not set, or when only a shell can tell. */
export function replacePiece(piece: string, known: Known): string | null {
  if (workingFolder.has(piece)) return known.cwd ?? null
  const [, inBrackets, inBackquotes] = substitution.exec(piece) ?? []
  const line = inBrackets ?? inBackquotes
  if (line !== undefined) return outputOf(line.trim(), known)
  const name = variableOf(piece)
  return name === null ? orDefault(piece, known) : (known.readEnv?.(name) ?? null)
}

/** The variable that a piece stands for, null when it is more than that. */
export function variableOf(piece: string): string | null {
  if (piece === '~') return 'HOME'
  const names = plain.exec(piece)?.slice(1) ?? []
  return names.find((name) => name !== undefined) ?? null
}

function outputOf(line: string, { cwd, readCommand }: Known): string | null {
  return (/^pwd$/i.test(line) ? cwd : readCommand?.(line)) ?? null
}

/** `${NAME:-text}` and `${NAME-text}`; the colon lets an empty variable count as none. */
function orDefault(piece: string, { readEnv }: Known): string | null {
  const [, name, colon, instead] = withDefault.exec(piece) ?? []
  if (name === undefined || instead === undefined || readEnv === undefined) return null
  const value = readEnv(name)
  return value === null || (value === '' && colon === ':') ? instead : value
}
