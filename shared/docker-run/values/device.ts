import type { Pair } from './pair.ts'
import { printPair, toPair } from './pair.ts'
import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cleanPath, cut, parseFields, printFields } from './text.ts'

/** A value of `--device`: a device of the host, or one that a CDI specification names (`vendor.com/class=name`). */
export type Device =
  | {
      readonly kind: 'path'
      readonly host: string
      readonly container: string
      /** Some of `r`, `w` and `m`; all of them unless said. */
      readonly permissions: string
    }
  | { readonly kind: 'cdi'; readonly name: string }

const cdiName =
  /^[a-zA-Z](?:[\w.-]*[a-zA-Z0-9])?\/[a-zA-Z](?:[\w-]*[a-zA-Z0-9])?=[a-zA-Z0-9](?:[\w.:-]*[a-zA-Z0-9])?$/
const permission = /^(?!.*(.).*\1)[rwm]{1,3}$/
const allPermissions = 'rwm'

export function parseDevice(text: string): Read<Device> {
  if (cdiName.test(text)) return read({ kind: 'cdi', name: text })
  const [host = '', ...rest] = text.split(':')
  const permissions = permission.test(rest.at(-1) ?? '') ? rest.pop() : undefined
  const [place = null] = rest
  if (host === '' || rest.length > 1) return wrong('bad-device', text)
  if (!(place ?? host).startsWith('/')) return wrong('not-absolute', place ?? host)
  const paths = tidyPaths(host, place, permissions !== undefined)
  return read({ kind: 'path', ...paths, permissions: permissions ?? allPermissions })
}

/** Docker tidies the last path, save a place of its own that permissions follow. */
function tidyPaths(host: string, place: string | null, hasPermissions: boolean) {
  if (place === null) return { host: cleanPath(host), container: cleanPath(host) }
  return { host, container: hasPermissions ? place : cleanPath(place) }
}

export function printDevice(device: Device): string {
  if (device.kind === 'cdi') return device.name
  const { host, container, permissions } = device
  const rest = permissions === allPermissions ? '' : `:${permissions}`
  // A place that looks like permissions must not stand where they could.
  return container === host ? `${host}${rest}` : `${host}:${container}${rest}`
}

/** A value of `--device-cgroup-rule`: `c 188:* rwm`. */
export type DeviceRule = {
  /** `c` for characters, `b` for blocks, `a` for all. */
  readonly type: string
  readonly major: string
  readonly minor: string
  readonly permissions: string
}

export function parseDeviceRule(text: string): Read<DeviceRule> {
  const [match, type = '', major = '', minor = '', permissions = ''] =
    /^([acb]) ([0-9]+|\*):([0-9]+|\*) ([rwm]{1,3})$/.exec(text) ?? []
  return match === undefined ? wrong('bad-device', text) : read({ type, major, minor, permissions })
}

export function printDeviceRule({ type, major, minor, permissions }: DeviceRule): string {
  return `${type} ${major}:${minor} ${permissions}`
}

/** A value of `--gpus`. */
export type Gpus = {
  readonly driver: string | null
  /** How many; null when devices are named. */
  readonly count: number | 'all' | null
  /** Numbers or UUIDs. */
  readonly devices: readonly string[]
  /** Besides `gpu`: `compute`, `utility`, `video` and so on. */
  readonly capabilities: readonly string[]
  readonly options: readonly Pair[]
}

/** Reads `all`, `2`, `"device=0,2"`, `driver=nvidia,count=all,"capabilities=compute,utility"`. */
export function parseGpus(text: string): Read<Gpus> {
  const fields = gpuFields(text)
  if (!fields.ok) return fields
  const said = fields.value
  const options = said.has('options') ? parseFields(said.get('options') ?? '') : []
  if (options === null) return wrong('bad-gpus', text)
  const count = gpuCount(said.get('count') ?? (said.has('device') ? null : '1'))
  if (!count.ok) return count
  return read({
    driver: said.get('driver') ?? null,
    count: count.value,
    devices: split(said.get('device')),
    capabilities: split(said.get('capabilities')),
    options: options.map(toPair),
  })
}

/** A key may be said once; a number or `all` by itself is the count, and the last of them counts. */
function gpuFields(text: string): Read<ReadonlyMap<string, string>> {
  const said = new Map<string, string>()
  const seen = new Set<string>()
  for (const field of parseFields(text) ?? ['']) {
    const [key, value] = cut(field, '=')
    if (seen.has(key)) return wrong('bad-gpus', text)
    if (value !== null && !gpuKeys.has(key)) return wrong('unknown-key', key)
    seen.add(key).add(value === null ? 'count' : key)
    said.set(value === null ? 'count' : key, value ?? key)
  }
  return read(said)
}

const gpuKeys: ReadonlySet<string> = new Set(['driver', 'count', 'device', 'capabilities', 'options'])

function gpuCount(text: string | null): Read<number | 'all' | null> {
  if (text === null || text === 'all') return read(text)
  return /^[+-]?[0-9]{1,9}$/.test(text) ? read(Number(text)) : wrong('bad-number', text)
}

function split(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',')
}

export function printGpus({ driver, count, devices, capabilities, options }: Gpus): string {
  const rest = [
    ...(driver === null ? [] : [`driver=${driver}`]),
    ...(devices.length === 0 ? [] : [`device=${devices.join(',')}`]),
    ...(capabilities.length === 0 ? [] : [`capabilities=${capabilities.join(',')}`]),
    ...(options.length === 0 ? [] : [`options=${printFields(options.map(printPair))}`]),
  ]
  if (count !== null && rest.length === 0) return String(count)
  return printFields([...(count === null ? [] : [`count=${count}`]), ...rest])
}
