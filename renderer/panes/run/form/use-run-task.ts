import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { RunSpec } from '../../../../shared/docker-run/run-spec.ts'
import { EngineError } from '../../../../shared/errors.ts'
import { type PullPolicy, pullPolicies } from '../../../../shared/run-contract.ts'
import type { Task, TaskStart } from '../../../../shared/task.ts'
import { cancelTask } from '../../../actions/task-actions.ts'
import { useApp } from '../../../app-context.ts'
import { useEntity } from '../../../store/entity-store.ts'

export type RunTask = {
  /** The task as it is now; null before the start, and until the list knows it. */
  readonly task: Task | null
  readonly isWorking: boolean
  /** Why it failed, or could not begin. */
  readonly error: unknown
  readonly start: (begin: () => Promise<TaskStart>) => void
  readonly cancel: () => void
  /** Forgets how the last try ended. */
  readonly forget: () => void
}

type Ends = { readonly onDone: (task: Task) => void; readonly onFailed: (error: unknown) => void }

/** Starts the task of the form and follows it to its end. */
export function useRunTask({ onDone, onFailed }: Ends): RunTask {
  const app = useApp()
  const [taskId, setTaskId] = useState<string | null>(null)
  const [isStarting, setStarting] = useState(false)
  const [refusal, setRefusal] = useState<unknown>(null)
  const task = useEntity(app.tasks, taskId ?? '') ?? null
  const failure = useMemo(
    () => (task?.state === 'failed' && task.error !== null ? EngineError.fromData(task.error) : null),
    [task],
  )
  const end = useEffectEvent((ended: Task) => {
    if (ended.state === 'done') onDone(ended)
    else if (failure !== null) onFailed(failure)
  })
  useEffect(() => {
    if (task && task.state !== 'running') end(task)
  }, [task])
  const start = (begin: () => Promise<TaskStart>) => {
    const run = async () => {
      setStarting(true)
      setRefusal(null)
      setTaskId(null)
      try {
        setTaskId((await begin()).taskId)
      } catch (error) {
        setRefusal(error)
        onFailed(error)
      }
      setStarting(false)
    }
    void run()
  }
  return {
    task,
    isWorking: isStarting || (taskId !== null && (task === null || task.state === 'running')),
    error: refusal ?? failure,
    start,
    forget: () => {
      setRefusal(null)
      setTaskId(null)
    },
    cancel: () => {
      if (taskId !== null) void cancelTask(app, taskId)
    },
  }
}

/** When the image is fetched, as the form says. */
export function pullPolicyOf({ options }: RunSpec): PullPolicy {
  return pullPolicies.find((policy) => policy === options.pull) ?? 'missing'
}
