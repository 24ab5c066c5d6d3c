import type { EngineClient } from './client.ts'

/**
 * One event of the engine, the same for Docker and Podman.
 *
 * Source: Docker Engine API `SystemEvents`.
 */
export type EngineEvent = {
  /** `container`, `image`, `volume`, `network`, … */
  readonly type: string
  /** Docker's word, e.g. `die`, `destroy`, `health_status`; Podman's own words are translated. */
  readonly action: string
  /** What stood behind the colon of the action, e.g. `healthy`. */
  readonly detail: string | null
  /** Id of the object; the name for volumes. */
  readonly id: string
  /** Labels of the object and facts about the event, e.g. `exitCode`, `name`, `container`. */
  readonly attributes: Readonly<Record<string, string>>
  /** Nanoseconds since the epoch on the engine's clock, as decimal digits: too large for a number. */
  readonly timeNano: string
  readonly atMs: number
}

/** The engine's events, over one stream of one connection, however many listen. */
export interface EngineEvents {
  /** Every event of an object, without the noise of exec probes. Returns its undo. */
  onEvent(listener: (event: EngineEvent) => void): () => void
  /** Events of containers, and of their networks being connected. Returns its undo. */
  onContainerEvent(listener: (event: EngineEvent) => void): () => void
  /**
   * Told the client whose events flow from now on, null when they stopped flowing; told the present state
   * at once. Whatever was known before such a change may be stale. Returns its undo.
   */
  onStream(listener: (client: EngineClient | null) => void): () => void
  dispose(): void
}
