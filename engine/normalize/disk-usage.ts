import type {
  BuildCacheUsage,
  ContainerUsage,
  DiskKind,
  DiskUsage,
  ImageUsage,
  VolumeUsage,
} from '../../shared/disk.ts'
import { chooseName } from './container.ts'
import type { Json } from './record.ts'
import { listOf, numberOf, recordOf, textOf, textsOf, timeMsOf } from './record.ts'
import { volumeOf } from './volume.ts'

/** What one kind of objects takes; `layerBytes` is for images alone. */
export type DiskPart = Omit<DiskUsage, 'measuredAtMs'>

/** Where each kind stands: since API 1.52, and before. */
const fields: Readonly<Record<DiskKind, readonly [now: string, before: string]>> = {
  image: ['ImageUsage', 'Images'],
  container: ['ContainerUsage', 'Containers'],
  volume: ['VolumeUsage', 'Volumes'],
  'build-cache': ['BuildCacheUsage', 'BuildCache'],
}

/**
 * Reads `SystemDataUsage` in either shape: flat lists with `LayersSize`, or since API 1.52 one object for
 * each kind with its items (asked for with `verbose`) and their total. A kind that was not asked for is empty.
 */
export function diskPartOf(value: unknown): DiskPart {
  const record = recordOf(value)
  return {
    layerBytes: sizeOf(recordOf(record['ImageUsage'])['TotalSize']) ?? sizeOf(record['LayersSize']) ?? 0,
    images: itemsOf(record, 'image').map(imageUsageOf),
    containers: itemsOf(record, 'container').map(containerUsageOf),
    volumes: itemsOf(record, 'volume').map(volumeUsageOf),
    buildCache: itemsOf(record, 'build-cache').map(buildCacheUsageOf),
  }
}

function itemsOf(record: Json, kind: DiskKind): readonly Json[] {
  const [now, before] = fields[kind]
  const usage = record[now]
  return listOf(usage === undefined ? record[before] : recordOf(usage)['Items']).map(recordOf)
}

function imageUsageOf(record: Json): ImageUsage {
  const digests = textsOf(record['RepoDigests'])
  return {
    id: textOf(record['Id']),
    tags: textsOf(record['RepoTags']).filter((tag) => tag !== '<none>:<none>'),
    hasDigest: digests.some((digest) => !digest.startsWith('<none>')),
    createdAtMs: secondsOf(record['Created']),
    bytes: sizeOf(record['Size']) ?? 0,
    sharedBytes: sizeOf(record['SharedSize']),
    containerCount: sizeOf(record['Containers']),
  }
}

function containerUsageOf(record: Json): ContainerUsage {
  const id = textOf(record['Id'])
  return {
    id,
    name: chooseName(textsOf(record['Names']), id),
    image: textOf(record['Image']),
    imageId: textOf(record['ImageID']),
    state: textOf(record['State']),
    createdAtMs: secondsOf(record['Created']),
    // Left out by the engine when it is zero.
    writtenBytes: sizeOf(record['SizeRw']) ?? 0,
  }
}

function volumeUsageOf(record: Json): VolumeUsage {
  const { name, driver, isAnonymous, createdAtMs, labels } = volumeOf(record)
  const usage = recordOf(record['UsageData'])
  return {
    name,
    driver,
    isAnonymous,
    createdAtMs,
    labels,
    bytes: sizeOf(usage['Size']),
    containerCount: sizeOf(usage['RefCount']),
  }
}

function buildCacheUsageOf(record: Json): BuildCacheUsage {
  const parent = textOf(record['Parent'])
  // dockerd up to 28 at least writes the field with a space before its name.
  const parents = textsOf(record['Parents'] ?? record[' Parents'])
  return {
    id: textOf(record['ID']),
    type: textOf(record['Type']),
    description: textOf(record['Description']),
    bytes: sizeOf(record['Size']) ?? 0,
    isInUse: record['InUse'] === true,
    isShared: record['Shared'] === true,
    createdAtMs: timeMsOf(record['CreatedAt']),
    lastUsedAtMs: timeMsOf(record['LastUsedAt']),
    // One parent, and that as a text, before API 1.42.
    parents: parent === '' ? parents : [parent],
  }
}

/** Engines write -1 for what they did not count. */
function sizeOf(value: unknown): number | null {
  const number = numberOf(value)
  return number !== null && number >= 0 ? number : null
}

function secondsOf(value: unknown): number | null {
  const seconds = numberOf(value)
  return seconds !== null && seconds > 0 ? seconds * 1000 : null
}
