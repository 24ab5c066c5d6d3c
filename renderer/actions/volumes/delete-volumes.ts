import i18next from 'i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import { isCancelled } from '../../../shared/errors.ts'
import type { AppContext } from '../../app-context.ts'
import { recordCommand } from '../../store/companion.ts'
import { useEngineStore } from '../../store/engine-store.ts'
import { notify } from '../../store/notices.ts'
import { runBulk } from '../bulk/run-bulk.ts'

/** Deletes one volume; answers with the error, null when it went well. */
export async function deleteVolume(app: AppContext, name: string): Promise<unknown> {
  const startedAtMs = Date.now()
  const error = await attempt(app, name)
  const result = error === null ? 'ok' : 'failed'
  recordCommand({ command: commandFor([name]), result, atMs: Date.now(), startedAtMs })
  if (error === null) notify({ tone: 'done', title: i18next.t('volumes.done.deleted', { name }) })
  return error
}

/** Deletes several and tells the outcome in one notice. Never rejects. */
export function deleteVolumes(app: AppContext, names: readonly string[]): Promise<void> {
  const { t } = i18next
  return runBulk({
    targets: names.map((name) => ({ id: name, name })),
    work: ({ name }) => attempt(app, name),
    words: {
      working: t('bulk.volumes.working', { count: names.length }),
      done: t('volumes.done.deletedMany', { count: names.length }),
      partly: (done, total) => t('volumes.done.partly', { done, total }),
    },
    command: (targets) => commandFor(targets.map(({ name }) => name)),
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

function commandFor(names: readonly string[]): string {
  return volumeCommandsFor(useEngineStore.getState().status.endpoint).remove(names)
}
