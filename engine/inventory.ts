import type { Feed, FeedCause } from '../shared/feed.ts'
import type { EngineClient } from './client.ts'
import type { EngineEvent } from './events.ts'

/**
 * All that differs between kinds of objects: containers, and, as further rows, images, volumes, networks.
 */
export type InventoryKind<T> = {
  /** Ids (or other names) of the objects that an event may have changed; empty when it is about something else. */
  readonly touched: (event: EngineEvent) => readonly string[]
  readonly isRemoval: (event: EngineEvent) => boolean
  /** False for an event that only announces another one: looking at once would see the old state. */
  readonly isUrgent: (event: EngineEvent) => boolean
  readonly idOf: (item: T) => string
  readonly list: (client: EngineClient, signal: AbortSignal) => Promise<readonly T[]>
  /** The object as it is now, null when it is gone. Never from a list: lists lag behind events. */
  readonly refresh: (client: EngineClient, id: string, signal: AbortSignal) => Promise<T | null>
  /** A listed row completed with what was known of it before, where that still holds. */
  readonly keep: (listed: T, known: T) => T
  /** True for a row that only `refresh` completes; it is then refreshed after the first snapshot. */
  readonly isIncomplete: (item: T) => boolean
  /** Others that lost something to this one without an event, as a tag that moved: they are looked at too. */
  readonly rivals?: (item: T, known: T | undefined, items: ReadonlyMap<string, T>) => readonly string[]
  /** True for an event that tells of a change and not of which objects: everything is listed again. */
  readonly needsList?: (event: EngineEvent) => boolean
  /** Looks again at an object some time after these events, null never: engines publish some facts late. */
  readonly lookAgainMs: (event: EngineEvent) => number | null
  /** True when nothing a person sees differs. */
  readonly isSame: (a: T, b: T) => boolean
}

/** A live list of one kind of objects, shared by all who follow it. */
export interface Inventory<T> {
  /**
   * Follows the list: a snapshot at once (or as soon as there is one), then changes, merged for a slow
   * reader. Ends when the signal aborts.
   */
  feed(signal: AbortSignal): AsyncIterable<Feed<T>>
  /** The row as last known. */
  get(id: string): T | undefined
  dispose(): void
}

export type Changes = {
  readonly upserted: readonly string[]
  readonly removed: readonly string[]
  readonly causes: readonly FeedCause[]
}
