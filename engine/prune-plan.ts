import { parseBinName } from '../shared/bin-name.ts'
import type { BuildCacheUsage, ContainerUsage, ImageUsage, VolumeUsage } from '../shared/disk.ts'
import type { PruneItem } from '../shared/prune.ts'
import type { Json } from './normalize/record.ts'
import { recordOf, textOf, textRecordOf, timeMsOf } from './normalize/record.ts'

/*
 * What nothing uses, decided from what was measured: values in, values out. The same objects as `docker … prune --all`
 * takes, except that a network that a stopped container needs says so.
 */

/** A container in these states is kept, as the engine itself does. */
const livingStates: ReadonlySet<string> = new Set(['running', 'paused', 'restarting', 'removing'])

export function isLiving(state: string): boolean {
  return livingStates.has(state)
}

/** When a container ended, as far as its row in the live list knows. */
export type EndOf = (id: string) => number | null

export function containerItems(containers: readonly ContainerUsage[], endOf: EndOf): PruneItem[] {
  return (
    containers
      .filter((container) => !isLiving(container.state))
      // What is in the bin goes by itself, or from there.
      .filter((container) => parseBinName(container.name) === null)
      .map((container) => ({
        kind: 'container',
        group: 'container',
        id: container.id,
        name: container.name,
        bytes: container.writtenBytes,
        createdAtMs: container.createdAtMs,
        reason: reasonOfState(container.state),
        sinceMs: endOf(container.id),
        loss: container.writtenBytes > 0 ? 'written-files' : 'container-only',
        affected: [],
        project: null,
        stamp: container.state,
      }))
  )
}

function reasonOfState(state: string): PruneItem['reason'] {
  if (state === 'created') return 'never-started'
  return state === 'dead' ? 'dead' : 'ended'
}

/** Images that no container is made from. Counted from the containers: engines tell the number late or never. */
export function imageItems(images: readonly ImageUsage[], usedImageIds: ReadonlySet<string>): PruneItem[] {
  return images
    .filter((image) => !usedImageIds.has(image.id))
    .map((image) => {
      const isUntagged = image.tags.length === 0
      return {
        kind: 'image',
        group: isUntagged ? 'image-dangling' : 'image-unused',
        id: image.id,
        name: isUntagged ? shortImageId(image.id) : image.tags.join(', '),
        bytes: Math.max(0, image.bytes - (image.sharedBytes ?? 0)),
        createdAtMs: image.createdAtMs,
        reason: isUntagged ? 'untagged' : 'no-container',
        sinceMs: null,
        loss: image.hasDigest ? 'pull-again' : 'build-again',
        affected: [],
        project: null,
        stamp: stampOfTags(image.tags),
      }
    })
}

export function stampOfTags(tags: readonly string[]): string {
  return tags.toSorted().join(' ')
}

function shortImageId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}

/** Volumes that no container mounts, running or not. */
export function volumeItems(volumes: readonly VolumeUsage[], mounted: ReadonlySet<string>): PruneItem[] {
  return volumes
    .filter((volume) => !mounted.has(volume.name))
    .map((volume) => ({
      kind: 'volume',
      group: volume.isAnonymous ? 'volume-anonymous' : 'volume-named',
      id: volume.name,
      name: volume.name,
      bytes: volume.bytes,
      createdAtMs: volume.createdAtMs,
      reason: 'no-mount',
      sinceMs: null,
      loss: 'data',
      affected: [],
      project: projectOf(volume.labels),
      stamp: stampOfTime(volume.createdAtMs),
    }))
}

export function stampOfTime(ms: number | null): string {
  return ms === null ? '' : String(ms)
}

/** A container with the networks it is set to join, as the list tells them. */
export type NetworkUser = {
  readonly name: string
  readonly isLiving: boolean
  /** Ids and names: a container that never ran has no ids. */
  readonly networks: ReadonlySet<string>
}

const builtInNetworks: ReadonlySet<string> = new Set(['bridge', 'host', 'none', 'podman'])

/** Networks of this machine that no running container has joined. */
export function networkItems(networks: readonly unknown[], users: readonly NetworkUser[]): PruneItem[] {
  return networks.map(recordOf).flatMap((record) => {
    const [id, name] = [textOf(record['Id']), textOf(record['Name'])]
    if (builtInNetworks.has(name) || isOfCluster(record)) return []
    const joined = users.filter(({ networks: of }) => of.has(id) || of.has(name))
    if (joined.some((user) => user.isLiving)) return []
    const item: PruneItem = {
      kind: 'network',
      group: 'network',
      id,
      name,
      bytes: null,
      createdAtMs: timeMsOf(record['Created']),
      reason: 'no-running-container',
      sinceMs: null,
      loss: joined.length > 0 ? 'containers-without-network' : 'network-only',
      affected: joined.map((user) => user.name),
      project: projectOf(textRecordOf(record['Labels'])),
      stamp: id,
    }
    return [item]
  })
}

/** Its other machines may use it: this engine cannot tell. */
function isOfCluster(record: Json): boolean {
  return textOf(record['Scope']) !== 'local' || record['Ingress'] === true
}

/** Records that no build uses now, those made from others first: the engine keeps a record that another needs. */
export function buildCacheItems(records: readonly BuildCacheUsage[]): PruneItem[] {
  return childrenFirst(records.filter((record) => !record.isInUse)).map((record) => ({
    kind: 'build-cache',
    group: 'build-cache',
    id: record.id,
    name: record.description || record.id,
    // The layers of an image stay with the image.
    bytes: record.isShared ? 0 : record.bytes,
    createdAtMs: record.createdAtMs,
    reason: 'idle',
    sinceMs: record.lastUsedAtMs ?? record.createdAtMs,
    loss: 'slower-build',
    affected: [],
    project: null,
    stamp: '',
  }))
}

function childrenFirst(records: readonly BuildCacheUsage[]): readonly BuildCacheUsage[] {
  const children = new Map<string, BuildCacheUsage[]>()
  for (const record of records) {
    for (const parent of record.parents) children.set(parent, [...(children.get(parent) ?? []), record])
  }
  const placed = new Set<BuildCacheUsage>()
  const place = (record: BuildCacheUsage, under: ReadonlySet<string>): void => {
    if (placed.has(record) || under.has(record.id)) return
    const path = new Set(under).add(record.id)
    for (const child of children.get(record.id) ?? []) place(child, path)
    placed.add(record)
  }
  for (const record of records) place(record, new Set())
  return [...placed]
}

function projectOf(labels: Readonly<Record<string, string>>): string | null {
  const names = ['com.docker.compose.project', 'io.podman.compose.project']
  const name = names.find((label) => Object.hasOwn(labels, label) && labels[label] !== '')
  return name === undefined ? null : (labels[name] ?? null)
}
