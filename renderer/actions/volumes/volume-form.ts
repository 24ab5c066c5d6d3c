import type { CreateVolumeParams } from '../../../shared/volume.ts'
import { longestVolumeName, volumeNamePattern } from '../../../shared/volume.ts'

/** Where the data of a new volume is to live. All but `driver` are made by Docker's own driver `local`. */
export const volumePlaces = ['local', 'nfs', 'cifs', 'tmpfs', 'driver'] as const
export type VolumePlace = (typeof volumePlaces)[number]

export type Pair = { readonly id: number; readonly name: string; readonly value: string }

export type VolumeForm = {
  readonly place: VolumePlace
  readonly name: string
  /** For `driver`. */
  readonly driver: string
  /** For `nfs` and `cifs`. */
  readonly server: string
  /** `/exports/data` for NFS, `share/folder` for CIFS. */
  readonly path: string
  readonly version: string
  readonly isReadOnly: boolean
  readonly user: string
  readonly password: string
  readonly domain: string
  /** For `tmpfs`: as the kernel reads it, e.g. `100m`; empty for its default. */
  readonly size: string
  readonly uid: string
  readonly mode: string
  /** Further mount options, separated by commas. */
  readonly more: string
  /** Options for the driver as they are; those of the place win over none of them. */
  readonly options: readonly Pair[]
  readonly labels: readonly Pair[]
}

export const emptyVolumeForm: VolumeForm = {
  place: 'local',
  name: '',
  driver: '',
  server: '',
  path: '',
  version: '',
  isReadOnly: false,
  user: '',
  password: '',
  domain: '',
  size: '',
  uid: '',
  mode: '',
  more: '',
  options: [],
  labels: [],
}

export type FormProblem =
  | 'name-short'
  | 'name-long'
  | 'name-characters'
  | 'name-taken'
  | 'missing'
  | 'absolute-path'
  | 'no-comma'
  | 'size'
  | 'number'
  | 'octal'
export type FormField = Exclude<keyof VolumeForm, 'place' | 'isReadOnly' | 'options' | 'labels'>
export type FormProblems = Readonly<Partial<Record<FormField, FormProblem>>>

const placeholders: Readonly<Record<'nfs' | 'cifs', string>> = { nfs: '4', cifs: '3.0' }

/** The protocol version that is used when none is given. */
export function usualVersion(place: VolumePlace): string {
  return place === 'nfs' || place === 'cifs' ? placeholders[place] : ''
}

/** What keeps the form from being sent, by field. A field left empty that may be empty is no problem. */
export function problemsOf(form: VolumeForm, takenNames: ReadonlySet<string>): FormProblems {
  const problems: Partial<Record<FormField, FormProblem>> = {}
  const note = (field: FormField, problem: FormProblem | null): void => {
    if (problem !== null) problems[field] = problem
  }
  note('name', nameProblem(form.name.trim(), takenNames))
  if (form.place === 'driver') note('driver', missing(form.driver))
  if (form.place === 'nfs' || form.place === 'cifs') noteRemote(form, note)
  if (form.place === 'tmpfs') {
    note('size', matches(form.size, /^\d+[kmg%]?$/i, 'size'))
    note('uid', matches(form.uid, /^\d+$/, 'number'))
    note('mode', matches(form.mode, /^[0-7]{3,4}$/, 'octal'))
  }
  return problems
}

function noteRemote(form: VolumeForm, note: (field: FormField, problem: FormProblem | null) => void): void {
  note('server', missing(form.server) ?? comma(form.server))
  const isRelative = form.place === 'nfs' && form.path !== '' && !form.path.startsWith('/')
  note('path', missing(form.path) ?? (isRelative ? 'absolute-path' : null))
  note('version', comma(form.version))
  if (form.place !== 'cifs') return
  note('user', comma(form.user))
  note('password', comma(form.password))
  note('domain', comma(form.domain))
}

function nameProblem(name: string, taken: ReadonlySet<string>): FormProblem | null {
  if (name === '') return null
  if (name.length < 2) return 'name-short'
  if (name.length > longestVolumeName) return 'name-long'
  if (!volumeNamePattern.test(name)) return 'name-characters'
  return taken.has(name) ? 'name-taken' : null
}

function missing(value: string): FormProblem | null {
  return value.trim() === '' ? 'missing' : null
}

/** Mount options are one text with commas between them: no value may have one. */
function comma(value: string): FormProblem | null {
  return value.includes(',') ? 'no-comma' : null
}

function matches(value: string, pattern: RegExp, problem: FormProblem): FormProblem | null {
  return value.trim() === '' || pattern.test(value.trim()) ? null : problem
}

/** What the engine is asked to make. */
export function paramsOf(form: VolumeForm): CreateVolumeParams {
  const name = form.name.trim()
  return {
    name: name === '' ? null : name,
    driver: form.place === 'driver' ? form.driver.trim() : 'local',
    options: { ...recordOf(form.options), ...placeOptions(form) },
    labels: recordOf(form.labels),
  }
}

function placeOptions(form: VolumeForm): Readonly<Record<string, string>> {
  const server = form.server.trim()
  const version = form.version.trim() || usualVersion(form.place)
  switch (form.place) {
    case 'nfs':
      return {
        type: 'nfs',
        o: mountOptions(form, [`addr=${server}`, access(form), `nfsvers=${version}`]),
        device: `:${form.path.trim()}`,
      }
    case 'cifs':
      return {
        type: 'cifs',
        o: mountOptions(form, [
          `addr=${server}`,
          access(form),
          given('username', form.user),
          given('password', form.password),
          given('domain', form.domain),
          `vers=${version}`,
        ]),
        device: `//${server}/${form.path.trim().replace(/^\/+/, '')}`,
      }
    case 'tmpfs': {
      const o = mountOptions(form, [
        given('size', form.size),
        given('uid', form.uid),
        given('mode', form.mode),
      ])
      return { type: 'tmpfs', device: 'tmpfs', ...(o === '' ? {} : { o }) }
    }
    case 'local':
    case 'driver':
      return {}
  }
}

function access(form: VolumeForm): string {
  return form.isReadOnly ? 'ro' : 'rw'
}

function given(name: string, value: string): string {
  // A password may begin or end with a space.
  const kept = name === 'password' ? value : value.trim()
  return kept === '' ? '' : `${name}=${kept}`
}

function mountOptions(form: VolumeForm, parts: readonly string[]): string {
  return [...parts, form.more.trim()].filter((part) => part !== '').join(',')
}

/** Rows without a name say nothing. */
function recordOf(pairs: readonly Pair[]): Readonly<Record<string, string>> {
  const named = pairs.filter((pair) => pair.name.trim() !== '')
  return Object.fromEntries(named.map((pair) => [pair.name.trim(), pair.value]))
}
