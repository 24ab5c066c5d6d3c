import type { EngineConnection } from '../client.ts'
import { Helper } from './helper.ts'
import type { HelperScope } from './helper-container.ts'

/**
 * Gives long work a helper of its own, so that ending the work ends the helper, and nobody who browses waits for it.
 * It is gone when this settles. Errors: those of `Helper.open` and of the work.
 */
export async function withHelper<T>(
  connection: EngineConnection,
  scope: HelperScope,
  signal: AbortSignal,
  work: (helper: Helper) => Promise<T>,
): Promise<T> {
  const helper = await Helper.open(connection.client(), scope, signal)
  try {
    return await work(helper)
  } finally {
    await helper.close()
  }
}

/** The volume as the root of the helper. */
export function wholeVolume(volume: string, isReadOnly: boolean): HelperScope {
  return [{ volume, folder: '', isReadOnly }]
}

/** What is looked into, by what a helper sees of it. */
export type HelperPlace =
  | { readonly kind: 'volume'; readonly name: string }
  /** A folder of the engine's host, by its path there. */
  | { readonly kind: 'bind'; readonly path: string }
  /** A running one, by its whole id. */
  | { readonly kind: 'container'; readonly id: string }

export function scopeOf(place: HelperPlace, isReadOnly: boolean): HelperScope {
  if (place.kind === 'volume') return wholeVolume(place.name, isReadOnly)
  if (place.kind === 'bind') return [{ bind: place.path, folder: '', isReadOnly }]
  return { container: place.id, isReadOnly }
}
