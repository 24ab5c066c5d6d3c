import { useState } from 'react'
import type { TaskStart } from '../../../shared/task.ts'
import { useApp } from '../../app-context.ts'

export type ArchiveStart = {
  readonly isWorking: boolean
  readonly error: unknown
  /** Closes the dialog once the task has begun; what kept it from beginning is `error`. */
  readonly run: (start: (call: Call) => Promise<TaskStart | null>) => Promise<void>
}
type Call = ReturnType<ReturnType<typeof useApp>['client']>['call']

/** Begins a task from a dialog. */
export function useArchiveStart(onClose: () => void): ArchiveStart {
  const app = useApp()
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run: ArchiveStart['run'] = async (start) => {
    if (isWorking) return
    setIsWorking(true)
    setError(null)
    try {
      const client = app.client()
      const started = await start(client.call.bind(client))
      if (started !== null) onClose()
    } catch (failure) {
      setError(failure)
    } finally {
      setIsWorking(false)
    }
  }
  return { isWorking, error, run }
}
