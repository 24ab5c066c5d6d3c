import i18next from 'i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import { isCancelled } from '../../../shared/errors.ts'
import type { AppContext } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { recordCommand } from '../../store/companion.ts'
import { useEngineStore } from '../../store/engine-store.ts'
import { notify } from '../../store/notices.ts'
import { inParallel } from '../in-parallel.ts'

/** Requests under way at once: an engine that deletes files is busy enough. */
const parallelRequests = 4

/** Deletes one volume; answers with the error, null when it went well. */
export async function deleteVolume(app: AppContext, name: string): Promise<unknown> {
  const error = await attempt(app, name)
  record([name], error === null)
  if (error === null) notify({ tone: 'done', title: i18next.t('volumes.done.deleted', { name }) })
  return error
}

/** Deletes several and tells the outcome in one notice. Never rejects. */
export async function deleteVolumes(app: AppContext, names: readonly string[]): Promise<void> {
  const errors = await inParallel(names, parallelRequests, (name) => attempt(app, name))
  const failed = names.flatMap((name, index) =>
    errors[index] === null ? [] : [{ name, error: errors[index] }],
  )
  record(names, failed.length === 0)
  const { t } = i18next
  if (failed.length === 0) {
    notify({ tone: 'done', title: t('volumes.done.deletedMany', { count: names.length }) })
    return
  }
  const told = failed.map(({ name, error }) => ({ name, ...describeError(error, t) }))
  notify({
    tone: 'failed',
    title: t('volumes.done.partly', { done: names.length - failed.length, total: names.length }),
    text: told.map(({ name, text }) => t('volumes.done.failedOne', { name, reason: text })).join('\n'),
    details: told.map(({ details }) => details).join('\n\n'),
  })
}

async function attempt(app: AppContext, name: string): Promise<unknown> {
  try {
    await app.client().call('volume.remove', { name, force: false })
    return null
  } catch (error) {
    return isCancelled(error) ? null : error
  }
}

function record(names: readonly string[], isOk: boolean): void {
  const commands = volumeCommandsFor(useEngineStore.getState().status.endpoint)
  recordCommand({ command: commands.remove(names), result: isOk ? 'ok' : 'failed', atMs: Date.now() })
}
