import { printRun } from '../../shared/docker-run/print-run.ts'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import { withConnection } from '../../shared/docker-run/with-connection.ts'
import type { Endpoint } from '../../shared/engine.ts'
import { EngineError } from '../../shared/errors.ts'
import type {
  ContainerSpec,
  EditParams,
  EditPlan,
  EditPlanParams,
  PullPolicy,
  RecreateParams,
} from '../../shared/run-contract.ts'
import type { TaskResult, TaskStart } from '../../shared/task.ts'
import type { EngineConnection } from '../client.ts'
import type { Json } from '../normalize/record.ts'
import { textOf } from '../normalize/record.ts'
import type { ImageTransfers } from '../registry/image-transfers.ts'
import type { StoppedHere } from '../stopped-here.ts'
import type { TaskHub, TaskReporter } from '../tasks.ts'
import { applyLive } from './apply-live.ts'
import { ContainerCalls } from './container-calls.ts'
import type { Edit, Subject } from './edit-plan.ts'
import {
  describeEdit,
  editOf,
  isEmptyEdit,
  isOfCompose,
  refusalOf,
  sameAgain,
  specOf,
  subjectOf,
} from './edit-plan.ts'
import { provideImage } from './image-presence.ts'
import { replaceContainer } from './replace.ts'
import { checkWish } from './request-checks.ts'
import type { WorkingPlace } from './run-place.ts'

export type EditDependencies = {
  readonly connection: EngineConnection
  readonly tasks: Pick<TaskHub, 'start'>
  readonly transfers: Pick<ImageTransfers, 'pullInto'>
  readonly stoppedHere: Pick<StoppedHere, 'expect'>
  /** Where the commands are run, on this computer. */
  readonly here: WorkingPlace
  /** The container's name as last known. */
  readonly nameOf: (id: string) => string | null
}

type Way = { readonly task: TaskReporter; readonly signal: AbortSignal }
type Wish = Pick<Edit, 'name' | 'plan' | 'platform'>

/** Changes containers: in place where the engine can, else by putting a new one in the place of the former. */
export class ContainerEdits {
  private readonly dependencies: EditDependencies

  constructor(dependencies: EditDependencies) {
    this.dependencies = dependencies
  }

  /** Source: `ContainerInspect`, `ImageInspect`. Errors: not-found. */
  readonly spec = async ({ id }: { readonly id: string }): Promise<ContainerSpec> => {
    return specOf(await this.about(id, 'container.spec', (calls) => subjectOf(calls, id)))
  }

  /** Errors: not-found, bad-request with the option that cannot be used as it is. */
  readonly plan = ({ id, spec }: EditPlanParams): Promise<EditPlan> =>
    this.about(id, 'container.editPlan', async (calls) =>
      describeEdit(calls, {
        subject: await subjectOf(calls, id),
        spec,
        here: this.dependencies.here,
      }),
    )

  /**
   * Changes a container. Ends with the id of the container that has its name now.
   * Errors: not-replaceable, conflict (name, port or address taken), those of a pull, of the engine's refusals,
   * ended-at-once, unhealthy. Whatever fails, the container is as it was; `not-put-back` when that fails too.
   */
  readonly edit = async ({ id, spec, pull, keepDays }: EditParams): Promise<TaskStart> =>
    this.start('container.edit', id, this.command(spec), async (calls, way) => {
      const subject = await subjectOf(calls, id)
      const { here } = this.dependencies
      const edit = editOf(subject, spec, { apiVersion: calls.apiVersion, here })
      const isFresh = pull === 'always' && (await this.isNewer(calls, subject, edit, way))
      if (isFresh || edit.live === null) return this.replace(calls, subject, edit, { pull, keepDays }, way)
      if (!isEmptyEdit(edit, subject))
        await applyLive(calls, subject, { live: edit.live, name: edit.name }, way.task)
      return { containerIds: [subject.former.id] }
    })

  /** Puts a container with the same settings in the place of this one. Ends and errors: as `edit`. */
  readonly recreate = async ({ id, pull, keepDays }: RecreateParams): Promise<TaskStart> => {
    const subject = await this.about(id, 'container.recreate', (calls) => subjectOf(calls, id))
    return this.start('container.recreate', id, this.command(specOf(subject).spec), async (calls, way) => {
      const now = await subjectOf(calls, id)
      const wish = { ...sameAgain(now), name: now.former.name, platform: null }
      return this.replace(calls, now, wish, { pull, keepDays }, way)
    })
  }

  private command(spec: RunSpec): string {
    return commandOf(spec, this.dependencies.connection.client().endpoint)
  }

  private async isNewer(calls: ContainerCalls, subject: Subject, edit: Edit, way: Way): Promise<boolean> {
    const image = await this.provide(calls, edit, 'always', way)
    return textOf(image['Id']) !== textOf(subject.container['Image'])
  }

  private async replace(
    calls: ContainerCalls,
    subject: Subject,
    wish: Wish,
    { pull, keepDays }: { pull: PullPolicy; keepDays: number },
    way: Way,
  ): Promise<TaskResult> {
    way.task.progress({ phase: 'preparing' })
    const refusal = await refusalOf(calls, subject)
    if (refusal !== null) {
      throw new EngineError('not-replaceable', [refusal.reason, ...refusal.dependants].join(' '))
    }
    const { former } = subject
    const { name, plan, platform } = wish
    await checkWish(calls, { plan, name, replaces: former.id, start: former.state.run !== 'stopped' })
    await this.provide(calls, wish, pull, way)
    const newId = await replaceContainer(
      this.dependencies,
      { former, name, plan, platform, keepDays: isOfCompose(subject.container) ? 0 : keepDays },
      way,
    )
    return { containerIds: [newId] }
  }

  private provide(calls: ContainerCalls, wish: Wish, pull: PullPolicy, way: Way): Promise<Json> {
    const reference = textOf(wish.plan.config['Image'])
    const { transfers } = this.dependencies
    return provideImage({ reference, platform: wish.platform, pull }, { calls, transfers, ...way })
  }

  private start(
    kind: 'container.edit' | 'container.recreate',
    id: string,
    command: string,
    work: (calls: ContainerCalls, way: Way) => Promise<TaskResult>,
  ): TaskStart {
    const subject = this.dependencies.nameOf(id) ?? id.slice(0, 12)
    return this.dependencies.tasks.start({
      kind,
      subject,
      command,
      work: (task, signal) => this.about(id, kind, (calls) => work(calls, { task, signal })),
    })
  }

  private async about<T>(
    id: string,
    operation: string,
    work: (calls: ContainerCalls) => Promise<T>,
  ): Promise<T> {
    try {
      return await work(new ContainerCalls(this.dependencies.connection.client()))
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'not-put-back') throw error
      // Beside an option stands whoever has what it asks for.
      if (error.data.option !== null) throw error.with({ operation })
      const subject = { kind: 'container', id, name: this.dependencies.nameOf(id) } as const
      throw error.with({ operation, subject })
    }
  }
}

export function commandOf(spec: RunSpec, endpoint: Endpoint): string {
  const printed = printRun(spec, { shell: 'posix', layout: 'line', flags: 'long', secrets: 'masked' })
  return withConnection(printed, endpoint).text
}
