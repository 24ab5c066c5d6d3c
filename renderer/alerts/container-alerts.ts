import type { Container } from '../../shared/container.ts'
import type { EntityStore } from '../store/entity-store.ts'

export type ContainerTrouble = 'failed' | 'outOfMemory' | 'unhealthy'
export type ContainerAlert = { readonly kind: ContainerTrouble; readonly container: Container }

const endedStates: ReadonlySet<string> = new Set(['exited', 'dead', 'restarting'])

/** When it last ended and how; null while it runs, or until the engine has told everything about the end. */
function endOf({ state, exitCode, runtime }: Container): { atMs: number | null; code: number } | null {
  if (!endedStates.has(state) || runtime === null) return null
  const code = runtime.exitCode ?? exitCode
  return code === null ? null : { atMs: runtime.finishedAtMs, code }
}

/** What became wrong with a container between two looks; null for nothing, and for what was asked for here. */
export function troubleBetween(before: Container | null, now: Container): ContainerTrouble | null {
  if (now.state === 'running')
    return now.health === 'unhealthy' && before?.health !== 'unhealthy' ? 'unhealthy' : null
  const end = endOf(now)
  if (end === null || end.code === 0 || now.wasStoppedHere || isSameEnd(before, end)) return null
  return now.runtime?.wasOomKilled ? 'outOfMemory' : 'failed'
}

function isSameEnd(before: Container | null, end: { atMs: number | null; code: number }): boolean {
  const earlier = before === null ? null : endOf(before)
  return earlier !== null && earlier.atMs === end.atMs && earlier.code === end.code
}

/**
 * Looks at all containers and answers with what became wrong since the last look. The first look at an engine, and the
 * one after it was lost, only remember: what was wrong before is no news.
 */
export class ContainerWatch {
  private readonly store: EntityStore<Container>
  /** True for a container with which this page is busy. */
  private readonly isBusy: (id: string) => boolean
  private known: Map<string, Container> | null = null

  constructor(store: EntityStore<Container>, isBusy: (id: string) => boolean) {
    this.store = store
    this.isBusy = isBusy
  }

  look(): readonly ContainerAlert[] {
    if (this.store.freshness !== 'live') {
      this.known = null
      return []
    }
    const { known } = this
    const seen = new Map<string, Container>()
    const alerts: ContainerAlert[] = []
    for (const container of this.store.all()) {
      const before = known?.get(container.id) ?? null
      seen.set(container.id, container)
      if (known === null || before === container) continue
      // Its end is known, but not yet how: looked at again when the engine has told.
      if (endedStates.has(container.state) && container.runtime === null) {
        if (before === null) seen.delete(container.id)
        else seen.set(container.id, before)
        continue
      }
      const kind = this.isBusy(container.id) ? null : troubleBetween(before, container)
      if (kind !== null) alerts.push({ kind, container })
    }
    this.known = seen
    return alerts
  }
}
