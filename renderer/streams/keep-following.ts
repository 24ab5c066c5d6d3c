import { isCancelled } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc-client.ts'
import type { AppContext } from '../app-context.ts'

/** After a failure that may pass, such as a container that restarts or an engine that is away. */
const retryMs = 2_000

type Follower = {
  /** Reads a stream to its end. */
  readonly read: (client: Client, signal: AbortSignal) => Promise<void>
  /** Told of a failure; true asks for another try a little later. */
  readonly failed: (error: unknown) => boolean
}

/** Reads a stream until it ends by itself: anew on a new link, and again after failures. Returns what ends it. */
export function keepFollowing(app: Pick<AppContext, 'client' | 'onLink'>, follower: Follower): () => void {
  let abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const run = async (signal: AbortSignal): Promise<void> => {
    try {
      await follower.read(app.client(), signal)
    } catch (error) {
      if (signal.aborted || isCancelled(error)) return
      if (follower.failed(error)) timer = setTimeout(restart, retryMs)
    }
  }
  const restart = (): void => {
    clearTimeout(timer)
    abort.abort()
    abort = new AbortController()
    void run(abort.signal)
  }
  restart()
  const stopLink = app.onLink(restart)
  return () => {
    stopLink()
    clearTimeout(timer)
    abort.abort()
  }
}
