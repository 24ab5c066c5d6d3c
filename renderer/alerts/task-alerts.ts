import type { Task } from '../../shared/task.ts'
import type { EntityStore } from '../store/entity-store.ts'

/** What ends sooner needs no word outside the window. */
const longMs = 10_000

/** Looks at the tasks and answers with the long ones that ended since the last look. Cancelled ones are no news. */
export class TaskWatch {
  private readonly store: EntityStore<Task>
  private readonly running = new Set<string>()

  constructor(store: EntityStore<Task>) {
    this.store = store
  }

  look(): readonly Task[] {
    const ended: Task[] = []
    for (const task of this.store.all()) {
      if (task.state === 'running') this.running.add(task.id)
      else if (this.running.delete(task.id) && isTold(task)) ended.push(task)
    }
    return ended
  }
}

function isTold({ state, startedAtMs, endedAtMs }: Task): boolean {
  const isLong = endedAtMs !== null && endedAtMs - startedAtMs >= longMs
  return isLong && (state === 'done' || state === 'failed')
}
