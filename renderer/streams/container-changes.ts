import { useEffect, useState } from 'react'
import { isCancelled } from '../../shared/errors.ts'
import type { ContainerChange } from '../../shared/files.ts'
import { useApp } from '../app-context.ts'

export type ChangesState =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly changes: readonly ContainerChange[] }
  | { readonly state: 'failed'; readonly error: unknown }

/** What a container changed against its image. Compared anew for another turn; what is shown stays until then. */
export function useContainerChanges(id: string, turn: number): ChangesState {
  const app = useApp()
  const [state, setState] = useState<ChangesState>({ state: 'reading' })
  // oxlint-disable-next-line react/exhaustive-deps -- another turn compares again
  useEffect(() => {
    const life = new AbortController()
    const read = async (): Promise<void> => {
      try {
        const changes = await app.client().call('files.changes', { id }, life.signal)
        if (!life.signal.aborted) setState({ state: 'read', changes })
      } catch (error) {
        if (!life.signal.aborted && !isCancelled(error)) setState({ state: 'failed', error })
      }
    }
    void read()
    return () => life.abort()
  }, [app, id, turn])
  return state
}
