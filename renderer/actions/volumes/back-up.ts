import { EngineError } from '../../../shared/errors.ts'
import type { Task } from '../../../shared/task.ts'
import type { AppContext } from '../../app-context.ts'
import type { EntityStore } from '../../store/entity-store.ts'
import { saveThrough } from '../../transfer.ts'

/** What a backup is called: the volume and the day. */
export function backUpName(volume: string, nowMs: number): string {
  const now = new Date(nowMs)
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `${volume}-${day}.tar.gz`
}

/**
 * Saves everything in a volume to a file and waits until it is there. False when the person chose no file.
 * Rejects with what kept it from being saved; with `cancelled` when the task was cancelled or the signal aborts.
 */
export async function backUp(
  app: Pick<AppContext, 'client' | 'tasks'>,
  volume: string,
  signal: AbortSignal,
): Promise<boolean> {
  const fileName = backUpName(volume, Date.now())
  const params = { name: volume, compress: true, stopFirst: false }
  const started = await saveThrough(
    (sink) => app.client().call('volume.export', { ...params, sink }, signal),
    fileName,
  )
  if (started === null) return false
  await taskEnd(app.tasks, started.taskId, signal)
  return true
}

/** Resolves when the task is done; rejects with its failure. */
export function taskEnd(tasks: EntityStore<Task>, id: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const task = tasks.get(id)
      if (signal.aborted || task?.state === 'cancelled') finish(() => reject(cancelled()))
      else if (task?.state === 'done') finish(resolve)
      else if (task?.state === 'failed') finish(() => reject(failureOf(task)))
    }
    const undo = tasks.subscribeRow(id, look)
    signal.addEventListener('abort', look)
    look()

    function finish(settle: () => void): void {
      undo()
      signal.removeEventListener('abort', look)
      settle()
    }
  })
}

function cancelled(): EngineError {
  return new EngineError('cancelled', 'the backup was cancelled')
}

function failureOf({ error }: Task): EngineError {
  return error ? EngineError.fromData(error) : new EngineError('internal', 'the task failed')
}
