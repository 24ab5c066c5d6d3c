import { EngineError } from '../../shared/errors.ts'
import type { OlderLogsParams } from '../../shared/logs.ts'
import type { AppContext } from '../app-context.ts'
import type { LogReachState, OlderLines } from './log-protocol.ts'

/** Lines asked for at a time: many screens, and a fraction of a second of the engine's time. */
const linesAtOnce = 5_000

/** How it is with lines older than those that are held. */
export type OlderState = 'idle' | 'reading' | 'failed'

export type LogEdgesOptions = {
  readonly app: Pick<AppContext, 'client' | 'onLink'>
  /** The only container; null for several, whose logs do not begin together. */
  readonly containerId: () => string | null
  /** Where the held lines begin; null when nothing older is wanted. */
  readonly edge: () => Promise<Omit<OlderLogsParams, 'id' | 'count'> | null>
  /** Must be called for each edge that was told. */
  readonly take: (older: OlderLines | null) => void
  readonly readNewer: () => void
  readonly onChange: (state: OlderState) => void
}

/** Reads what is beyond the held lines when somebody comes near their first or last one. */
export class LogEdges {
  private readonly options: LogEdgesOptions
  private controller: AbortController | null = null
  private reach: LogReachState | null = null
  /** What was known of the reach when newer lines were asked for. */
  private askedAt: LogReachState | null = null

  constructor(options: LogEdgesOptions) {
    this.options = options
  }

  dispose(): void {
    this.controller?.abort()
    this.controller = null
  }

  takeReach(reach: LogReachState): void {
    this.reach = reach
  }

  /** Other lines are held from now on, or none. */
  reset(): void {
    this.dispose()
    this.reach = null
    this.askedAt = null
    this.options.onChange('idle')
  }

  nearStart(): void {
    const id = this.options.containerId()
    if (id === null || this.controller !== null || this.reach === null || this.reach.isBeginning) return
    this.controller = new AbortController()
    void this.readOlder(id, this.controller)
  }

  nearEnd(): void {
    const { reach } = this
    if (!reach?.isHeldBack || this.askedAt === reach) return
    this.askedAt = reach
    this.options.readNewer()
  }

  private async readOlder(id: string, controller: AbortController): Promise<void> {
    const { app, edge, take, onChange } = this.options
    const { signal } = controller
    const from = await edge()
    if (signal.aborted) return
    let state: OlderState = 'idle'
    if (from) {
      onChange('reading')
      try {
        const params = { id, ...from, count: linesAtOnce }
        const older = await app.client().call('container.olderLogs', params, signal)
        if (!signal.aborted) take(older)
      } catch (error) {
        if (!signal.aborted) take(null)
        state = 'failed'
        if (!(error instanceof EngineError)) reportError(error)
      }
    }
    if (signal.aborted) return
    this.controller = null
    onChange(state)
  }
}
