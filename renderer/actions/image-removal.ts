import { EngineError, isCancelled } from '../../shared/errors.ts'
import type { Image } from '../../shared/image.ts'
import type { Client } from '../../shared/rpc-client.ts'
import type { AppContext } from '../app-context.ts'
import { pendingStore } from '../store/pending.ts'
import { inParallel } from './in-parallel.ts'

export type RemovalOptions = {
  /** Also while stopped containers use it. */
  readonly force: boolean
  /** Keeps untagged parents. */
  readonly noPrune: boolean
}

/** How it went with one image; `error` is null when well. */
export type RemovalOutcome = { readonly image: Image; readonly error: unknown }

/** Removals under way at once: each makes the engine delete layers. */
const parallelRemovals = 4

/**
 * Removes images with all their tags, a few at once. Those that others are built on are tried again once
 * these are gone. Never rejects.
 */
export async function removeImages(
  app: Pick<AppContext, 'client'>,
  images: readonly Image[],
  options: RemovalOptions,
): Promise<readonly RemovalOutcome[]> {
  const outcomes = await removeOnce(app, images, options)
  const heldBack = outcomes.filter(({ error }) => isConflict(error))
  if (heldBack.length === 0 || heldBack.length === outcomes.length) return outcomes
  const again = await removeImages(
    app,
    heldBack.map(({ image }) => image),
    options,
  )
  const later = new Map(again.map((outcome) => [outcome.image.id, outcome]))
  return outcomes.map((outcome) => later.get(outcome.image.id) ?? outcome)
}

function removeOnce(
  app: Pick<AppContext, 'client'>,
  images: readonly Image[],
  options: RemovalOptions,
): Promise<RemovalOutcome[]> {
  return inParallel(images, parallelRemovals, async (image) => {
    const end = pendingStore.begin(image.id, { verb: 'removing', sinceMs: Date.now(), limitSeconds: null })
    try {
      await removeOne(app.client(), image, options)
      return { image, error: null }
    } catch (error) {
      return { image, error: isCancelled(error) ? null : error }
    } finally {
      end()
    }
  })
}

/** By its tags, as `docker image rm` with each of them: an id with several tags is refused without force. */
async function removeOne(client: Client, image: Image, options: RemovalOptions): Promise<void> {
  let isGone = false
  for (const target of image.tags) {
    const deleted = await removeTarget(client, target, options)
    isGone ||= deleted.includes(image.id)
  }
  if (isGone) return
  try {
    await removeTarget(client, image.id, options)
  } catch (error) {
    // Its tags are gone and others are built on it: it is a layer of theirs now.
    if (image.tags.length === 0 || !isConflict(error)) throw error
  }
}

async function removeTarget(
  client: Client,
  target: string,
  options: RemovalOptions,
): Promise<readonly string[]> {
  try {
    return (await client.call('image.remove', { target, ...options })).deleted
  } catch (error) {
    // Somebody was faster.
    if (error instanceof EngineError && error.code === 'not-found') return []
    throw error
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'conflict'
}
