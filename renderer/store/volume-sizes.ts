import { create } from 'zustand'
import { isCancelled } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc-client.ts'
import type { LastVolumeSizes } from '../../shared/volume.ts'

type Sizes = {
  /** Null before the first measurement. */
  readonly sizes: LastVolumeSizes
  readonly isMeasuring: boolean
  readonly error: unknown
}

const nothing: Sizes = { sizes: null, isMeasuring: false, error: null }

/** What the volumes held when they were last measured, which happens only on request. */
export const useVolumeSizes = create<Sizes>(() => nothing)

let running: AbortController | null = null

/** Shows what the host knows of an earlier measurement, without asking the engine. */
export async function recallVolumeSizes(client: Client, signal: AbortSignal): Promise<void> {
  try {
    const sizes = await client.call('volume.sizes', { measure: false }, signal)
    if (running === null) useVolumeSizes.setState({ sizes })
  } catch {
    // Nothing is lost: they can be measured.
  }
}

/** Measures every volume; does nothing while that is under way. Never rejects. */
export async function measureVolumeSizes(client: Client): Promise<void> {
  if (running !== null) return
  const controller = new AbortController()
  running = controller
  useVolumeSizes.setState({ isMeasuring: true, error: null })
  try {
    const sizes = await client.call('volume.sizes', { measure: true }, controller.signal)
    if (!controller.signal.aborted) useVolumeSizes.setState({ sizes })
  } catch (error) {
    if (!controller.signal.aborted && !isCancelled(error)) useVolumeSizes.setState({ error })
  }
  if (running === controller) stopMeasuring()
}

/** Gives the measurement up; what was known before stays. */
export function stopMeasuring(): void {
  running?.abort()
  running = null
  useVolumeSizes.setState({ isMeasuring: false })
}

/** Another engine is in use: what was measured is not about its volumes. */
export function forgetVolumeSizes(): void {
  stopMeasuring()
  useVolumeSizes.setState(nothing)
}
