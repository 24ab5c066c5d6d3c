import { EngineError, isCancelled } from '../../shared/errors.ts'
import type { Image } from '../../shared/image.ts'
import type { Client } from '../../shared/rpc-client.ts'
import type { AppContext } from '../app-context.ts'
import { pendingStore } from '../store/pending.ts'

export type RemovalOptions = {
  /** Also while stopped containers use it. */
  readonly force: boolean
  /** Keeps untagged parents. */
  readonly noPrune: boolean
}

/** Removes one image with all its tags; answers with the error, null when it went well. */
export async function removeImage(
  app: Pick<AppContext, 'client'>,
  image: Image,
  options: RemovalOptions,
): Promise<unknown> {
  const end = pendingStore.begin(image.id, { verb: 'removing', sinceMs: Date.now(), limitSeconds: null })
  try {
    await removeOne(app.client(), image, options)
    return null
  } catch (error) {
    return isCancelled(error) ? null : error
  } finally {
    end()
  }
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

/** Others are built on the image, or containers use it. */
export function isConflict(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'conflict'
}
