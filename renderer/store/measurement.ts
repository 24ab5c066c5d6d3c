import { create, type StoreApi, type UseBoundStore } from 'zustand'
import { isCancelled } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc-client.ts'

export type Measured<T> = {
  /** Null before the first measurement. */
  readonly value: T | null
  readonly isMeasuring: boolean
  readonly error: unknown
}

/** Asks the host for what was measured last, or for a new measurement. */
type Ask<T> = (client: Client, measure: boolean, signal: AbortSignal) => Promise<T | null>

/** Something that costs the engine much to find out, and is found out only on request. */
export class Measurement<T> {
  readonly use: UseBoundStore<StoreApi<Measured<T>>> = create<Measured<T>>(() => ({
    value: null,
    isMeasuring: false,
    error: null,
  }))
  private readonly ask: Ask<T>
  private running: AbortController | null = null
  /** The engine that it is about. */
  private host: string | null = null

  constructor(ask: Ask<T>) {
    this.ask = ask
  }

  /**
   * Shows what was measured of this engine before, without asking it. What is known of another engine goes.
   * Never rejects.
   */
  async recall(client: Client, host: string, signal: AbortSignal): Promise<void> {
    if (host !== this.host) this.forget()
    this.host = host
    try {
      const value = await this.ask(client, false, signal)
      if (this.running === null && !signal.aborted) this.use.setState({ value })
    } catch {
      // Nothing is lost: it can be measured.
    }
  }

  /** Measures; does nothing while that is under way. Never rejects. */
  async measure(client: Client): Promise<void> {
    if (this.running !== null) return
    const controller = new AbortController()
    this.running = controller
    this.use.setState({ isMeasuring: true, error: null })
    try {
      const value = await this.ask(client, true, controller.signal)
      if (!controller.signal.aborted) this.use.setState({ value })
    } catch (error) {
      if (!controller.signal.aborted && !isCancelled(error)) this.use.setState({ error })
    }
    if (this.running === controller) this.stop()
  }

  /** Gives the measurement up; what was known before stays. */
  readonly stop = (): void => {
    this.running?.abort()
    this.running = null
    this.use.setState({ isMeasuring: false })
  }

  private forget(): void {
    this.stop()
    this.use.setState({ value: null, error: null })
  }
}
