import * as z from 'zod/mini'

export const pruneKinds = ['container', 'image', 'volume', 'network', 'build-cache'] as const
export type PruneKind = (typeof pruneKinds)[number]

/** What is ticked together. Volumes that somebody named are apart: their data was meant to stay. */
export const pruneGroups = [
  'container',
  'image-dangling',
  'image-unused',
  'network',
  'build-cache',
  'volume-anonymous',
  'volume-named',
] as const
export type PruneGroup = (typeof pruneGroups)[number]

/** Why an object counts as unused; a closed list that screens put in words. */
export type PruneReason =
  | 'ended'
  | 'never-started'
  | 'dead'
  | 'untagged'
  | 'no-container'
  | 'no-mount'
  | 'no-running-container'
  | 'idle'

/** What is missing afterwards; a closed list that screens put in words. */
export type PruneLoss =
  | 'written-files'
  | 'container-only'
  | 'pull-again'
  | 'build-again'
  | 'data'
  | 'containers-without-network'
  | 'network-only'
  | 'slower-build'

/**
 * One object that nothing uses, as it was when the plan was made.
 *
 * Units: `…AtMs` epoch milliseconds; `bytes` that its removal gives back, null when nobody knows.
 */
export type PruneItem = {
  readonly kind: PruneKind
  readonly group: PruneGroup
  readonly id: string
  readonly name: string
  readonly bytes: number | null
  readonly createdAtMs: number | null
  readonly reason: PruneReason
  /** Since when it is unused, null when nobody knows. */
  readonly sinceMs: number | null
  readonly loss: PruneLoss
  /** Names of containers that could no longer start. */
  readonly affected: readonly string[]
  /** The Compose project it belongs to; null without one. */
  readonly project: string | null
  /** What the removal finds again, or else leaves the object alone: it changed after the plan was made. */
  readonly stamp: string
}

/** Every object that may go. Nothing is removed by making a plan. */
export type PrunePlan = {
  readonly measuredAtMs: number
  /** In the order in which they would be removed. */
  readonly items: readonly PruneItem[]
}

export const prunePlanParams = z.strictObject({
  kinds: z.array(z.enum(pruneKinds)).check(z.minLength(1), z.maxLength(pruneKinds.length)),
})

const chosenItem = z.strictObject({
  kind: z.enum(pruneKinds),
  group: z.enum(pruneGroups),
  id: z.string().check(z.minLength(1), z.maxLength(1_000)),
  name: z.string().check(z.maxLength(10_000)),
  bytes: z.nullable(z.number().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER))),
  stamp: z.string().check(z.maxLength(100_000)),
})
/** An object of a plan that a person left ticked. */
export type ChosenItem = z.infer<typeof chosenItem>

export const pruneRunParams = z.strictObject({
  items: z.array(chosenItem).check(z.minLength(1), z.maxLength(50_000)),
  /** Groups of which nothing was unticked: one prune command does the same for them. */
  whole: z.array(z.enum(pruneGroups)).check(z.maxLength(pruneGroups.length)),
})
export type PruneRunParams = z.infer<typeof pruneRunParams>
