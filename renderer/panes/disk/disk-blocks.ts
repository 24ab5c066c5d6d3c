import type { DiskUsage } from '../../../shared/disk.ts'

export const diskGroups = ['shared', 'images', 'containers', 'volumes', 'cache'] as const
export type DiskGroupId = (typeof diskGroups)[number]

/** What a block stands for, and so what can be done with it. */
export type BlockTarget =
  | { readonly kind: 'image'; readonly id: string }
  | { readonly kind: 'container'; readonly id: string }
  | { readonly kind: 'volume'; readonly name: string }
  | { readonly kind: 'images' | 'containers' | 'volumes' | 'cache' }

/** One part of the disk. */
export type DiskBlock = {
  /** Unique among all blocks. */
  readonly key: string
  readonly group: DiskGroupId
  /** Null for what stands for several: all shared layers, all the small ones. */
  readonly name: string | null
  readonly bytes: number
  /** How many objects it stands for. */
  readonly count: number
  /** Nothing uses it: it may go. */
  readonly isUnused: boolean
  readonly target: BlockTarget
}

export type DiskGroup = {
  readonly id: DiskGroupId
  readonly bytes: number
  /** Part of `bytes` that nothing uses. */
  readonly unusedBytes: number
  readonly count: number
  /** The largest first; the small ones together at the end. */
  readonly blocks: readonly DiskBlock[]
}

/** More than a person can tell apart in one group. */
const mostBlocks = 24

/** What takes space, by group. Layers that several images share are counted once, and are no image's own. */
export function diskGroupsOf(usage: DiskUsage): readonly DiskGroup[] {
  const blocks = [
    ...imageBlocks(usage),
    ...containerBlocks(usage),
    ...volumeBlocks(usage),
    ...cacheBlocks(usage),
  ]
  return diskGroups.map((id) =>
    groupOf(
      id,
      blocks.filter((block) => block.group === id),
    ),
  )
}

function groupOf(id: DiskGroupId, blocks: readonly DiskBlock[]): DiskGroup {
  const sorted = blocks.toSorted((a, b) => b.bytes - a.bytes)
  const small = sorted.slice(mostBlocks)
  const rest: DiskBlock[] =
    small.length === 0
      ? []
      : [
          {
            key: `${id} rest`,
            group: id,
            name: null,
            bytes: sum(small),
            count: small.length,
            isUnused: small.every((block) => block.isUnused),
            target: listOf(id),
          },
        ]
  return {
    id,
    bytes: sum(sorted),
    unusedBytes: sum(sorted.filter((block) => block.isUnused)),
    count: sorted.reduce((count, block) => count + block.count, 0),
    blocks: [...sorted.slice(0, mostBlocks), ...rest],
  }
}

function listOf(id: DiskGroupId): BlockTarget {
  return { kind: id === 'shared' ? 'images' : id }
}

function sum(blocks: readonly DiskBlock[]): number {
  return blocks.reduce((total, { bytes }) => total + bytes, 0)
}

function imageBlocks({ images, layerBytes }: DiskUsage): readonly DiskBlock[] {
  const own = images.map((image): DiskBlock => {
    const shared = image.sharedBytes ?? 0
    return {
      key: `image ${image.id}`,
      group: 'images',
      name: image.tags[0] ?? shortImageId(image.id),
      bytes: Math.max(0, image.bytes - shared),
      count: 1,
      isUnused: image.containerCount === 0,
      target: { kind: 'image', id: image.id },
    }
  })
  const sharing = images.filter((image) => (image.sharedBytes ?? 0) > 0)
  const sharedBytes = Math.max(0, layerBytes - sum(own))
  if (sharing.length === 0 || sharedBytes === 0) return own
  const shared: DiskBlock = {
    key: 'shared',
    group: 'shared',
    name: null,
    bytes: sharedBytes,
    count: sharing.length,
    isUnused: sharing.every((image) => image.containerCount === 0),
    target: { kind: 'images' },
  }
  return [shared, ...own]
}

function shortImageId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12)
}

const living: ReadonlySet<string> = new Set(['running', 'paused', 'restarting'])

function containerBlocks({ containers }: DiskUsage): readonly DiskBlock[] {
  return containers.map(({ id, name, writtenBytes, state }) => ({
    key: `container ${id}`,
    group: 'containers',
    name,
    bytes: writtenBytes,
    count: 1,
    isUnused: !living.has(state),
    target: { kind: 'container', id },
  }))
}

function volumeBlocks({ volumes }: DiskUsage): readonly DiskBlock[] {
  return volumes.map(({ name, bytes, containerCount }) => ({
    key: `volume ${name}`,
    group: 'volumes',
    name,
    bytes: bytes ?? 0,
    count: 1,
    isUnused: containerCount === 0,
    target: { kind: 'volume', name },
  }))
}

function cacheBlocks({ buildCache }: DiskUsage): readonly DiskBlock[] {
  return buildCache.map(({ id, description, bytes, isShared, isInUse }) => ({
    key: `cache ${id}`,
    group: 'cache',
    name: description || id,
    // What an image's layer holds too is counted there.
    bytes: isShared ? 0 : bytes,
    count: 1,
    isUnused: !isInUse,
    target: { kind: 'cache' },
  }))
}
