import type { Endpoint } from '../../shared/engine.ts'

/** Whether the engine is reached by a socket of this computer, so that both have the same folders. */
export function isEngineHere({ host }: Endpoint): boolean {
  return /^(?:unix|npipe):/.test(host)
}
