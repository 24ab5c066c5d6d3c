import type { Loss, Problems, Refusal } from './conversion.ts'
import type { ListName, RunOptionName, SwitchName, TextName } from './run-options.ts'
import type { RunSpec } from './run-spec.ts'
import { cutVariables } from './shell/variables.ts'
import { replacePiece } from './shell-piece.ts'
import type { Surroundings } from './to-engine.ts'
import { parseBytes, parseDuration, parseInteger } from './values/number.ts'
import { parsePair } from './values/pair.ts'
import type { Read } from './values/result.ts'

const anyInteger = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const

/** Reads the values of a spec, notes what is wrong with them, and replaces what a shell would have replaced. */
export class SpecReader {
  readonly spec: RunSpec
  readonly surroundings: Surroundings
  private readonly problems: Problems

  constructor(spec: RunSpec, problems: Problems, surroundings: Surroundings) {
    this.spec = spec
    this.problems = problems
    this.surroundings = surroundings
  }

  report(code: Refusal | Loss, option: RunOptionName | null, value: string | null = null): void {
    this.problems.add(code, option, value)
  }

  isOn(name: SwitchName): boolean {
    return this.spec.options[name] ?? false
  }

  text(name: TextName): string | null {
    const text = this.spec.options[name]
    return text === undefined ? null : this.expand(text, name)
  }

  list(name: ListName): readonly string[] {
    return (this.spec.options[name] ?? []).map((text) => this.expand(text, name))
  }

  /** A list that the engine tells apart from an empty one when nothing was said. */
  listIfAny(name: ListName): readonly string[] | undefined {
    const values = this.list(name)
    return values.length === 0 ? undefined : values
  }

  /** Values that are well written; the others are reported. */
  parsed<T>(name: ListName, parse: (text: string) => Read<T>): readonly T[] {
    return this.list(name).flatMap((text) => {
      const result = parse(text)
      if (result.ok) return [result.value]
      this.report('invalid', name, text)
      return []
    })
  }

  one<T>(name: TextName, parse: (text: string) => Read<T>): T | null {
    const text = this.text(name)
    if (text === null) return null
    const result = parse(text)
    if (result.ok) return result.value
    this.report('invalid', name, text)
    return null
  }

  integer(name: TextName): number | null {
    return this.one(name, (text) => parseInteger(text, anyInteger))
  }

  bytes(name: TextName): number {
    return this.one(name, parseBytes) ?? 0
  }

  /** Nanoseconds. */
  duration(name: TextName): number {
    return this.one(name, parseDuration) ?? 0
  }

  /** Pairs by key; of those said twice the last counts. */
  map(name: ListName, parse: typeof parsePair = parsePair): Readonly<Record<string, string>> {
    return Object.fromEntries(this.parsed(name, parse).map(({ key, value }) => [key, value]))
  }

  /** Whether the engine has an API of at least this version (`1.44`). */
  hasApi(version: string): boolean {
    const { apiVersion } = this.surroundings
    if (apiVersion === undefined) return true
    const [major = 0, minor = 0] = apiVersion.split('.').map(Number)
    const [needsMajor = 0, needsMinor = 0] = version.split('.').map(Number)
    return major > needsMajor || (major === needsMajor && minor >= needsMinor)
  }

  /** The text of a file that an option names; null after saying that it cannot be read. */
  file(name: RunOptionName, path: string): string | null {
    const text = this.surroundings.readFile?.(path) ?? null
    if (text === null) this.report('unreadable-file', name, path)
    return text
  }

  /** A path of the host as the docker command sends it: what starts with a dot starts where the command is run. */
  hostPath(name: RunOptionName, path: string): string {
    if (!path.startsWith('.')) return path
    const { cwd } = this.surroundings
    if (cwd !== undefined) return joinPath(cwd, path)
    this.report('relative-path', name, path)
    return path
  }

  /** With what a shell would have put in; a value of a variable is not looked through again. */
  expand(text: string, name: RunOptionName | null): string {
    if (this.spec.variables.length === 0) return text
    return cutVariables(text, this.spec.variables)
      .map((piece) => {
        const value = piece.isVariable ? replacePiece(piece.text, this.surroundings) : piece.text
        if (value === null) this.report('shell-variable', name, piece.text)
        return value ?? piece.text
      })
      .join('')
  }
}

/** Joins paths of one kind, taking `.` and `..` out; a folder with a drive is joined by backslashes. */
function joinPath(folder: string, path: string): string {
  const separator = /^[A-Za-z]:|^\\\\/.test(folder) ? '\\' : '/'
  const parts: string[] = []
  for (const part of `${folder}/${path}`.split(/[\\/]/)) {
    if (part === '..') parts.pop()
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part)
  }
  return parts.length === 1 ? `${parts[0]}${separator}` : parts.join(separator)
}
