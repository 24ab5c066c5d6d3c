import type { BinnedContents } from '../../shared/bin.ts'
import type { NameMark } from '../../shared/bin-name.ts'
import { parseBinName } from '../../shared/bin-name.ts'
import type { BinRefusal } from '../../shared/bin-rules.ts'
import { binRefusalOf } from '../../shared/bin-rules.ts'
import type { CallHandler, CallParams } from '../../shared/contract.ts'
import { EngineError } from '../../shared/errors.ts'
import type { EngineConnection } from '../client.ts'
import type { Json } from '../normalize/record.ts'
import { numberOf, recordOf, textOf, textRecordOf } from '../normalize/record.ts'
import { ContainerCalls, nameOf } from '../run/container-calls.ts'
import { putAway } from '../run/put-away.ts'
import type { Former } from '../run/restore.ts'
import { formerOf, notPutBack, restoreFormer, setRestart } from '../run/restore.ts'
import { anonymousVolumes } from '../run/same-body.ts'
import type { StoppedHere } from '../stopped-here.ts'

type Act<N extends 'bin.keep' | 'bin.restore' | 'bin.remove', R = null> = CallHandler<CallParams<N>, R>

type Dependencies = {
  readonly connection: EngineConnection
  readonly stoppedHere: Pick<StoppedHere, 'expect'>
  /** The container's name as last known. */
  readonly nameOf: (id: string) => string | null
}

/** Containers that were removed and may come back. All that is known of them stands in their names. */
export class Bin {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /**
   * Stops a container with its own signal and time, takes its restart policy away and gives it a name in the bin.
   * When a step fails, those before it are taken back.
   *
   * Source: `ContainerStop`, `ContainerUpdate`, `ContainerRename`.
   * Errors: not-replaceable (`binRefusals`), not-found, conflict, not-put-back.
   */
  readonly keep: Act<'bin.keep'> = ({ id, keepDays, volumes }) =>
    this.about('bin.keep', id, async (calls) => {
      const container = await calls.inspect(id)
      const former = formerOf(container)
      const refusal = refusalOf(container, former)
      if (refusal !== null) throw new EngineError('not-replaceable', refusal)
      try {
        await this.stop(calls, former)
        await putAway(calls, former, { keepDays, takesVolumes: volumes, isReplaced: false })
      } catch (error) {
        await restoreFormer(calls, former).catch(async (failure: unknown) => {
          throw await notPutBack(calls, former, [error, failure])
        })
        throw error
      }
      return null
    })

  /**
   * Gives a container its name and its restart policy back, and starts it when it ran. One that an edit replaced
   * stays stopped, for the other one has its ports.
   *
   * Source: `ContainerRename`, `ContainerUpdate`, `ContainerStart`.
   * Errors: not-found, conflict with the option `name` (taken meanwhile); it is back, and stopped, after
   * engine-failed (port taken).
   */
  readonly restore: Act<'bin.restore'> = ({ id, name }) =>
    this.about('bin.restore', id, async (calls) => {
      const { mark } = await this.find(calls, id)
      await rename(calls, id, name ?? mark.name)
      const { restart, run } = mark.former
      if (restart.name !== 'no') await setRestart(calls, id, restart)
      const isReplaced = mark.kind === 'bin' && mark.isReplaced
      if (run === 'stopped' || isReplaced) return null
      await calls.start(id)
      if (run === 'paused') await calls.pause(id)
      return null
    })

  /** Removes a container in the bin for good. Source: `ContainerDelete`. Errors: not-found, conflict (it runs). */
  readonly remove: Act<'bin.remove'> = ({ id, volumes }) =>
    this.about('bin.remove', id, async (calls) => {
      await this.find(calls, id)
      await calls.remove(id, { force: false, volumes })
      return null
    })

  /** What would go with it for good. Source: `ContainerInspect`, `ContainerList`. Errors: not-found. */
  readonly contents: CallHandler<{ readonly id: string }, BinnedContents> = ({ id }) =>
    this.about('bin.contents', id, async (calls) => {
      const container = await calls.inspect(id, { size: true })
      const names: string[] = []
      for (const { name } of anonymousVolumes(container)) {
        const users = await calls.list({ volume: [name] })
        if (users.every((row) => textOf(row['Id']) === textOf(container['Id']))) names.push(name)
      }
      return { writtenBytes: numberOf(container['SizeRw']), anonymousVolumes: names }
    })

  /** Only what is in the bin: nothing else is ever restored or removed here. */
  private async find(calls: ContainerCalls, id: string): Promise<{ readonly mark: NameMark }> {
    const mark = parseBinName(nameOf(await calls.inspect(id)))
    if (mark === null) throw new EngineError('not-found', 'it is not in the bin')
    return { mark }
  }

  private async stop(calls: ContainerCalls, { id, state }: Former): Promise<void> {
    if (state.run === 'stopped') return
    const done = this.dependencies.stoppedHere.expect(id, true)
    try {
      await calls.stop(id)
    } finally {
      done()
    }
  }

  private async about<T>(
    operation: string,
    id: string,
    work: (calls: ContainerCalls) => Promise<T>,
  ): Promise<T> {
    try {
      return await work(new ContainerCalls(this.dependencies.connection.client()))
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'not-put-back') throw error
      const isStart = error.data.operation === 'ContainerStart' || error.data.operation === 'ContainerPause'
      throw error.with({
        operation: isStart ? 'ContainerStart' : operation,
        subject: { kind: 'container', id, name: this.dependencies.nameOf(id) },
      })
    }
  }
}

function refusalOf(container: Json, { name, state }: Former): BinRefusal | null {
  if (parseBinName(name) !== null) return 'in-bin'
  return binRefusalOf({
    labels: textRecordOf(recordOf(container['Config'])['Labels']),
    isAutoRemoved: recordOf(container['HostConfig'])['AutoRemove'] === true,
    isAlive: state.run !== 'stopped',
  })
}

async function rename(calls: ContainerCalls, id: string, name: string): Promise<void> {
  try {
    await calls.rename(id, name)
  } catch (error) {
    const isTaken = error instanceof EngineError && error.code === 'conflict'
    throw isTaken ? error.with({ option: 'name' }) : error
  }
}
