import { keyOf } from './compose-networks.ts'
import type { Yaml } from './compose-value.ts'
import { isPath } from './compose-value.ts'
import type { Problems } from './conversion.ts'
import type { RunSpec } from './run-spec.ts'
import { listOf, textOf } from './run-spec.ts'
import type { Mount } from './values/mount.ts'
import { parseMount, propagations } from './values/mount.ts'
import type { Pair } from './values/pair.ts'
import { parseVolume, parseVolumesFrom, printVolume } from './values/volume.ts'

/** Keys of a service, and what the file says of the volumes that they name. */
export type Volumes = {
  readonly service: Readonly<Record<string, Yaml>>
  readonly declared: Readonly<Record<string, Yaml>>
}

export function volumesOf(spec: RunSpec, problems: Problems): Volumes {
  const driver = textOf(spec, 'volume-driver')
  const declared: Record<string, Yaml> = {}
  // The name is said, as Compose would put the project's before it.
  const declare = (name: string, more: Readonly<Record<string, Yaml>>): string => {
    declared[keyOf(name)] = { name, ...more }
    return keyOf(name)
  }
  const short = listOf(spec, 'volume').map((text) => {
    const volume = parseVolume(text)
    if (!volume.ok) problems.add('invalid', 'volume', text)
    // With a propagation, Compose forgets the labels of SELinux.
    else if (hasBoth(volume.value.modes)) problems.add('no-key', 'volume', text)
    if (!volume.ok || volume.value.source === null || isPath(volume.value.source)) return text
    return printVolume({ ...volume.value, source: declare(volume.value.source, { driver }) })
  })
  const long = listOf(spec, 'mount').flatMap((text) => {
    const mount = parseMount(text)
    if (!mount.ok) problems.add('invalid', 'mount', text)
    return mount.ok ? [longMount(mount.value, declare, problems)] : []
  })
  if (driver !== null && Object.keys(declared).length === 0) problems.add('no-key', 'volume-driver', driver)
  const others = listOf(spec, 'volumes-from').map((text) => {
    const from = parseVolumesFrom(text)
    if (!from.ok) problems.add('invalid', 'volumes-from', text)
    else if (from.value.mode !== null) problems.add('no-key', 'volumes-from', text)
    return `container:${text}`
  })
  return { service: { volumes: [...short, ...long], volumes_from: others }, declared }
}

function hasBoth(modes: readonly string[]): boolean {
  const isShared = propagations.some((each) => modes.includes(each))
  return isShared && (modes.includes('z') || modes.includes('Z'))
}

function longMount(
  mount: Mount,
  declare: (name: string, more: Readonly<Record<string, Yaml>>) => string,
  problems: Problems,
): Yaml {
  const { type, source, target, driver, driverOptions, labels } = mount
  const about = { driver, driver_opts: fromPairs(driverOptions), labels: fromPairs(labels) }
  const hasOwn = driver !== null || driverOptions.length + labels.length > 0
  if (type === 'volume' && source === null && hasOwn) problems.add('no-key', 'mount', target)
  return {
    type,
    source: type === 'volume' && source !== null ? declare(source, about) : source,
    target,
    read_only: mount.readOnly || null,
    consistency: mount.consistency,
    ...byType(mount),
  }
}

function byType(mount: Mount): Readonly<Record<string, Yaml>> {
  if (mount.type === 'bind') {
    const { propagation, recursion, createSource } = mount
    return { bind: { propagation, recursive: recursion, create_host_path: createSource } }
  }
  if (mount.type === 'volume') return { volume: { nocopy: mount.noCopy || null, subpath: mount.subpath } }
  if (mount.type === 'image') return { image: { subpath: mount.subpath } }
  return { tmpfs: { size: mount.tmpfsSize, mode: mount.tmpfsMode } }
}

function fromPairs(pairs: readonly Pair[]): Yaml {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]))
}
