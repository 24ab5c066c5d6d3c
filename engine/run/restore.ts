import type { EditMark, FormerState } from '../../shared/bin-name.ts'
import { formatBinName, parseBinName } from '../../shared/bin-name.ts'
import { EngineError } from '../../shared/errors.ts'
import type { Json } from '../normalize/record.ts'
import { numberOf, recordOf, textOf } from '../normalize/record.ts'
import type { ContainerCalls } from './container-calls.ts'
import { nameOf } from './container-calls.ts'

/** A container as it was before anything was done to it. */
export type Former = {
  readonly id: string
  readonly name: string
  readonly state: FormerState
}

export function formerOf(container: Json): Former {
  const state = recordOf(container['State'])
  const policy = recordOf(recordOf(container['HostConfig'])['RestartPolicy'])
  const isAlive = state['Running'] === true || state['Restarting'] === true
  return {
    id: textOf(container['Id']),
    name: nameOf(container),
    state: {
      run: state['Paused'] === true ? 'paused' : isAlive ? 'running' : 'stopped',
      restart: {
        name: textOf(policy['Name']) || 'no',
        maximumRetries: numberOf(policy['MaximumRetryCount']) ?? 0,
      },
    },
  }
}

/**
 * Brings a container back to its name, its restart policy and its state, whichever of them is not as it was.
 * It looks before each step, so it can be tried again from wherever a try before it ended.
 */
export async function restoreFormer(calls: ContainerCalls, { id, name, state }: Former): Promise<void> {
  const now = await calls.inspect(id)
  if (nameOf(now) !== name) await calls.rename(id, name)
  const policy = formerOf(now).state.restart
  if (policy.name !== state.restart.name) await setRestart(calls, id, state.restart)
  if (state.run === 'stopped') return
  const { run } = formerOf(await calls.inspect(id)).state
  if (run === 'stopped') await calls.start(id)
  if (state.run === 'paused' && run !== 'paused') await calls.pause(id)
}

export async function setRestart(
  calls: ContainerCalls,
  id: string,
  { name, maximumRetries }: FormerState['restart'],
): Promise<void> {
  await calls.update(id, { RestartPolicy: { Name: name, MaximumRetryCount: maximumRetries } })
}

export const noRestart = { name: 'no', maximumRetries: 0 } as const

/** What is needed to undo an edit, whichever of its steps were done. */
export type Undoing = {
  readonly former: Former
  readonly mark: Pick<EditMark, 'startedAtMs' | 'owner'>
  /** Of the new container, as far as it is known. */
  readonly newId: string | null
}

/**
 * Undoes an edit: removes the new container and brings the former one back.
 * The new one is found by its name too, for an answer that was lost does not tell its id.
 */
export async function undoEdit(calls: ContainerCalls, { former, mark, newId }: Undoing): Promise<void> {
  // Without the former one, the new one is all there is.
  await calls.inspect(former.id)
  for (const id of await newContainers(calls, { former, mark, newId })) {
    await calls.remove(id, { force: true, volumes: true })
  }
  await restoreFormer(calls, former)
}

async function newContainers(calls: ContainerCalls, { former, mark, newId }: Undoing): Promise<Set<string>> {
  const rows = await calls.list({ name: ['^/?bayplan-(new|old)\\.'] })
  const ids = new Set(newId === null ? [] : [newId])
  for (const row of rows) {
    const other = markOfRow(row)
    if (other === null || other.startedAtMs !== mark.startedAtMs || other.owner !== mark.owner) continue
    if (other.kind === 'new') ids.add(textOf(row['Id']))
    // Once the new one has its own name, only the former one's tells of it.
    else if (other.partnerId !== '') ids.add(await idOf(calls, other.partnerId))
  }
  ids.delete(former.id)
  ids.delete('')
  return ids
}

async function idOf(calls: ContainerCalls, shortId: string): Promise<string> {
  return textOf((await calls.find(shortId))?.['Id'])
}

export function markOfRow(row: Json): EditMark | null {
  const names = Array.isArray(row['Names']) ? row['Names'] : []
  const marks = names.flatMap((name) => parseBinName(textOf(name).replace(/^\//, '')) ?? [])
  return marks.find((mark): mark is EditMark => mark.kind !== 'bin') ?? null
}

/** Name of one of the two containers of an edit. */
export function editName(kind: 'old' | 'new', { former, mark }: Undoing, partnerId: string): string {
  return formatBinName({
    kind,
    name: former.name,
    former: former.state,
    ...mark,
    partnerId: partnerId.slice(0, 12),
  })
}

/** Says where the former container is now, for when it could not be brought back. */
export async function notPutBack(
  calls: ContainerCalls | null,
  former: Former,
  causes: readonly unknown[],
): Promise<EngineError> {
  const now = await calls?.find(former.id).catch(() => null)
  const place = now
    ? `is there as ${nameOf(now)} (${former.id.slice(0, 12)})`
    : `had the id ${former.id.slice(0, 12)}`
  const words = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause)))
  return new EngineError('not-put-back', `${former.name} ${place}. ${words.join(' ')}`, {
    operation: 'container.repair',
    subject: { kind: 'container', id: former.id, name: former.name },
  })
}
