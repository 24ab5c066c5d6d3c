import type { EngineConnection } from '../client.ts'
import { Helper } from './helper.ts'
import type { HelperMount } from './helper-container.ts'

/**
 * Gives long work a helper of its own, so that ending the work ends the helper, and nobody who browses waits for it.
 * It is gone when this settles. Errors: those of `Helper.open` and of the work.
 */
export async function withHelper<T>(
  connection: EngineConnection,
  mounts: readonly HelperMount[],
  signal: AbortSignal,
  work: (helper: Helper) => Promise<T>,
): Promise<T> {
  const helper = await Helper.open(connection.client(), mounts, signal)
  try {
    return await work(helper)
  } finally {
    await helper.close()
  }
}

/** The volume as the root of the helper. */
export function wholeVolume(volume: string, isReadOnly: boolean): readonly HelperMount[] {
  return [{ volume, folder: '', isReadOnly }]
}
