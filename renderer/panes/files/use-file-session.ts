import { useCallback, useEffect, useState } from 'react'
import { isCancelled } from '../../../shared/errors.ts'
import type { FileLocation, FileSession } from '../../../shared/files.ts'
import { useApp } from '../../app-context.ts'

export type SessionState =
  | { readonly state: 'opening' }
  /** The names in a container that does not run are being read. */
  | { readonly state: 'reading'; readonly session: FileSession }
  | { readonly state: 'open'; readonly session: FileSession }
  /** Let go of, for example because the volume is being removed. */
  | { readonly state: 'ended' }
  | { readonly state: 'failed'; readonly error: unknown }

/** Who walks through a list of volumes starts no helper for each that is passed by. */
const settleMs = 200

/** Keeps what is needed to look at files for as long as the component is on screen. */
export function useFileSession(
  location: FileLocation,
  isWritable: boolean,
): SessionState & { readonly retry: () => void } {
  const app = useApp()
  const [state, setState] = useState<SessionState>({ state: 'opening' })
  const [attempt, setAttempt] = useState(0)
  const retry = useCallback(() => setAttempt((count) => count + 1), [])

  // oxlint-disable-next-line react/exhaustive-deps -- another attempt opens it again
  useEffect(() => {
    const life = new AbortController()
    setState({ state: 'opening' })
    const follow = async (): Promise<void> => {
      try {
        const params = { location, isWritable }
        for await (const session of app.client().open('files.session', params, life.signal)) {
          setState({ state: session.reading ? 'reading' : 'open', session })
        }
        if (!life.signal.aborted) setState({ state: 'ended' })
      } catch (error) {
        if (!life.signal.aborted && !isCancelled(error)) setState({ state: 'failed', error })
      }
    }
    const timer = setTimeout(() => void follow(), settleMs)
    const undo = app.onLink(retry)
    return () => {
      clearTimeout(timer)
      undo()
      life.abort()
    }
  }, [app, location, isWritable, attempt, retry])

  return { ...state, retry }
}
