/** Why a row changed: the engine's event, so that screens can announce it. `atMs` epoch milliseconds. */
export type FeedCause = { readonly id: string; readonly action: string; readonly atMs: number }

/**
 * A live list: one snapshot, then only what changed. After `offline` the rows are stale until the next
 * snapshot, which replaces everything.
 */
export type Feed<T> =
  | { readonly kind: 'snapshot'; readonly items: readonly T[] }
  | {
      readonly kind: 'change'
      readonly upserts: readonly T[]
      readonly removed: readonly string[]
      readonly causes: readonly FeedCause[]
    }
  | { readonly kind: 'offline' }
