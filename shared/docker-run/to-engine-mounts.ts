import type { HostConfig, MountJson } from './create-body.ts'
import type { SpecReader } from './spec-reader.ts'
import type { Mount } from './values/mount.ts'
import { parseMount } from './values/mount.ts'
import type { Pair } from './values/pair.ts'
import { cut } from './values/text.ts'
import { isHostPath, parseVolume } from './values/volume.ts'

/** Volumes with names, bound folders and memory file systems. */
export function readMounts(reader: SpecReader): Partial<HostConfig> {
  const binds = [...new Set(reader.list('volume').flatMap((text) => readBind(reader, text)))]
  const mounts = [
    ...reader.parsed('mount', parseMount).map((mount) => toMountJson(reader, mount)),
    ...(reader.isOn('use-api-socket') ? [apiSocket] : []),
  ]
  if (reader.isOn('use-api-socket')) reader.report('no-credentials', 'use-api-socket')
  const tmpfs = reader.list('tmpfs').map((text) => cut(text, ':'))
  return {
    ...(binds.length === 0 ? {} : { Binds: binds }),
    ...(mounts.length === 0 ? {} : { Mounts: mounts }),
    ...(tmpfs.length === 0
      ? {}
      : { Tmpfs: Object.fromEntries(tmpfs.map(([to, options]) => [to, options ?? ''])) }),
  }
}

/** Where `--use-api-socket` looks for the engine, on its own host. */
const apiSocket: MountJson = {
  Type: 'bind',
  Source: '/var/run/docker.sock',
  Target: '/var/run/docker.sock',
  BindOptions: {},
}

/** Sent as it was written, but for where a relative path starts. */
function readBind(reader: SpecReader, text: string): readonly string[] {
  const volume = parseVolume(text)
  if (!volume.ok) {
    reader.report('invalid', 'volume', text)
    return []
  }
  const { source } = volume.value
  if (source === null) return []
  if (!isHostPath(source)) return [text]
  return [`${reader.hostPath('volume', source)}${text.slice(source.length)}`]
}

function toMountJson(reader: SpecReader, mount: Mount): MountJson {
  if (mount.subpath !== null) {
    const needs = mount.type === 'image' ? '1.48' : '1.45'
    if (!reader.hasApi(needs)) reader.report('old-engine', 'mount', needs)
  }
  if (mount.recursion === 'readonly' && !reader.hasApi('1.44')) reader.report('old-engine', 'mount', '1.44')
  return {
    Type: mount.type,
    ...(mount.source === null ? {} : { Source: reader.hostPath('mount', mount.source) }),
    Target: mount.target,
    ...(mount.readOnly ? { ReadOnly: true } : {}),
    ...(mount.consistency === null ? {} : { Consistency: mount.consistency }),
    ...typeOptions(mount),
  }
}

function typeOptions(mount: Mount): Partial<MountJson> {
  const bind = bindOptions(mount)
  const volume = volumeOptions(mount)
  if (Object.keys(bind).length > 0) return { BindOptions: bind }
  if (mount.type === 'image' && mount.subpath !== null) return { ImageOptions: { Subpath: mount.subpath } }
  if (mount.type === 'tmpfs' && (mount.tmpfsSize !== null || mount.tmpfsMode !== null)) {
    const { tmpfsSize: size, tmpfsMode: mode } = mount
    return {
      TmpfsOptions: {
        ...(size === null ? {} : { SizeBytes: size }),
        ...(mode === null ? {} : { Mode: mode }),
      },
    }
  }
  return volume === null ? {} : { VolumeOptions: volume }
}

function bindOptions({ propagation, recursion, createSource }: Mount): NonNullable<MountJson['BindOptions']> {
  return {
    ...(propagation === null ? {} : { Propagation: propagation }),
    ...(recursion === 'disabled' ? { NonRecursive: true } : {}),
    ...(recursion === 'writable' ? { ReadOnlyNonRecursive: true } : {}),
    ...(recursion === 'readonly' ? { ReadOnlyForceRecursive: true } : {}),
    ...(createSource ? { CreateMountpoint: true } : {}),
  }
}

/** With one option of a volume said, the docker command sends the empty others, too. */
function volumeOptions(mount: Mount): NonNullable<MountJson['VolumeOptions']> | null {
  const { noCopy, subpath, labels, driver, driverOptions } = mount
  const isSaid = noCopy || subpath !== null || labels.length + driverOptions.length > 0 || driver !== null
  if (mount.type !== 'volume' || !isSaid) return null
  return {
    ...(noCopy ? { NoCopy: true } : {}),
    Labels: fromPairs(labels),
    DriverConfig: {
      ...(driver === null ? {} : { Name: driver }),
      ...(driverOptions.length === 0 ? {} : { Options: fromPairs(driverOptions) }),
    },
    ...(subpath === null ? {} : { Subpath: subpath }),
  }
}

function fromPairs(pairs: readonly Pair[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]))
}
