import { useSyncExternalStore } from 'react'

export type HistoryEnds = { readonly canGoBack: boolean; readonly canGoForward: boolean }

function subscribe(listener: () => void): () => void {
  window.navigation?.addEventListener('currententrychange', listener)
  return () => window.navigation?.removeEventListener('currententrychange', listener)
}

/** Whether there is a place to go back or forward to; true for both in browsers that do not tell. */
export function useHistoryEnds(): HistoryEnds {
  const canGoBack = useSyncExternalStore(subscribe, () => window.navigation?.canGoBack ?? true)
  const canGoForward = useSyncExternalStore(subscribe, () => window.navigation?.canGoForward ?? true)
  return { canGoBack, canGoForward }
}
