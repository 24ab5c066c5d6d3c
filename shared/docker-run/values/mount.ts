import { parseBytes, printBytes } from './number.ts'
import type { Pair } from './pair.ts'
import { printPair, toPair } from './pair.ts'
import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cut, parseFields, parseSwitch, printFields } from './text.ts'

export const mountTypes = ['volume', 'bind', 'tmpfs', 'image', 'npipe', 'cluster'] as const
export type MountType = (typeof mountTypes)[number]
export const propagations = ['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave'] as const
export type Propagation = (typeof propagations)[number]
/** How far read-only reaches into mounts below a bound folder. */
export const recursions = ['enabled', 'disabled', 'writable', 'readonly'] as const
export type Recursion = (typeof recursions)[number]
export const consistencies = ['default', 'consistent', 'cached', 'delegated'] as const

/** A value of `--mount`. What does not belong to the type of the mount is null, false or empty. */
export type Mount = {
  readonly type: MountType
  /** A volume's name, a path of the host, or an image; null for a volume without a name. */
  readonly source: string | null
  readonly target: string
  readonly readOnly: boolean
  /** One of `consistencies`; the engine takes any word and does nothing with it. */
  readonly consistency: string | null
  readonly propagation: Propagation | null
  readonly recursion: Recursion | null
  /** Makes the bound folder when it is not there. */
  readonly createSource: boolean
  readonly noCopy: boolean
  /** A path within the volume or the image. */
  readonly subpath: string | null
  readonly labels: readonly Pair[]
  readonly driver: string | null
  readonly driverOptions: readonly Pair[]
  /** Bytes. */
  readonly tmpfsSize: number | null
  /** Permission bits. */
  readonly tmpfsMode: number | null
}

/** A mount of which only type and place are known. */
export function emptyMount(type: MountType, target: string): Mount {
  return {
    type,
    source: null,
    target,
    readOnly: false,
    consistency: null,
    propagation: null,
    recursion: null,
    createSource: false,
    noCopy: false,
    subpath: null,
    labels: [],
    driver: null,
    driverOptions: [],
    tmpfsSize: null,
    tmpfsMode: null,
  }
}

type Change = Read<Partial<Mount>>
/** Which type of mount a key belongs to, and what it sets. */
type Key = {
  readonly type: MountType | null
  readonly set: (value: string, mount: Mount) => Change
  /** Its value may be left out, which means yes. */
  readonly isSwitch?: boolean
}

const keys: ReadonlyMap<string, Key> = new Map<string, Key>([
  ['type', { type: null, set: oneOf(mountTypes, 'type') }],
  ...named(['source', 'src'], { type: null, set: (source) => read({ source }) }),
  ...named(['target', 'dst', 'destination'], { type: null, set: (target) => read({ target }) }),
  ...named(['readonly', 'ro'], onOff(null, 'readOnly')),
  ['consistency', { type: null, set: (text) => read({ consistency: text.toLowerCase() }) }],
  ['bind-propagation', { type: 'bind', set: oneOf(propagations, 'propagation') }],
  ['bind-recursive', { type: 'bind', set: oneOf(recursions, 'recursion') }],
  ['bind-nonrecursive', { type: 'bind', set: setNonRecursive, isSwitch: true }],
  ['bind-create-src', onOff('bind', 'createSource')],
  ['volume-nocopy', onOff('volume', 'noCopy')],
  ['volume-subpath', { type: 'volume', set: (subpath) => read({ subpath }) }],
  ['image-subpath', { type: 'image', set: (subpath) => read({ subpath }) }],
  ['volume-label', { type: 'volume', set: (text, { labels }) => read({ labels: withPair(labels, text) }) }],
  ['volume-driver', { type: 'volume', set: (driver) => read({ driver }) }],
  [
    'volume-opt',
    {
      type: 'volume',
      set: (text, { driverOptions }) => read({ driverOptions: withPair(driverOptions, text) }),
    },
  ],
  ['tmpfs-size', { type: 'tmpfs', set: setTmpfsSize }],
  ['tmpfs-mode', { type: 'tmpfs', set: setTmpfsMode }],
])

function named(names: readonly string[], key: Key): readonly (readonly [string, Key])[] {
  return names.map((name) => [name, key])
}

function onOff(type: MountType | null, field: 'readOnly' | 'createSource' | 'noCopy'): Key {
  return { type, isSwitch: true, set: (text) => mapSwitch(text, (value) => ({ [field]: value })) }
}

function mapSwitch(text: string, toChange: (value: boolean) => Partial<Mount>): Change {
  const value = parseSwitch(text)
  return value === null ? wrong('bad-choice', text) : read(toChange(value))
}

function oneOf<const T extends string>(words: readonly T[], field: keyof Mount): (text: string) => Change {
  return (text) => {
    const word = words.find((each) => each === text.toLowerCase())
    return word === undefined ? wrong('bad-choice', text) : read({ [field]: word })
  }
}

function setNonRecursive(text: string): Change {
  return mapSwitch(text, (value) => ({ recursion: value ? 'disabled' : null }))
}

/** A key given twice keeps the last value, in the place of the first. */
function withPair(pairs: readonly Pair[], text: string): readonly Pair[] {
  const pair = toPair(text)
  if (pair.key === '') return pairs
  const known = pairs.some(({ key }) => key === pair.key)
  return known ? pairs.map((each) => (each.key === pair.key ? pair : each)) : [...pairs, pair]
}

function setTmpfsSize(text: string): Change {
  const bytes = parseBytes(text)
  return bytes.ok ? read({ tmpfsSize: bytes.value }) : bytes
}

function setTmpfsMode(text: string): Change {
  return /^[0-7]{1,10}$/.test(text) ? read({ tmpfsMode: Number.parseInt(text, 8) }) : wrong('bad-mode', text)
}

/** Reads a value of `--mount`, such as `type=bind,src=/a,dst=/b,readonly`; the type is `volume` unless said. */
export function parseMount(text: string): Read<Mount> {
  const fields = parseFields(text)
  if (fields === null) return wrong('bad-mount', text)
  let mount = emptyMount('volume', '')
  const used: Key[] = []
  for (const field of fields) {
    const [name, value] = cut(field, '=')
    const key = keys.get(name.toLowerCase())
    if (key === undefined) return wrong('unknown-key', name)
    if (value === null && key.isSwitch !== true) return wrong('missing-key', field)
    const change = key.set(value ?? 'true', mount)
    if (!change.ok) return change
    mount = { ...mount, ...change.value }
    used.push(key)
  }
  const isMixed = used.some(({ type }) => type !== null && type !== mount.type)
  return isMixed || problemOfRecursion(mount)
    ? wrong('bad-mount', text)
    : (problemOfPlaces(mount) ?? read(mount))
}

const absolutePath = /^(?:\/|\\\\|[A-Za-z]:[\\/])/

/** Whether a path begins at a root, of Linux or of a Windows drive. */
export function isAbsolute(path: string): boolean {
  return absolutePath.test(path)
}

/** Nothing can be mounted at the root itself. */
export function problemOfTarget(target: string): Read<never> | null {
  if (target === '') return wrong('missing-key', 'target')
  if (!isAbsolute(target)) return wrong('not-absolute', target)
  return /^\/+$/.test(target) ? wrong('bad-mount', target) : null
}

function problemOfPlaces({ type, source, target }: Mount): Read<never> | null {
  const problem = problemOfTarget(target)
  if (problem !== null) return problem
  if (type === 'tmpfs') return source ? wrong('bad-mount', source) : null
  if (type === 'volume') return null
  if (!source) return wrong('missing-key', 'source')
  // What begins with a dot begins where docker is run.
  return type === 'bind' && !isAbsolute(source) && !source.startsWith('.')
    ? wrong('not-absolute', source)
    : null
}

/** What is to be read-only below must be read-only itself, and, when forced, must not be shared. */
function problemOfRecursion({ recursion, readOnly, propagation }: Mount): boolean {
  if (recursion === 'writable') return !readOnly
  return recursion === 'readonly' && (!readOnly || propagation !== 'rprivate')
}

export function printMount(mount: Mount): string {
  const say = (key: string, value: string | null): readonly string[] =>
    value === null ? [] : [`${key}=${value}`]
  const list = (key: string, pairs: readonly Pair[]) => pairs.map((pair) => `${key}=${printPair(pair)}`)
  return printFields([
    `type=${mount.type}`,
    ...say('source', mount.source),
    `target=${mount.target}`,
    ...(mount.readOnly ? ['readonly'] : []),
    ...say('consistency', mount.consistency),
    ...say('bind-propagation', mount.propagation),
    ...say('bind-recursive', mount.recursion),
    ...(mount.createSource ? ['bind-create-src'] : []),
    ...(mount.noCopy ? ['volume-nocopy'] : []),
    ...say(mount.type === 'image' ? 'image-subpath' : 'volume-subpath', mount.subpath),
    ...say('volume-driver', mount.driver),
    ...list('volume-opt', mount.driverOptions),
    ...list('volume-label', mount.labels),
    ...say('tmpfs-size', mount.tmpfsSize === null ? null : printBytes(mount.tmpfsSize)),
    ...say('tmpfs-mode', mount.tmpfsMode?.toString(8) ?? null),
  ])
}
