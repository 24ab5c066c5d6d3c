import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import { EngineError } from '../../shared/errors.ts'
import type { RunParams, RunPlace } from '../../shared/run-contract.ts'
import type { TaskResult, TaskStart } from '../../shared/task.ts'
import type { EngineConnection } from '../client.ts'
import type { ImageTransfers } from '../registry/image-transfers.ts'
import type { TaskHub, TaskReporter } from '../tasks.ts'
import { throwIfStopped } from '../tasks.ts'
import { planOfRequest } from './changed-plan.ts'
import { ContainerCalls } from './container-calls.ts'
import { commandOf } from './edits.ts'
import { provideImage } from './image-presence.ts'
import { checkWish } from './request-checks.ts'
import type { WorkingPlace } from './run-place.ts'
import { placeHere } from './run-place.ts'
import { requestOf } from './run-request.ts'
import { createBodyOf } from './same-body.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly tasks: Pick<TaskHub, 'start'>
  readonly transfers: Pick<ImageTransfers, 'pullInto'>
  /** Where the commands are run, on this computer. */
  readonly here: WorkingPlace
}
type Way = { readonly task: TaskReporter; readonly signal: AbortSignal }

/** Makes containers as `docker run` and `docker create` do. */
export class ContainerRuns {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /**
   * Pulls the image when asked, makes the container, connects its networks and starts it. Ends with its id. One that
   * was made and does not start goes again, so that its name is free for the next try.
   *
   * Errors, with the option where it can be told: bad-request, not-found (image, network), conflict (name, port or
   * address taken), those of a pull, engine-failed, cancelled.
   */
  readonly run = async ({ spec, start, pull }: RunParams): Promise<TaskStart> => {
    const { connection, tasks, here } = this.dependencies
    // What can be refused at once is: the form is still open then.
    const { apiVersion, endpoint } = connection.client()
    const request = requestOf(spec, { apiVersion, here })
    return tasks.start({
      kind: 'container.run',
      subject: request.name ?? spec.image,
      command: commandOf(spec, endpoint),
      work: async (task, signal) => {
        try {
          return await this.make(request, { start, pull }, { task, signal })
        } catch (error) {
          throw error instanceof EngineError ? error.with({ operation: 'container.run' }) : error
        }
      },
    })
  }

  /** What these settings lean on where they are run, on this computer; nothing is asked of the engine. */
  readonly place = async ({ spec }: { readonly spec: RunSpec }): Promise<RunPlace> => {
    const { here } = this.dependencies
    return { folder: here.cwd, values: placeHere(spec, here) }
  }

  private async make(
    request: ReturnType<typeof requestOf>,
    { start, pull }: Pick<RunParams, 'start' | 'pull'>,
    { task, signal }: Way,
  ): Promise<TaskResult> {
    const { connection, transfers } = this.dependencies
    const calls = new ContainerCalls(connection.client())
    const plan = planOfRequest(request)
    const { name, platform } = request
    task.progress({ phase: 'preparing' })
    await checkWish(calls, { plan, name, replaces: null, start })
    await provideImage({ reference: request.body.Image, platform, pull }, { calls, transfers, task, signal })
    throwIfStopped(signal)
    task.progress({ phase: 'creating' })
    const { body, connect } = createBodyOf(plan, calls.apiVersion)
    const { id, warnings } = await calls.create(name, platform, body)
    for (const warning of warnings) task.line(`WARNING: ${String(warning)}`)
    task.line(id)
    try {
      if (connect.length > 0) task.progress({ phase: 'connecting' })
      for (const { network, endpoint } of connect) {
        throwIfStopped(signal)
        await calls.connect(network, id, endpoint)
      }
      throwIfStopped(signal)
      if (start) {
        task.progress({ phase: 'starting' })
        await calls.start(id)
      }
    } catch (error) {
      // Never started, so it holds nothing.
      await calls.remove(id, { force: true, volumes: true })
      throw error
    }
    return { containerIds: [id] }
  }
}
