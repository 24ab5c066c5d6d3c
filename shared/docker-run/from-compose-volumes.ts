import { isPath } from './compose-value.ts'
import type { ServiceContext } from './from-compose-service.ts'
import type { KeyReader, Keys } from './from-compose-value.ts'
import { isMap, isTrue, mapOf, textOf, textsOf } from './from-compose-value.ts'
import type { Mount } from './values/mount.ts'
import {
  consistencies,
  emptyMount,
  mountTypes,
  printMount,
  propagations,
  recursions,
} from './values/mount.ts'
import { parseBytes } from './values/number.ts'
import type { Volume } from './values/volume.ts'
import { parseVolume, printVolume } from './values/volume.ts'

/** Volumes by their names on the engine. Those that the file says more of are mounts, which can say it. */
export function readVolumes(reader: KeyReader, context: ServiceContext): void {
  const said = reader.take('volumes')
  for (const volume of Array.isArray(said) ? (said as readonly unknown[]) : []) {
    if (isMap(volume)) readLong(reader, volume, context)
    else for (const text of textsOf(volume)) readShort(reader, text, context)
  }
  const others = reader.texts('volumes_from').flatMap((from) => {
    if (from.startsWith('container:')) return [from.slice('container:'.length)]
    context.problems.add('key-left-out', 'volumes-from', `${context.service}.volumes_from ${from}`)
    return []
  })
  reader.writer.list('volumes-from', others)
}

function readShort(reader: KeyReader, text: string, context: ServiceContext): void {
  const volume = parseVolume(text)
  if (!volume.ok) return context.problems.add('invalid', 'volume', text)
  const { source } = volume.value
  // Compose knows where the home is.
  if (source?.startsWith('~') === true) context.variables.add('~')
  if (source === null || isPath(source)) return reader.writer.list('volume', [text])
  const declared = declaredVolume(source, context)
  if (!declared.hasMore)
    return reader.writer.list('volume', [printVolume({ ...volume.value, source: declared.name })])
  reader.writer.list('mount', [printMount({ ...declared.mount, ...shortModes(volume.value) })])
}

function shortModes({ target, modes }: Volume): Partial<Mount> {
  return { target, readOnly: modes.includes('ro'), noCopy: modes.includes('nocopy') }
}

type Declared = { readonly name: string; readonly hasMore: boolean; readonly mount: Mount }

/** A volume of the file: its name there, or the project's with the key. */
function declaredVolume(key: string, { volumes, project }: ServiceContext): Declared {
  const said = isMap(volumes) ? volumes[key] : null
  const about: Keys = isMap(said) ? said : {}
  const external = isMap(about['external']) ? about['external'] : {}
  const isOwn = project !== null && about['external'] === undefined
  const name = textOf(about['name']) ?? textOf(external['name']) ?? (isOwn ? `${project}_${key}` : key)
  const driver = textOf(about['driver'])
  const [driverOptions, labels] = [mapOf(about['driver_opts'] ?? []), mapOf(about['labels'] ?? [])]
  const hasMore = driver !== null || driverOptions.length + labels.length > 0
  return {
    name,
    hasMore,
    mount: { ...emptyMount('volume', ''), source: name, driver, driverOptions, labels },
  }
}

function readLong(reader: KeyReader, keys: Keys, context: ServiceContext): void {
  const type = mountTypes.find((each) => each === (keys['type'] ?? 'volume'))
  const target = textOf(keys['target'])
  if (type === undefined || target === null) {
    return context.problems.add('key-left-out', 'mount', `${context.service}.volumes ${JSON.stringify(keys)}`)
  }
  const source = textOf(keys['source'])
  const base =
    type === 'volume' && source !== null ? declaredVolume(source, context).mount : emptyMount(type, target)
  const mount = {
    ...base,
    source: base.source ?? source,
    target,
    readOnly: isTrue(keys['read_only']),
    consistency: consistencies.find((each) => each === keys['consistency']) ?? null,
    ...bindKeys(keys['bind']),
    ...otherKeys(keys),
  }
  const isCreated = isMap(keys['bind']) ? keys['bind']['create_host_path'] !== false : true
  // The short form makes the folder, as Compose does unless told otherwise.
  if (type === 'bind' && isCreated && canBeShort(mount)) reader.writer.list('volume', [shortOf(mount)])
  else reader.writer.list('mount', [printMount(mount)])
}

function bindKeys(bind: unknown): Partial<Mount> {
  if (!isMap(bind)) return {}
  return {
    propagation: propagations.find((each) => each === bind['propagation']) ?? null,
    recursion: recursions.find((each) => each === bind['recursive']) ?? null,
  }
}

function otherKeys(keys: Keys): Partial<Mount> {
  const [volume, image, tmpfs] = ['volume', 'image', 'tmpfs'].map((key) => keys[key])
  const size = isMap(tmpfs) ? parseBytes(textOf(tmpfs['size']) ?? '') : null
  return {
    ...(isMap(volume) ? { noCopy: isTrue(volume['nocopy']), subpath: textOf(volume['subpath']) } : {}),
    ...(isMap(image) ? { subpath: textOf(image['subpath']) } : {}),
    ...(size?.ok === true ? { tmpfsSize: size.value } : {}),
    ...(isMap(tmpfs) && typeof tmpfs['mode'] === 'number' ? { tmpfsMode: tmpfs['mode'] } : {}),
  }
}

function canBeShort({ source, target, recursion, consistency }: Mount): boolean {
  return source !== null && !`${source}${target}`.includes(':') && recursion === null && consistency === null
}

function shortOf({ source, target, readOnly, propagation }: Mount): string {
  const modes = [...(readOnly ? ['ro'] : []), ...(propagation === null ? [] : [propagation])]
  return printVolume({ source, target, modes })
}
