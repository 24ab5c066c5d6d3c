import { childEntries, type Json } from './json-model.ts'

type Fields = Readonly<Record<string, Json>>

/** Set by the engine or by the docker command for itself, or not to be compared. */
const ignored: ReadonlySet<string> = new Set([
  'ContainerIDFile',
  'ConsoleSize',
  'MaskedPaths',
  'ReadonlyPaths',
  'LogConfig',
  'RestartPolicy',
  'MemorySwap',
  'Image',
  'Hostname',
  'AttachStdin',
  'AttachStdout',
  'AttachStderr',
])

/** What the engine writes where nothing was asked for, besides what is empty. */
const usual: Readonly<Record<string, readonly Json[]>> = {
  NetworkMode: ['default', 'bridge'],
  IpcMode: ['private', 'shareable'],
  CgroupnsMode: ['private', 'host'],
  ShmSize: [67_108_864],
  Runtime: ['runc'],
  PidsLimit: [-1],
  MemorySwappiness: [-1],
  Isolation: ['default'],
  StopSignal: ['SIGTERM'],
}

/**
 * The paths (keys joined by NUL) of settings that are not the image's or Docker's own defaults: what somebody chose
 * for this container. `image` is null while it is not known: then the image's part is left out.
 */
export function differences(container: Json, image: Json | null): ReadonlySet<string> {
  const found = new Set<string>()
  compareHost(fieldsOf(fieldsOf(container)['HostConfig']), found)
  if (image !== null) {
    compareConfig(fieldsOf(fieldsOf(container)['Config']), fieldsOf(fieldsOf(image)['Config']), found)
  }
  return found
}

function compareHost(host: Fields, found: Set<string>): void {
  for (const [name, value] of Object.entries(host)) {
    if (!ignored.has(name) && !isUsual(name, value)) found.add(pathOf('HostConfig', name))
  }
  const { Name } = fieldsOf(host['RestartPolicy'])
  if (Name !== undefined && Name !== '' && Name !== 'no') found.add(pathOf('HostConfig', 'RestartPolicy'))
  const { Config } = fieldsOf(host['LogConfig'])
  if (Config !== undefined && !isEmpty(Config)) found.add(pathOf('HostConfig', 'LogConfig'))
}

function compareConfig(own: Fields, image: Fields, found: Set<string>): void {
  for (const [name, value] of Object.entries(own)) {
    if (ignored.has(name)) continue
    const given = image[name] ?? null
    if (isSame(value, given) || (isUsual(name, value) && isEmpty(given))) continue
    found.add(pathOf('Config', name))
    for (const key of ownItems(value, given)) found.add(pathOf('Config', name, key))
  }
}

/** Keys of the items of a list or map that the image does not have. */
function ownItems(value: Json, given: Json): string[] {
  const isGiven = ([key, item]: [string, Json]) =>
    Array.isArray(value)
      ? Array.isArray(given) && given.includes(item)
      : isSame(fieldsOf(given)[key] ?? null, item)
  return childEntries(value).flatMap((entry) => (isGiven(entry) ? [] : [entry[0]]))
}

function isUsual(name: string, value: Json): boolean {
  return isEmpty(value) || (usual[name]?.includes(value) ?? false)
}

function isEmpty(value: Json): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function isSame(one: Json, other: Json): boolean {
  return (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other)
}

function fieldsOf(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function pathOf(...keys: readonly string[]): string {
  return keys.join('\u0000')
}
