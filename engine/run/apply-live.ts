import { EngineError } from '../../shared/errors.ts'
import type { TaskReporter } from '../tasks.ts'
import type { ContainerCalls } from './container-calls.ts'
import type { Edit, Subject } from './edit-plan.ts'
import type { LiveChange } from './live-update.ts'

type Step = {
  readonly command: string
  readonly work: () => Promise<void>
  readonly undo: () => Promise<void>
}

/**
 * Changes a container in place. When one change fails, those before it are taken back.
 * Source: `ContainerUpdate`, `NetworkConnect`, `NetworkDisconnect`, `ContainerRename`.
 */
export async function applyLive(
  calls: ContainerCalls,
  subject: Subject,
  { live, name }: { readonly live: LiveChange; readonly name: Edit['name'] },
  task: TaskReporter,
): Promise<void> {
  const undos: (() => Promise<void>)[] = []
  try {
    for (const { command, work, undo } of stepsOf(calls, subject, live, name)) {
      task.line(command)
      // Before the step: one whose answer was lost is taken back too.
      undos.unshift(undo)
      await work()
    }
  } catch (error) {
    task.progress({ phase: 'restoring' })
    for (const undo of undos) await undo().catch(() => undefined)
    throw error
  }
}

function stepsOf(calls: ContainerCalls, { former, now }: Subject, live: LiveChange, name: string): Step[] {
  const { id } = former
  const steps: Step[] = []
  if (live.update !== null) {
    steps.push({
      command: `docker update … ${former.name}`,
      work: () => calls.update(id, live.update),
      undo: () => calls.update(id, live.undoUpdate),
    })
  }
  for (const { network, endpoint } of live.connect) {
    steps.push({
      command: `docker network connect ${network} ${former.name}`,
      work: () => calls.connect(network, id, endpoint),
      undo: () => calls.disconnect(network, id),
    })
  }
  for (const network of live.disconnect) {
    steps.push({
      command: `docker network disconnect ${network} ${former.name}`,
      work: () => calls.disconnect(network, id),
      undo: () => calls.connect(network, id, now.endpoints[network] ?? {}),
    })
  }
  if (name !== former.name) {
    steps.push({
      command: `docker rename ${former.name} ${name}`,
      work: () => aboutName(calls.rename(id, name)),
      undo: () => calls.rename(id, former.name),
    })
  }
  return steps
}

async function aboutName(renamed: Promise<void>): Promise<void> {
  try {
    await renamed
  } catch (error) {
    throw error instanceof EngineError ? error.with({ option: 'name' }) : error
  }
}
