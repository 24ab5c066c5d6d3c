import { create } from 'zustand'
import type { EngineInfo, EngineStatus } from '../../shared/engine.ts'

/**
 * The page's own link to its host: `connecting` at the start, `lost` while it tries again, `denied` when the
 * host does not know this page (its ticket was used or the host is another one now).
 */
export type LinkState = 'connecting' | 'open' | 'lost' | 'denied'

type EngineState = {
  readonly link: LinkState
  /** When the link came into its present state, epoch milliseconds. */
  readonly linkSinceMs: number
  readonly status: EngineStatus
}

const unknownStatus: EngineStatus = { state: 'connecting', endpoint: null }

export const useEngineStore = create<EngineState>(() => ({
  link: 'connecting',
  linkSinceMs: 0,
  status: unknownStatus,
}))

/** What the host last said about the engine. */
export function useEngineStatus(): EngineStatus {
  return useEngineStore((state) => state.status)
}

export function useLinkState(): LinkState {
  return useEngineStore((state) => state.link)
}

export function setLinkState(link: LinkState): void {
  if (link !== useEngineStore.getState().link) useEngineStore.setState({ link, linkSinceMs: Date.now() })
}

export function setEngineStatus(status: EngineStatus): void {
  useEngineStore.setState({ status })
}

/** The engine in use, or the one that answered last while it is away. */
export function knownEngine(status: EngineStatus): EngineInfo | null {
  switch (status.state) {
    case 'connected':
      return status.engine
    case 'unreachable':
      return status.lastEngine
    case 'connecting':
      return null
  }
}
