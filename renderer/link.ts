import type { Client } from '../shared/rpc-client.ts'
import type { LinkState } from './store/engine-store.ts'

/** The page's way to its host. It opens itself again after a loss; each time there is a new client. */
export interface Link {
  readonly state: LinkState
  /** Null unless `state` is `open`. */
  readonly client: Client | null
  /** Calls back on every change. Returns its undo. */
  subscribe(listener: () => void): () => void
}
