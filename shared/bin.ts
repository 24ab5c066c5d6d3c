import * as z from 'zod/mini'
import type { FormerState } from './bin-name.ts'
import type { Mount } from './container.ts'
import { containerTarget } from './container.ts'

/**
 * A container that was removed and may come back: stopped, under another name, without its restart policy.
 *
 * Source: `ContainerList`; all that is not the engine's stands in its name (`bin-name.ts`).
 * Units: `…AtMs` epoch milliseconds.
 */
export type BinnedContainer = {
  readonly id: string
  /** Before it was removed. */
  readonly name: string
  /** As `docker ps --all` shows it. */
  readonly engineName: string
  readonly image: string
  readonly createdAtMs: number
  readonly binnedAtMs: number
  /** When it goes for good; null: only when somebody says so. */
  readonly expiresAtMs: number | null
  /** Its anonymous volumes go with it then. */
  readonly takesVolumes: boolean
  readonly former: FormerState
  readonly mounts: readonly Mount[]
  /** `removed` by a person, `replaced` by an edit, or the old or half-made container of an edit that was `cut-off`. */
  readonly reason: 'removed' | 'replaced' | 'cut-off'
}

/** What goes for good with a container. Source: `ContainerInspect` with its size. */
export type BinnedContents = {
  /** In its own writable layer; null when the engine does not tell. */
  readonly writtenBytes: number | null
  /** Volumes without a name that no other container mounts. */
  readonly anonymousVolumes: readonly string[]
}

/** Days that a container stays in the bin; 0: it is removed for good at once. */
export const keepDays = z.number().check(z.int(), z.gte(0), z.lte(3_650))
/** A week: long enough to notice on Monday what was removed on Friday, short enough not to fill a disk. */
export const defaultKeepDays = 7

export const binKeepParams = z.strictObject({
  id: containerTarget.shape.id,
  keepDays: keepDays.check(z.gte(1)),
  /** Its anonymous volumes go too when it goes for good. */
  volumes: z.boolean(),
})
export const binRestoreParams = z.strictObject({
  id: containerTarget.shape.id,
  /** Null: the name it had. */
  name: z.nullable(z.string().check(z.minLength(1), z.maxLength(5_000))),
})
export const binRemoveParams = z.strictObject({ id: containerTarget.shape.id, volumes: z.boolean() })

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
