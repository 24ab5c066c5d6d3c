/*
 * Rows of the form: what a person types in several fields, which together are one value of an option. Reading a
 * value into a row and writing the row again gives a value that means the same; what has no fields of its own is
 * kept as text.
 */

export type TextRow = { readonly id: number; readonly text: string }

export type PortRow = {
  readonly id: number
  /** A port or a range, with the address it is bound to before it: `127.0.0.1:8080`. */
  readonly host: string
  readonly container: string
  readonly protocol: string
}

export type VariableRow = {
  readonly id: number
  readonly name: string
  /** Null: only the name is given, and the value comes from the shell's own variable. */
  readonly value: string | null
}

export type MountRow = {
  readonly id: number
  /** The option that says it. */
  readonly option: 'volume' | 'mount' | 'tmpfs'
  readonly kind: 'volume' | 'bind' | 'tmpfs'
  readonly source: string
  readonly target: string
  /** As after the second colon of a volume, or after the colon of a tmpfs. */
  readonly mode: string
  /** A value of `--mount` with more than the fields can say; then they are empty. */
  readonly text: string | null
}

export type NetworkRow = {
  readonly id: number
  readonly name: string
  /** Separated by blanks or commas. */
  readonly aliases: string
  readonly ip: string
  readonly ip6: string
  readonly mac: string
  /** Further `key=value` pairs, as they were. */
  readonly others: readonly string[]
}

let lastId = 0

/** Tells rows apart that may have the same text. */
export function newRowId(): number {
  lastId += 1
  return lastId
}

export function textRow(text = ''): TextRow {
  return { id: newRowId(), text }
}

export function portRow(value = ''): PortRow {
  const slash = value.lastIndexOf('/')
  const protocol = slash === -1 ? 'tcp' : value.slice(slash + 1)
  const numbers = slash === -1 ? value : value.slice(0, slash)
  const colon = numbers.lastIndexOf(':')
  return {
    id: newRowId(),
    host: colon === -1 ? '' : numbers.slice(0, colon),
    container: numbers.slice(colon + 1),
    protocol,
  }
}

export function portValue({ host, container, protocol }: PortRow): string {
  const suffix = protocol === 'tcp' ? '' : `/${protocol}`
  return host === '' ? container + suffix : `${host}:${container}${suffix}`
}

export function variableRow(value = ''): VariableRow {
  const at = value.indexOf('=')
  return at === -1
    ? { id: newRowId(), name: value, value: value === '' ? '' : null }
    : { id: newRowId(), name: value.slice(0, at), value: value.slice(at + 1) }
}

export function variableValue({ name, value }: VariableRow): string {
  return value === null ? name : `${name}=${value}`
}

/** A drive letter, or anything without a colon; then the path inside; then the mode. */
const volumePattern = /^(?:(?<source>[A-Za-z]:[\\/][^:]*|[^:]*):)?(?<target>[^:]+)(?::(?<mode>[^:]*))?$/

export function isFolder(source: string): boolean {
  return /^(?:[/.~\\$]|[A-Za-z]:[\\/])/.test(source)
}

/** A row from the value of `--volume`, `--mount` or `--tmpfs`. */
export function mountRow(option: MountRow['option'], value: string): MountRow {
  const empty = { id: newRowId(), option, kind: 'volume', source: '', target: '', mode: '' } as const
  if (option === 'tmpfs') {
    const colon = value.indexOf(':')
    const [target, mode] = colon === -1 ? [value, ''] : [value.slice(0, colon), value.slice(colon + 1)]
    return { ...empty, kind: 'tmpfs', target, mode, text: null }
  }
  if (option === 'mount') return { ...empty, ...(plainMount(value) ?? { text: value }) }
  // `a:b` with a path in front of the mode is read from the left, so `/data:ro` is a source and a target.
  const found = volumePattern.exec(value)?.groups
  if (!found) return { ...empty, text: value }
  const { source = '', target = '', mode = '' } = found
  return { ...empty, kind: isFolder(source) ? 'bind' : 'volume', source, target, mode, text: null }
}

const mountKeys: Readonly<Record<string, 'type' | 'source' | 'target' | 'readonly'>> = {
  type: 'type',
  source: 'source',
  src: 'source',
  target: 'target',
  dst: 'target',
  destination: 'target',
  readonly: 'readonly',
  ro: 'readonly',
}

/** The fields of a `--mount` that says only what, where and whether it can be written; null when it says more. */
function plainMount(value: string): Omit<MountRow, 'id' | 'option'> | null {
  const fields = mountFields(value)
  const kind = mountKinds.find((each) => each === fields?.['type'])
  if (!fields || !kind) return null
  const { source = '', target = '', readonly } = fields
  const isReadOnly = readonly === 'true' || readonly === '1'
  if (kind === 'tmpfs' && (source !== '' || isReadOnly)) return null
  return { kind, source, target, mode: isReadOnly ? 'ro' : '', text: null }
}

const mountKinds = ['volume', 'bind', 'tmpfs'] as const

function mountFields(value: string): Record<string, string> | null {
  if (value.includes('"')) return null
  const fields: Record<string, string> = { type: 'volume' }
  for (const part of value.split(',')) {
    const at = part.indexOf('=')
    const key = mountKeys[at === -1 ? part : part.slice(0, at)]
    if (key === undefined) return null
    fields[key] = at === -1 ? 'true' : part.slice(at + 1)
  }
  return fields
}

export function mountValue(row: MountRow): string {
  const { option, kind, source, target, mode, text } = row
  if (text !== null) return text
  if (option === 'tmpfs') return mode === '' ? target : `${target}:${mode}`
  if (option === 'mount') {
    const from = source === '' ? '' : `,src=${source}`
    return `type=${kind}${from},dst=${target}${mode === 'ro' ? ',readonly' : ''}`
  }
  const base = source === '' ? target : `${source}:${target}`
  return mode === '' || mode === 'rw' ? base : `${base}:${mode}`
}

/** True when nothing was typed into it yet. */
export function isEmptyMount({ text, source, target }: MountRow): boolean {
  return text === null ? source === '' && target === '' : text === ''
}

export function networkRow(value = ''): NetworkRow {
  const row: NetworkRow = {
    id: newRowId(),
    name: value,
    aliases: '',
    ip: '',
    ip6: '',
    mac: '',
    others: [],
  }
  if (!value.includes('=')) return row
  let read: NetworkRow = { ...row, name: '' }
  for (const part of value.split(',')) read = withNetworkPart(read, part)
  return read
}

function withNetworkPart(row: NetworkRow, part: string): NetworkRow {
  const at = part.indexOf('=')
  const text = part.slice(at + 1)
  switch (part.slice(0, Math.max(at, 0))) {
    case 'name':
      return { ...row, name: text }
    case 'alias':
      return { ...row, aliases: row.aliases === '' ? text : `${row.aliases}, ${text}` }
    case 'ip':
      return { ...row, ip: text }
    case 'ip6':
      return { ...row, ip6: text }
    case 'mac-address':
      return { ...row, mac: text }
    default:
      return { ...row, others: [...row.others, part] }
  }
}

export function networkValue({ name, aliases, ip, ip6, mac, others }: NetworkRow): string {
  const words = aliases.split(/[\s,]+/).filter((word) => word !== '')
  const parts = [
    ...words.map((word) => `alias=${word}`),
    ...(ip === '' ? [] : [`ip=${ip}`]),
    ...(ip6 === '' ? [] : [`ip6=${ip6}`]),
    ...(mac === '' ? [] : [`mac-address=${mac}`]),
    ...others,
  ]
  return parts.length === 0 ? name : [`name=${name}`, ...parts].join(',')
}
