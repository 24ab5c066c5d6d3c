import type { Task, TaskProgress } from '../../shared/task.ts'

const progress: TaskProgress = {
  doneBytes: null,
  totalBytes: null,
  bytesPerSecond: null,
  doneItems: null,
  totalItems: null,
  phase: null,
  parts: [],
}

/** A running pull, with what a test wants different. */
export function fakeTask({ progress: more, ...task }: FakeTask = {}): Task {
  return {
    id: 'task-1',
    kind: 'image.pull',
    subject: 'postgres:16',
    command: 'docker pull postgres:16',
    startedAtMs: 1_000,
    endedAtMs: null,
    state: 'running',
    result: null,
    error: null,
    ...task,
    progress: { ...progress, ...more },
  }
}

type FakeTask = Partial<Omit<Task, 'progress'>> & { readonly progress?: Partial<TaskProgress> }
