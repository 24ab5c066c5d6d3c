import type { BinnedContainer } from '../../shared/bin.ts'
import type { NameMark } from '../../shared/bin-name.ts'
import { parseBinName } from '../../shared/bin-name.ts'
import type { Container } from '../../shared/container.ts'
import { isUnderWay } from '../run/owner.ts'

const aliveStates: ReadonlySet<string> = new Set(['running', 'paused', 'restarting'])

/** What Bayplan noted in the name of a container; null for one that runs, for somebody has started it since. */
export function markOf({ name, state }: Pick<Container, 'name' | 'state'>): NameMark | null {
  return aliveStates.has(state) ? null : parseBinName(name)
}

/** The row of the bin for a container; null for one that is not in it. */
export function binnedOf(container: Container): BinnedContainer | null {
  const mark = markOf(container)
  if (mark === null || mark.kind === 'new' || (mark.kind === 'old' && isUnderWay(mark))) return null
  const { id, name: engineName, image, imageId, imageManifestId, createdAtMs, mounts } = container
  const isBinned = mark.kind === 'bin'
  return {
    id,
    name: mark.name,
    engineName,
    image,
    imageId,
    imageManifestId,
    createdAtMs,
    binnedAtMs: isBinned ? mark.binnedAtMs : mark.startedAtMs,
    expiresAtMs: isBinned ? mark.expiresAtMs : null,
    takesVolumes: isBinned && mark.takesVolumes,
    former: mark.former,
    mounts,
    reason: isBinned ? (mark.isReplaced ? 'replaced' : 'removed') : 'cut-off',
  }
}
