import { EngineError, toErrorData } from '../../shared/errors.ts'
import type { TaskOutcome } from '../../shared/task.ts'
import type { EngineClient, EngineConnection } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { listOf, recordOf, textOf, textsOf } from '../normalize/record.ts'
import type { TaskReporter } from '../tasks.ts'
import { helperLabel } from './helper-label.ts'

type Running = { readonly id: string; readonly name: string }

export type ContainerActions = {
  stop(
    params: { id: string; timeoutSeconds: number | null; signal: string | null },
    signal: AbortSignal,
  ): Promise<null>
  start(params: { id: string }, signal: AbortSignal): Promise<null>
}

type Wish = {
  readonly volume: string
  readonly task: TaskReporter
  readonly signal: AbortSignal
}

/** A container that is started again does not wait for who cancelled. */
const startDeadlineMs = 60_000

/**
 * Does work on a volume while no running container uses it: stops those that do, and starts them again afterwards in
 * the opposite order, whether the work went well or not. Answers with what became of them.
 *
 * Source: `ContainerList`, `ContainerStop`, `ContainerStart`.
 */
export async function whileStopped<T>(
  { connection, containers }: { connection: EngineConnection; containers: ContainerActions },
  { volume, task, signal }: Wish,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly outcomes: TaskOutcome[] }> {
  const stopped: Running[] = []
  const outcomes: TaskOutcome[] = []
  try {
    for (const container of await runningUsers(connection.client(), volume, signal)) {
      task.progress({ phase: 'stopping' })
      task.line(`docker stop ${container.name}`)
      await containers.stop({ id: container.id, timeoutSeconds: null, signal: null }, signal)
      stopped.unshift(container)
    }
    return { result: await work(), outcomes }
  } finally {
    if (stopped.length > 0) task.progress({ phase: 'starting' })
    for (const container of stopped) {
      task.line(`docker start ${container.name}`)
      outcomes.push(await startAgain(containers, container))
    }
  }
}

/** A container that does not come back is told in the result; the work itself was done all the same. */
async function startAgain(containers: ContainerActions, { id, name }: Running): Promise<TaskOutcome> {
  try {
    await containers.start({ id }, AbortSignal.timeout(startDeadlineMs))
    return { kind: 'container', id, name, bytes: null, error: null }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    return { kind: 'container', id, name, bytes: null, error: toErrorData(error) }
  }
}

async function runningUsers(client: EngineClient, volume: string, signal: AbortSignal): Promise<Running[]> {
  const filters = JSON.stringify({ volume: [volume], status: ['running', 'restarting'] })
  const answer = await requestJson(client, {
    method: 'GET',
    path: '/containers/json',
    query: { filters },
    signal,
  })
  return (
    listOf(answer)
      .map(recordOf)
      // The engine's filter also takes a place where something is mounted for a name.
      .filter((row) => listOf(row['Mounts']).some((mount) => textOf(recordOf(mount)['Name']) === volume))
      .filter((row) => textOf(recordOf(row['Labels'])[helperLabel]) === '')
      .map((row) => ({
        id: textOf(row['Id']),
        name: (textsOf(row['Names'])[0] ?? textOf(row['Id'])).replace(/^\//, ''),
      }))
  )
}
