import { useCallback, useState } from 'react'
import type { PullParams, PushParams } from '../../../shared/registry.ts'
import type { Task } from '../../../shared/task.ts'
import { useApp } from '../../app-context.ts'
import { useEntity } from '../../store/entity-store.ts'

export type Transfer = {
  /** The task as it is now; null before the start, and until the list knows it. */
  readonly task: Task | null
  readonly isStarting: boolean
  /** Why it could not even begin. */
  readonly error: unknown
  readonly start: (params: PullParams & PushParams) => void
  /** Back to the form. The task goes on. */
  readonly leave: () => void
}

/** Starts a pull or push and follows its task. */
export function useTransfer(call: 'image.pull' | 'image.push'): Transfer {
  const { client, tasks } = useApp()
  const [taskId, setTaskId] = useState<string | null>(null)
  const [isStarting, setIsStarting] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const task = useEntity(tasks, taskId ?? '') ?? null
  const start = useCallback(
    (params: PullParams & PushParams) => {
      const begin = async () => {
        setIsStarting(true)
        setError(null)
        setTaskId(null)
        try {
          setTaskId((await client().call(call, params)).taskId)
        } catch (failure) {
          setError(failure)
        }
        setIsStarting(false)
      }
      void begin()
    },
    [call, client],
  )
  const leave = useCallback(() => {
    setTaskId(null)
    setError(null)
  }, [])
  return { task, isStarting: isStarting || (taskId !== null && task === null), error, start, leave }
}
