/** What a person wants the engine to know about registries. */
export type WantedRegistries = {
  readonly mirrors: readonly string[]
  readonly insecure: readonly string[]
}
export type SettingsLine = { readonly text: string; readonly isNew: boolean }
export type MergedSettings =
  | {
      readonly ok: true
      readonly text: string
      readonly lines: readonly SettingsLine[]
      readonly isSame: boolean
    }
  | { readonly ok: false }

const mirrorsKey = 'registry-mirrors'
const insecureKey = 'insecure-registries'

/**
 * The engine's `daemon.json` with these registries in it; everything else stays as it is. Lines that the present
 * text does not have are marked. Not ok when the present text is no JSON object.
 */
export function mergeDaemonJson(present: string, wanted: WantedRegistries): MergedSettings {
  const before = parse(present)
  if (before === null) return { ok: false }
  const after = { ...before }
  put(after, mirrorsKey, wanted.mirrors)
  put(after, insecureKey, wanted.insecure)
  const text = format(after)
  const known = format(before).split('\n').map(bare)
  const lines = text.split('\n').map((line) => ({ text: line, isNew: !known.includes(bare(line)) }))
  return { ok: true, text, lines, isSame: text === format(before) }
}

/** The lists that a `daemon.json` has; empty ones when it is not readable. */
export function readDaemonJson(text: string): WantedRegistries {
  const settings = parse(text) ?? {}
  return { mirrors: texts(settings[mirrorsKey]), insecure: texts(settings[insecureKey]) }
}

/** True for an address that the engine takes for a mirror. */
export function isMirrorAddress(line: string): boolean {
  return /^https?:\/\/[A-Za-z0-9.[\]:-]+(\/[^\s?#]*)?$/i.test(line)
}

/** True for a host, with a port if need be, or a range such as `10.0.0.0/8`. */
export function isInsecureEntry(line: string): boolean {
  return (
    /^([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?$/.test(line) || /^[0-9a-fA-F.:]+\/\d{1,3}$/.test(line)
  )
}

type Settings = Record<string, unknown>

/** An empty list takes the key away: it says the same, and less to wonder about. */
function put(settings: Settings, key: string, values: readonly string[]): void {
  if (values.length > 0) settings[key] = [...values]
  else delete settings[key]
}

function parse(text: string): Settings | null {
  if (text.trim() === '') return {}
  try {
    const parsed: unknown = JSON.parse(text)
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject ? (parsed as Settings) : null
  } catch {
    return null
  }
}

function format(settings: Settings): string {
  return JSON.stringify(settings, null, 2)
}

/** A comma that a line got because another follows it makes no new line. */
function bare(line: string): string {
  return line.replace(/,$/, '')
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
