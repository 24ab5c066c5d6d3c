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
  /** As in the row of a container: by them the image is found. */
  readonly imageId: string
  readonly imageManifestId: string | null
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
