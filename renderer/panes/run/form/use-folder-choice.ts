import { desktop } from '../../../desktop.ts'
import { isEngineHere } from '../../../store/engine-here.ts'
import { useEngineStatus } from '../../../store/engine-store.ts'

/**
 * Asks for a folder in the system's own dialog. Null in the browser, and with an engine on another machine: its
 * folders are not those that the dialog shows.
 */
export function useFolderChoice(): (() => Promise<string | null>) | null {
  const { endpoint } = useEngineStatus()
  const isHere = endpoint !== null && isEngineHere(endpoint)
  return desktop && isHere ? () => desktop?.chooseFolder() ?? Promise.resolve(null) : null
}
