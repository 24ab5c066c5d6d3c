import { createContext, useContext } from 'react'
import type { Client } from '../shared/rpc-client.ts'
import type { Stores } from './store/stores.ts'

/** What the whole page shares. Made once in main.tsx; tests make their own. */
export type AppContext = Stores & {
  /** The live client; rejects with `stream-lost` while the link is down. Ask for it at each use. */
  readonly client: () => Client
  /** Calls back when a new link is open, so that streams can be opened again. Returns its undo. */
  readonly onLink: (listener: (client: Client) => void) => () => void
}

const context = createContext<AppContext | null>(null)

export const AppContextProvider = context.Provider

export function useApp(): AppContext {
  const app = useContext(context)
  if (!app) throw new Error('useApp outside AppContextProvider')
  return app
}
