/*
 * What goes into the bin and for how long. Apart from the schemas of `bin.ts`, because the page decides by it before it
 * asks anything.
 */

/** A week: long enough to notice on Monday what was removed on Friday, short enough not to fill a disk. */
export const defaultKeepDays = 7

/** Why a container cannot go into the bin and is removed for good instead. */
export const binRefusals = [
  /** Started with `--rm`: the engine removes it as soon as it stops. */
  'auto-remove',
  /** `docker compose up` takes it for one of its own whatever its name is, and starts it in place of the new one. */
  'compose',
  /** Its service would start another one at once. */
  'swarm-task',
  'in-bin',
] as const
export type BinRefusal = (typeof binRefusals)[number]

/** Decided from labels and flags alone, so that a page can say it before anything is done. */
export function binRefusalOf(container: {
  readonly labels: Readonly<Record<string, string>>
  readonly isAutoRemoved: boolean
  readonly isAlive: boolean
}): BinRefusal | null {
  const has = (label: string): boolean => Object.hasOwn(container.labels, label)
  if (has('com.docker.swarm.task.id')) return 'swarm-task'
  if (has('com.docker.compose.project') || has('io.podman.compose.project')) return 'compose'
  return container.isAutoRemoved && container.isAlive ? 'auto-remove' : null
}
