import { Problems } from './conversion.ts'
import type { RunOptionName } from './run-options.ts'
import { findOption } from './run-options.ts'
import type { RunSpec } from './run-spec.ts'
import { emptySpec } from './run-spec.ts'
import { cutVariables } from './shell/variables.ts'
import { replacePiece, variableOf } from './shell-piece.ts'
import { SpecReader } from './spec-reader.ts'
import type { Surroundings } from './to-engine.ts'
import type { FileLines } from './values/env.ts'
import { parseEnvFile, parseLabelFile } from './values/env.ts'
import { parseMount } from './values/mount.ts'
import { cut } from './values/text.ts'
import { isHostPath, parseVolume } from './values/volume.ts'

/** What a value leans on besides the engine: where the command is run. */
export type PlacedValue = {
  readonly option: RunOptionName | 'image' | 'command'
  /** Which of a list's values or of the command's words, from 0; null for other options. */
  readonly index: number | null
} & (
  | {
      readonly kind: 'becomes'
      /** The folder of a mount, else the whole value, at most 4,096 characters; null when a secret is in it. */
      readonly text: string | null
    }
  /** `--env NAME`. The value itself stays where it is. */
  | { readonly kind: 'environment'; readonly isSet: boolean }
  | {
      readonly kind: 'file'
      readonly path: string
      /** Variables or labels in it; null for a profile. */
      readonly count: number | null
    }
  | { readonly kind: 'unreadable-file'; readonly path: string }
  /** `line` counts from 1; null when the whole is not what it should be. */
  | { readonly kind: 'invalid-file'; readonly path: string; readonly line: number | null }
  | { readonly kind: 'not-set'; readonly name: string }
  /** Only a shell can tell. */
  | { readonly kind: 'shell-only'; readonly piece: string }
)
type Where = Pick<PlacedValue, 'option' | 'index'>

const most = 2_000
const longest = 4_096

/** The surroundings, with what finds files, and names that mean a secret. */
type Place = Surroundings & {
  readonly absolute: (path: string) => string
  readonly isSecret: (name: string) => boolean
}

/**
 * What the docker command and the shell around it would put in place of a command's values, in the order of the
 * options. Values that mean themselves are left out.
 */
export function placeRun(spec: RunSpec, place: Place): readonly PlacedValue[] {
  const found: PlacedValue[] = []
  const look = (text: string, where: Where) => {
    if (found.length < most) found.push(...placeValue(text, where, { spec, place }))
  }
  for (const [name, value] of Object.entries(spec.options)) {
    const option = findOption(name)?.name
    if (option === undefined || typeof value === 'boolean') continue
    if (typeof value === 'string') look(value, { option, index: null })
    else for (const [index, text] of value.entries()) look(text, { option, index })
  }
  look(spec.image, { option: 'image', index: null })
  for (const [index, word] of spec.command.entries()) look(word, { option: 'command', index })
  return found
}

type Around = { readonly spec: RunSpec; readonly place: Place }

function placeValue(text: string, where: Where, around: Around): readonly PlacedValue[] {
  const pieces = cutVariables(text, around.spec.variables).filter(({ isVariable }) => isVariable)
  const unknown = pieces.flatMap(({ text: piece }): readonly PlacedValue[] => {
    if (replacePiece(piece, around.place) !== null) return []
    const name = variableOf(piece)
    return [name === null ? { ...where, kind: 'shell-only', piece } : { ...where, kind: 'not-set', name }]
  })
  if (unknown.length > 0) return unknown
  const isSecret = pieces.some(({ text: piece }) => around.place.isSecret(variableOf(piece) ?? ''))
  const becomes = (full: string): PlacedValue => ({
    ...where,
    kind: 'becomes',
    text: isSecret ? null : full.slice(0, longest),
  })
  const full = new SpecReader(around.spec, new Problems(), around.place).expand(text, null)
  const read = readByDocker(full, where, around.place)
  if (read !== null) return [read]
  const folder = folderOf(full, where.option, around.place)
  if (folder !== null && (pieces.length > 0 || folder.isMoved)) return [becomes(folder.path)]
  return full === text ? [] : [becomes(full)]
}

/** What docker reads where it runs: a variable, a file; null when it takes the value as it is. */
function readByDocker(full: string, where: Where, place: Place): PlacedValue | null {
  if (where.option === 'env') {
    const [name, value] = cut(full, '=')
    if (value !== null || name === '') return null
    return { ...where, kind: 'environment', isSet: (place.readEnv?.(name) ?? null) !== null }
  }
  const path = where.option === 'security-opt' ? profile.exec(full)?.[1] : full
  const parse = fileParsers[where.option]
  return parse === undefined || path === undefined ? null : fileOf(path, where, { place, parse })
}

const profile = /^seccomp[=:](?!unconfined$|builtin$|\{)(.+)$/s

/** The folder that a mount binds. */
function folderOf(full: string, option: Where['option'], place: Place) {
  if (option !== 'volume' && option !== 'mount') return null
  const mount = option === 'volume' ? parseVolume(full) : parseMount(full)
  const source = mount.ok ? mount.value.source : null
  if (source === null || !isHostPath(source)) return null
  const path = new SpecReader(emptySpec(), new Problems(), place).hostPath(option, source)
  return { path, isMoved: path !== source }
}

type FileParser = (
  text: string,
) => { readonly count: number | null; readonly wrongLine: number | null } | null

const fileParsers: Readonly<Record<string, FileParser>> = {
  'env-file': (text) => countOf(parseEnvFile(text)),
  'label-file': (text) => countOf(parseLabelFile(text)),
  'security-opt': (text) => (isJson(text) ? { count: null, wrongLine: null } : null),
}

function countOf({ entries, wrongLines }: FileLines<unknown>) {
  return { count: entries.length, wrongLine: wrongLines[0]?.line ?? null }
}

function fileOf(
  named: string,
  where: Where,
  { place, parse }: { readonly place: Place; readonly parse: FileParser },
): PlacedValue {
  const path = place.absolute(named)
  const text = place.readFile?.(named) ?? null
  if (text === null) return { ...where, kind: 'unreadable-file', path }
  const read = parse(text)
  if (read === null || read.wrongLine !== null)
    return { ...where, kind: 'invalid-file', path, line: read?.wrongLine ?? null }
  return { ...where, kind: 'file', path, count: read.count }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
