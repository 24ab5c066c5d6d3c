import { consistencies, problemOfTarget, propagations } from './mount.ts'
import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cut } from './text.ts'

/** A value of `--volume`. */
export type Volume = {
  /** A volume's name or a path of the host; null for a volume without a name. */
  readonly source: string | null
  readonly target: string
  /** `ro`, `z`, `nocopy` and so on, as written. */
  readonly modes: readonly string[]
}

/** Modes of which a volume can have one each. */
const modeGroups: readonly (readonly string[])[] = [
  ['rw', 'ro'],
  ['z', 'Z'],
  ['nocopy'],
  propagations,
  consistencies,
]

const drive = /^[A-Za-z]$/
const hostPath = /^(?:[./~]|\\\\|[A-Za-z]:)/

/** Whether the source of a volume is a path of the host rather than a volume's name. */
export function isHostPath(source: string): boolean {
  return source.length > 1 ? hostPath.test(source) : /^[./~]$/.test(source)
}

/** Reads `/data`, `name:/data`, `/host:/data:ro,z`, `C:\host:/data`, `C:\host:D:\data:ro`. */
export function parseVolume(text: string): Read<Volume> {
  if (text === '') return wrong('empty-value', text)
  const sections = splitVolume(text)
  if (sections.includes('') || sections.length > 3) return wrong('bad-mount', text)
  const [first = '', second, third] = sections
  if (second === undefined) return problemOfTarget(first) ?? read({ source: null, target: first, modes: [] })
  const volume = { source: first, target: second, modes: third?.split(',') ?? [] }
  return problemOfTarget(second) ?? problemOfSource(volume) ?? read(volume)
}

function problemOfSource({
  source,
  modes,
}: {
  source: string
  modes: readonly string[]
}): Read<never> | null {
  const odd = oddMode(modes) ?? (isHostPath(source) && modes.includes('nocopy') ? 'nocopy' : null)
  return odd === null ? null : wrong('bad-mode', odd)
}

export function printVolume({ source, target, modes }: Volume): string {
  return [
    ...(source === null ? [] : [source]),
    target,
    ...(modes.length === 0 ? [] : [modes.join(',')]),
  ].join(':')
}

/** Cuts at colons, save those after a drive's letter. */
function splitVolume(text: string): readonly string[] {
  const sections: string[] = []
  for (const piece of text.split(':')) {
    const before = sections.at(-1)
    if (before !== undefined && drive.test(before)) sections[sections.length - 1] = `${before}:${piece}`
    else sections.push(piece)
  }
  return sections
}

/** The first mode that is unknown, or the second of its group. */
function oddMode(modes: readonly string[]): string | null {
  const seen = new Set<readonly string[]>()
  for (const mode of modes) {
    const group = modeGroups.find((words) => words.includes(mode))
    if (group === undefined || seen.has(group)) return mode
    seen.add(group)
  }
  return null
}

/** A value of `--tmpfs`: a place, and options of mount(8) such as `size=64m` and `noexec`. */
export type Tmpfs = { readonly target: string; readonly options: readonly string[] }

export function parseTmpfs(text: string): Read<Tmpfs> {
  const [target, options] = cut(text, ':')
  return (
    problemOfTarget(target) ??
    read({ target, options: options === null || options === '' ? [] : options.split(',') })
  )
}

export function printTmpfs({ target, options }: Tmpfs): string {
  return options.length === 0 ? target : `${target}:${options.join(',')}`
}

/** A value of `--volumes-from`: a container, and a mode when it is not the one of that container. */
export type VolumesFrom = { readonly container: string; readonly mode: string | null }

export function parseVolumesFrom(text: string): Read<VolumesFrom> {
  const [container, mode] = cut(text, ':')
  if (container === '') return wrong('bad-name', text)
  return mode !== null && oddMode(mode.split(',')) !== null
    ? wrong('bad-mode', mode)
    : read({ container, mode })
}

export function printVolumesFrom({ container, mode }: VolumesFrom): string {
  return mode === null ? container : `${container}:${mode}`
}
