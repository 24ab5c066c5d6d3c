import type { Container } from '../../../shared/container.ts'

/** One mount of a volume. */
export type VolumeUse = {
  readonly container: Container
  readonly target: string
  readonly isReadOnly: boolean
}

/** The containers through which Bayplan itself looks into volumes are nobody's. */
const helperLabel = 'bayplan.helper'

/** Who mounts which volume, running or not, by name of the volume; running ones first. */
export function volumeUses(containers: Iterable<Container>): ReadonlyMap<string, readonly VolumeUse[]> {
  const uses = new Map<string, VolumeUse[]>()
  for (const container of containers) {
    if (Object.hasOwn(container.labels, helperLabel)) continue
    for (const { type, source, target, isReadOnly } of container.mounts) {
      if (type !== 'volume') continue
      const of = uses.get(source) ?? []
      of.push({ container, target, isReadOnly })
      uses.set(source, of)
    }
  }
  for (const of of uses.values()) of.sort(byLife)
  return uses
}

export function isInMotion({ state }: Container): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

function byLife(a: VolumeUse, b: VolumeUse): number {
  const order = Number(isInMotion(b.container)) - Number(isInMotion(a.container))
  return order || (a.container.name < b.container.name ? -1 : 1)
}
