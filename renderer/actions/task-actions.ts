import i18next from 'i18next'
import { EngineError, isCancelled } from '../../shared/errors.ts'
import type { Task } from '../../shared/task.ts'
import type { AppContext } from '../app-context.ts'
import { describeError } from '../messages.ts'
import { navigate } from '../router.ts'
import { recordCommand } from '../store/companion.ts'
import type { EntityStore } from '../store/entity-store.ts'
import { notify } from '../store/notices.ts'
import { setTaskListOpen } from '../store/task-list.ts'
import { pruneSentence, taskSentence } from '../task-words.ts'

/** Asks a task to stop. */
export async function cancelTask(app: AppContext, id: string): Promise<void> {
  await tell(() => app.client().call('task.cancel', { id }))
}

/** Takes ended tasks off the list. */
export async function forgetTasks(app: AppContext, ids: readonly string[]): Promise<void> {
  await tell(() => Promise.all(ids.map((id) => app.client().call('task.forget', { id }))))
}

async function tell(ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask()
  } catch (error) {
    if (isCancelled(error)) return
    notify({ tone: 'failed', ...describeError(error, i18next.t) })
  }
}

/** Tells the end of each task that this page has seen running. Returns its undo. */
export function tellEnds(tasks: EntityStore<Task>): () => void {
  const running = new Set<string>()
  const look = () => {
    for (const task of tasks.all()) {
      if (task.state === 'running') running.add(task.id)
      else if (running.delete(task.id)) tellEnd(task)
    }
  }
  look()
  return tasks.subscribe(look)
}

function tellEnd(task: Task): void {
  const { state, error, command, startedAtMs } = task
  // Who cancelled it knows.
  if (state !== 'done' && state !== 'failed') return
  recordCommand({
    command,
    result: state === 'done' ? 'ok' : 'failed',
    atMs: task.endedAtMs ?? Date.now(),
    startedAtMs,
  })
  const title = taskSentence(task, i18next.t)
  const show = { label: i18next.t('tasks.title'), onSelect: () => setTaskListOpen(true) }
  if (error === null) {
    const text = pruneSentence(task, i18next.t) ?? undefined
    // Of what a person chose something stayed: that is to be read.
    const isPartial = task.kind === 'prune' && (task.result?.outcomes ?? []).some((one) => one.error !== null)
    const id = containerOf(task)
    const open =
      id === null ? [] : [{ label: i18next.t('tasks.openContainer'), onSelect: () => openContainer(id) }]
    notify({ tone: isPartial ? 'failed' : 'done', title, text, actions: [...open, show] })
    return
  }
  const { text, details } = describeError(EngineError.fromData(error), i18next.t)
  notify({ tone: 'failed', title, text, details, actions: [show] })
}

/** The container that a task made or put in the place of another. */
function containerOf({ kind, result }: Task): string | null {
  return kind.startsWith('container.') ? (result?.containerIds?.[0] ?? null) : null
}

function openContainer(id: string): void {
  navigate({ pane: 'container', id, tab: 'logs' })
}
