import type { Handlers } from '../shared/contract.ts'
import type { taskCalls, taskStreams } from '../shared/task-contract.ts'
import type { TaskHub } from './tasks.ts'

type TaskHandlers = {
  readonly calls: Pick<Handlers['calls'], keyof typeof taskCalls>
  readonly streams: Pick<Handlers['streams'], keyof typeof taskStreams>
}

export function taskHandlers(tasks: TaskHub): TaskHandlers {
  return {
    calls: {
      'task.cancel': async ({ id }) => {
        tasks.cancel(id)
        return null
      },
      'task.forget': async ({ id }) => {
        tasks.forget(id)
        return null
      },
      'task.output': async ({ id }) => tasks.output(id),
    },
    streams: {
      'task.feed': (_, signal) => tasks.feed(signal),
    },
  }
}
