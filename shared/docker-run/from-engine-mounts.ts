import type { MountJson } from './create-body.ts'
import type { ContainerJson, ImageJson } from './inspect-json.ts'
import type { SpecWriter } from './spec-writer.ts'
import type { Mount, MountType, Recursion } from './values/mount.ts'
import { consistencies, emptyMount, mountTypes, printMount, propagations } from './values/mount.ts'
import type { Pair } from './values/pair.ts'
import { printVolume } from './values/volume.ts'

/** Volumes, bound folders and memory file systems. Volumes that come with the image are left out. */
export function writeMounts(writer: SpecWriter, container: ContainerJson, image: ImageJson | null): void {
  const { HostConfig: host = {} } = container
  writer.list('volume', host.Binds)
  for (const mount of host.Mounts ?? []) writeMount(writer, mount)
  writer.list(
    'tmpfs',
    Object.entries(host.Tmpfs ?? {}).map(([target, options]) =>
      options === '' ? target : `${target}:${options}`,
    ),
  )
  writer.list('volumes-from', host.VolumesFrom)
  const inherited = image?.Config?.Volumes ?? {}
  const taken = new Set([...(host.Mounts ?? []).map(({ Target }) => Target), ...namedTargets(container)])
  const nameless = Object.keys(container.Config?.Volumes ?? {}).filter(
    (target) => !(target in inherited) && !taken.has(target),
  )
  writer.list('volume', nameless)
}

/** Where binds and volumes with names are; other tools list these among the nameless volumes, too. */
function namedTargets({ HostConfig, Mounts }: ContainerJson): readonly string[] {
  const binds = HostConfig?.Binds ?? []
  return (Mounts ?? []).flatMap(({ Destination = '' }) =>
    binds.some((bind) => bind.includes(`:${Destination}`)) ? [Destination] : [],
  )
}

function writeMount(writer: SpecWriter, mount: MountJson): void {
  const type = mountTypes.find((each) => each === mount.Type)
  const lose = (field: string, value: unknown): void =>
    writer.lose('no-option', 'mount', `HostConfig.Mounts ${mount.Target} ${field} ${JSON.stringify(value)}`)
  if (type === undefined) return lose('Type', mount.Type)
  const { TmpfsOptions: { Options: options } = {}, BindOptions: { CreateMountpoint: isCreated } = {} } = mount
  if (options && options.length > 0) lose('TmpfsOptions.Options', options)
  const said = toMount(type, mount)
  // `--volume` makes the folder when it is not there, which `--mount` does not.
  if (isCreated && isVolume(said)) return writer.list('volume', [toVolume(said)])
  if (isCreated) lose('BindOptions.CreateMountpoint', true)
  writer.list('mount', [printMount(said)])
}

function toMount(type: MountType, mount: MountJson): Mount {
  const { BindOptions: bind = {} } = mount
  return {
    ...emptyMount(type, mount.Target),
    source: mount.Source || null,
    readOnly: mount.ReadOnly ?? false,
    consistency: consistencies.find((each) => each === mount.Consistency) ?? null,
    propagation: propagations.find((each) => each === bind.Propagation) ?? null,
    recursion: recursionOf(bind),
    ...tmpfsDetails(mount.TmpfsOptions ?? {}),
    ...(type === 'image'
      ? { subpath: mount.ImageOptions?.Subpath || null }
      : volumeDetails(mount.VolumeOptions ?? {})),
  }
}

function tmpfsDetails({
  SizeBytes: size,
  Mode: mode,
}: NonNullable<MountJson['TmpfsOptions']>): Partial<Mount> {
  return { tmpfsSize: size || null, tmpfsMode: mode || null }
}

function volumeDetails(volume: NonNullable<MountJson['VolumeOptions']>): Partial<Mount> {
  return {
    noCopy: volume.NoCopy ?? false,
    subpath: volume.Subpath || null,
    labels: toPairs(volume.Labels),
    driver: volume.DriverConfig?.Name || null,
    driverOptions: toPairs(volume.DriverConfig?.Options),
  }
}

function recursionOf(bind: NonNullable<MountJson['BindOptions']>): Recursion | null {
  if (bind.NonRecursive) return 'disabled'
  if (bind.ReadOnlyNonRecursive) return 'writable'
  return bind.ReadOnlyForceRecursive ? 'readonly' : null
}

function toPairs(map: Readonly<Record<string, string>> | null | undefined): readonly Pair[] {
  return Object.entries(map ?? {}).map(([key, value]) => ({ key, value }))
}

/** Whether the short form can say all of it. */
function isVolume({ type, source, target, recursion, consistency }: Mount): boolean {
  const paths = `${source ?? ''}${target}`
  return (
    type === 'bind' && source !== null && !paths.includes(':') && recursion === null && consistency === null
  )
}

function toVolume({ source, target, readOnly, propagation }: Mount): string {
  return printVolume({
    source,
    target,
    modes: [...(readOnly ? ['ro'] : []), ...(propagation === null ? [] : [propagation])],
  })
}
