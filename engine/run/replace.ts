import { EngineError } from '../../shared/errors.ts'
import type { EngineConnection } from '../client.ts'
import { delay } from '../deadline.ts'
import type { StoppedHere } from '../stopped-here.ts'
import type { TaskReporter } from '../tasks.ts'
import { throwIfStopped } from '../tasks.ts'
import { ContainerCalls } from './container-calls.ts'
import { beginEdit, endEdit, ownerMark } from './owner.ts'
import { putAway } from './put-away.ts'
import type { Former, Undoing } from './restore.ts'
import { editName, notPutBack, undoEdit } from './restore.ts'
import type { ContainerPlan } from './same-body.ts'
import { createBodyOf } from './same-body.ts'
import { waitUntilWell } from './wait-until-well.ts'

export type Replacement = {
  readonly former: Former
  /** Of the new container. */
  readonly name: string
  readonly plan: ContainerPlan
  readonly platform: string | null
  /** Days that the former one stays in the bin; 0: it is removed at the end. */
  readonly keepDays: number
}

type Dependencies = {
  readonly connection: EngineConnection
  readonly stoppedHere: Pick<StoppedHere, 'expect'>
}
type Way = { readonly task: TaskReporter; readonly signal: AbortSignal }

/** An engine that restarts is back within this time; one that is not is repaired when it is. */
const returnMs = 60_000
const tries = 4
const pauseMs = 300

/**
 * Replaces a container by a new one and puts the former into the bin.
 *
 * The new one is made first, under a name of its own, so that the engine refuses what it refuses while the former
 * still runs; then the former is stopped and gives up its name. Until the last step, a failure or a cancellation
 * removes the new one and brings the former back: same id, name, networks and state. What is under way stands in
 * the names of both (`bin-name.ts`), so that a later host can undo it when this one dies.
 *
 * Ends with the id of the new container. Errors: those of each step; `not-put-back` tells where the former is.
 */
export async function replaceContainer(
  dependencies: Dependencies,
  replacement: Replacement,
  way: Way,
): Promise<string> {
  const mark = { startedAtMs: beginEdit(), owner: ownerMark }
  const known: { newId: string | null } = { newId: null }
  const undoing = (): Undoing => ({ former: replacement.former, mark, newId: known.newId })
  try {
    const calls = new ContainerCalls(dependencies.connection.client())
    const onCreated = (id: string): void => {
      known.newId = id
    }
    return await takeSteps(calls, { ...dependencies, ...replacement, ...way, undoing, onCreated })
  } catch (error) {
    way.task.progress({ phase: 'restoring' })
    way.task.line(`# ${error instanceof Error ? error.message : String(error)}`)
    await undo(dependencies.connection, undoing(), error)
    throw error
  } finally {
    endEdit(mark.startedAtMs)
  }
}

type Steps = Replacement &
  Way &
  Dependencies & { readonly undoing: () => Undoing; readonly onCreated: (id: string) => void }

async function takeSteps(calls: ContainerCalls, steps: Steps): Promise<string> {
  const { former, name, task, signal, undoing } = steps
  throwIfStopped(signal)
  const newId = await makeNew(calls, steps)
  throwIfStopped(signal)
  await stopFormer(calls, steps)
  throwIfStopped(signal)
  await calls.rename(former.id, editName('old', undoing(), newId))
  await calls.rename(newId, name)
  throwIfStopped(signal)
  if (former.state.run !== 'stopped') {
    task.progress({ phase: 'starting' })
    task.line(`docker start ${name}`)
    await calls.start(newId)
    task.progress({ phase: 'checking' })
    await waitUntilWell(calls, newId, signal)
    if (former.state.run === 'paused') await calls.pause(newId)
  }
  throwIfStopped(signal)
  if (steps.keepDays === 0) task.progress({ phase: 'removing' })
  await putAway(calls, former, { keepDays: steps.keepDays, takesVolumes: false, isReplaced: true })
  return newId
}

async function makeNew(calls: ContainerCalls, steps: Steps): Promise<string> {
  const { plan, platform, former, name, task, signal, undoing, onCreated } = steps
  const { body, connect, disconnect } = createBodyOf(plan, calls.apiVersion)
  task.progress({ phase: 'creating' })
  task.line(`docker create --name ${name} …`)
  const { id, warnings } = await calls.create(editName('new', undoing(), former.id), platform, body)
  onCreated(id)
  for (const warning of warnings) task.line(`WARNING: ${String(warning)}`)
  if (connect.length > 0) task.progress({ phase: 'connecting' })
  for (const { network, endpoint } of connect) {
    throwIfStopped(signal)
    task.line(`docker network connect ${network} ${name}`)
    await calls.connect(network, id, endpoint)
  }
  for (const network of disconnect) await calls.disconnect(network, id)
  return id
}

/** A stop is waited for even when it is cancelled: only what has ended can be started again. */
async function stopFormer(calls: ContainerCalls, { former, task, stoppedHere }: Steps): Promise<void> {
  if (former.state.run === 'stopped') return
  task.progress({ phase: 'stopping' })
  task.line(`docker stop ${former.name}`)
  const done = stoppedHere.expect(former.id, true)
  try {
    await calls.stop(former.id)
  } finally {
    done()
  }
}

/** Tries more than once, and waits for an engine that was lost. Throws `not-put-back`. */
async function undo(connection: EngineConnection, undoing: Undoing, cause: unknown): Promise<void> {
  const failures: unknown[] = [cause]
  const deadline = AbortSignal.timeout(returnMs)
  let calls: ContainerCalls | null = null
  for (let left = tries; left > 0; left--) {
    try {
      calls = new ContainerCalls(await connection.whenConnected(deadline))
      return await undoEdit(calls, undoing)
    } catch (failure) {
      if (!(failure instanceof EngineError)) throw failure
      failures.push(failure)
      await delay(pauseMs, deadline)
    }
  }
  throw await notPutBack(calls, undoing.former, failures)
}
