import type { EditMark } from '../../shared/bin-name.ts'
import { parseBinName } from '../../shared/bin-name.ts'
import { defaultKeepDays } from '../../shared/bin-rules.ts'
import { EngineError } from '../../shared/errors.ts'
import type { EngineClient, EngineConnection } from '../client.ts'
import { containerOfList } from '../normalize/container.ts'
import { textOf } from '../normalize/record.ts'
import { ContainerCalls, nameOf } from '../run/container-calls.ts'
import { isOfCompose } from '../run/edit-plan.ts'
import { isUnderWay } from '../run/owner.ts'
import { putAway } from '../run/put-away.ts'
import type { Former } from '../run/restore.ts'
import { notPutBack, undoEdit } from '../run/restore.ts'
import { waitUntilWell } from '../run/wait-until-well.ts'
import type { TaskHub } from '../tasks.ts'
import { markOf } from './bin-row.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly tasks: Pick<TaskHub, 'start'>
  readonly onBug: (error: unknown) => void
}

const lookMs = 60 * 60 * 1_000

/**
 * Looks into the bin when an engine was found and every hour: removes what has been in it for long enough, and puts
 * in order what a host left that died in the middle of an edit. Returns its undo.
 */
export function keepBin(dependencies: Dependencies): () => void {
  const { connection, onBug } = dependencies
  const look = (): void => {
    if (connection.status.state !== 'connected') return
    void lookInto(connection.client(), dependencies).catch((error: unknown) => {
      if (!(error instanceof EngineError)) onBug(error)
    })
  }
  const undo = connection.onStatus((status) => {
    if (status.state === 'connected') look()
  })
  const timer = setInterval(look, lookMs).unref()
  look()
  return () => {
    clearInterval(timer)
    undo()
  }
}

/** Source: `ContainerList`, `ContainerDelete`; for edits that were cut off see `repair`. */
export async function lookInto(
  client: EngineClient,
  { tasks }: Pick<Dependencies, 'tasks'>,
  nowMs = Date.now(),
): Promise<void> {
  const calls = new ContainerCalls(client)
  const edits = new Map<string, { readonly id: string; readonly mark: EditMark }>()
  for (const row of await calls.list({ name: ['bayplan-'] })) {
    const { id, name, state } = containerOfList(row)
    const mark = markOf({ name, state })
    if (mark === null) continue
    if (mark.kind !== 'bin') {
      const key = `${mark.owner} ${mark.startedAtMs}`
      // Both containers of an edit are there: the old one tells more.
      if (mark.kind === 'old' || !edits.has(key)) edits.set(key, { id, mark })
    } else if (mark.expiresAtMs !== null && mark.expiresAtMs <= nowMs) {
      await removeExpired(calls, id, mark.takesVolumes)
    }
  }
  for (const { id, mark } of edits.values()) {
    if (!isUnderWay(mark, nowMs)) startRepair(calls, tasks, { id, mark })
  }
}

/** Without force: one that somebody started in this moment stays. */
async function removeExpired(calls: ContainerCalls, id: string, volumes: boolean): Promise<void> {
  try {
    await calls.remove(id, { force: false, volumes })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
  }
}

type CutOff = { readonly id: string; readonly mark: EditMark }

function startRepair(calls: ContainerCalls, tasks: Pick<TaskHub, 'start'>, cutOff: CutOff): void {
  const { name } = cutOff.mark
  tasks.start({
    kind: 'container.repair',
    subject: name,
    command: 'docker ps --all --filter name=bayplan-',
    work: async (task, signal) => {
      task.progress({ phase: 'restoring' })
      return { containerIds: [await repair(calls, cutOff, signal)] }
    },
  })
}

/**
 * Puts in order what an edit left that was cut off: finishes it when the new container is complete and well, else
 * undoes it. Ends with the id of the container that has the name. Errors: not-put-back.
 */
async function repair(calls: ContainerCalls, { id, mark }: CutOff, signal: AbortSignal): Promise<string> {
  const former = await formerOfMark(calls, { id, mark })
  try {
    const newId = mark.kind === 'old' ? await completeOne(calls, mark, signal) : null
    if (newId === null) {
      await undoEdit(calls, { former, mark, newId: null })
      return former.id
    }
    const keepDays = isOfCompose(await calls.inspect(former.id)) ? 0 : defaultKeepDays
    await putAway(calls, former, { keepDays, takesVolumes: false, isReplaced: true })
    return newId
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    throw await notPutBack(calls, former, [error])
  }
}

async function formerOfMark(calls: ContainerCalls, { id, mark }: CutOff): Promise<Former> {
  const { name, former: state, partnerId } = mark
  if (mark.kind === 'old') return { id, name, state }
  // The new one tells the old one's id only in part.
  return { id: textOf((await calls.inspect(partnerId))['Id']), name, state }
}

/** The new container's id when nothing but the last step is missing. */
async function completeOne(
  calls: ContainerCalls,
  mark: EditMark,
  signal: AbortSignal,
): Promise<string | null> {
  const made = mark.partnerId === '' ? null : await calls.find(mark.partnerId)
  if (made === null || parseBinName(nameOf(made)) !== null) return null
  const id = textOf(made['Id'])
  if (mark.former.run === 'stopped') return id
  try {
    await waitUntilWell(calls, id, signal)
    return id
  } catch (error) {
    if (error instanceof EngineError && error.code !== 'cancelled') return null
    throw error
  }
}
