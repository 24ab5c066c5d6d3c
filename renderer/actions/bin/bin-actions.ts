import '../../i18n/pane-words.ts'
import i18next from 'i18next'
import type { BinnedContainer } from '../../../shared/bin.ts'
import { type BinCommands, binCommandsFor } from '../../../shared/docker-command-bin.ts'
import { EngineError, isCancelled } from '../../../shared/errors.ts'
import type { AppContext } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { navigate } from '../../router.ts'
import { recordCommand } from '../../store/companion.ts'
import { useEngineStore } from '../../store/engine-store.ts'
import { notify } from '../../store/notices.ts'
import { runBulk } from '../bulk/run-bulk.ts'

/** Commands for the engine in use now. */
export function binCommands(): BinCommands {
  return binCommandsFor(useEngineStore.getState().status.endpoint)
}

/** The command that brings a container back as `restore` does. */
export function restoreCommand(item: BinnedContainer, name = item.name): string {
  const { engineName, former, reason } = item
  return binCommands().restore({ engineName, name, former, starts: reason !== 'replaced' })
}

type Target = Pick<BinnedContainer, 'id' | 'name'>

/** Brings containers back and tells how it went in one notice. Never rejects. */
export async function restoreFromBin(app: AppContext, targets: readonly Target[]): Promise<void> {
  const { t } = i18next
  const count = targets.length
  const [first] = targets
  if (!first) return
  if (count > 1) {
    await runBulk({
      targets,
      work: (target) => restoreOne(app, target, null),
      words: {
        working: t('bin.restoring', { count }),
        done: t('bin.restoredMany', { count }),
        partly: (done, total) => t('bin.restoredPartly', { done, total }),
      },
    })
    return
  }
  const error = await restoreOne(app, first, null)
  if (error === null) notify({ tone: 'done', title: t('bin.restored', { name: first.name }) })
  else tellRefusal(error)
}

/** Answers with the error, null when it went well. */
export async function restoreOne(
  app: AppContext,
  { id, name }: Target,
  newName: string | null,
): Promise<unknown> {
  const item = app.bin.get(id)
  const command = item === undefined ? null : restoreCommand(item, newName ?? name)
  return attempt(command, () => app.client().call('bin.restore', { id, name: newName }))
}

/** Removes containers in the bin for good and tells how it went in one notice. Never rejects. */
export async function removeFromBin(
  app: AppContext,
  targets: readonly BinnedContainer[],
  volumes: boolean,
): Promise<void> {
  const { t } = i18next
  const count = targets.length
  const remove = ({ id, engineName }: BinnedContainer) =>
    attempt(binCommands().remove({ names: [engineName], volumes }), () =>
      app.client().call('bin.remove', { id, volumes }),
    )
  const [first] = targets
  if (!first) return
  if (count > 1) {
    await runBulk({
      targets,
      work: remove,
      words: {
        working: t('bin.removing', { count }),
        done: t('bin.removedMany', { count }),
        partly: (done, total) => t('bin.removedPartly', { done, total }),
      },
    })
    return
  }
  const error = await remove(first)
  if (error === null) notify({ tone: 'done', title: t('bin.removed', { name: first.name }) })
  else tellRefusal(error)
}

/** Whether another container has the name by now. */
export function isNameTaken(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'conflict' && error.data.option === 'name'
}

async function attempt(command: string | null, work: () => Promise<unknown>): Promise<unknown> {
  const record = (result: 'ok' | 'failed') => {
    if (command !== null) recordCommand({ command, result, atMs: Date.now() })
  }
  try {
    await work()
    record('ok')
    return null
  } catch (error) {
    record('failed')
    return isCancelled(error) ? null : error
  }
}

function tellRefusal(error: unknown): void {
  const { t } = i18next
  const { title, text, details } = describeError(error, t)
  const open = { label: t('bin.openBin'), onSelect: () => navigate({ pane: 'bin', id: null }) }
  notify({
    tone: 'failed',
    title,
    text: isNameTaken(error) ? t('bin.nameTaken') : text,
    details,
    actions: [open],
  })
}
