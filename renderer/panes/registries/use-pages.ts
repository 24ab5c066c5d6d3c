import { useCallback, useEffect, useRef, useState } from 'react'
import { isCancelled } from '../../../shared/errors.ts'
import type { NamePage } from '../../../shared/registry.ts'
import { useRegistryDialog } from '../../actions/registry-dialog-store.ts'

export type Pages = {
  readonly names: readonly string[]
  readonly isLoading: boolean
  readonly hasMore: boolean
  readonly error: unknown
  readonly more: () => void
  readonly refresh: () => void
}

type Read = Pick<Pages, 'names' | 'isLoading' | 'error'> & { readonly next: string | null }
const nothing: Read = { names: [], next: null, isLoading: true, error: null }

/** Names that come page by page. `ask` must stay the same: another list is another component. Read anew after somebody has signed in. */
export function usePages(ask: (after: string | null, signal: AbortSignal) => Promise<NamePage>): Pages {
  const [read, setRead] = useState<Read>(nothing)
  const asking = useRef<AbortController | null>(null)
  const load = useCallback(
    (after: string | null) => {
      asking.current?.abort()
      const controller = new AbortController()
      asking.current = controller
      ask(after, controller.signal).then(
        ({ names, next }) => {
          if (controller.signal.aborted) return
          setRead((before) => ({ names: [...before.names, ...names], next, isLoading: false, error: null }))
        },
        (error: unknown) => {
          if (controller.signal.aborted || isCancelled(error)) return
          setRead((before) => ({ ...before, isLoading: false, error }))
        },
      )
    },
    [ask],
  )
  useEffect(() => {
    load(null)
    return () => asking.current?.abort()
  }, [load])
  const refresh = useCallback(() => {
    setRead(nothing)
    load(null)
  }, [load])
  const more = (): void => {
    setRead((before) => ({ ...before, isLoading: true, error: null }))
    load(read.next)
  }
  const hasFailed = read.error !== null
  useEffect(
    () =>
      useRegistryDialog.subscribe(({ dialog }, before) => {
        if (dialog === null && before.dialog?.kind === 'signIn' && hasFailed) refresh()
      }),
    [hasFailed, refresh],
  )
  return {
    names: read.names,
    isLoading: read.isLoading,
    hasMore: read.next !== null,
    error: read.error,
    more,
    refresh,
  }
}
