import '../../i18n/pane-words.ts'
import i18next from 'i18next'
import { formatBinName } from '../../../shared/bin-name.ts'
import type { Container } from '../../../shared/container.ts'
import type { RunSpec } from '../../../shared/docker-run/run-spec.ts'
import { EngineError } from '../../../shared/errors.ts'
import type { AppContext } from '../../app-context.ts'
import { isAlive } from '../../container-state.ts'
import type { NoticeAction } from '../../store/notices.ts'
import { forgetUndo, setUndo } from '../../store/undo.ts'
import type { ActionRunner } from '../action-runner.ts'
import { verbCommand } from '../action-runner.ts'
import type { VerbOptions } from '../engine-verbs.ts'
import { openRunDialog } from '../run-dialog-store.ts'
import { binCommands, restoreFromBin } from './bin-actions.ts'
import { whyNotKept } from './binnable.ts'

const dayMs = 24 * 60 * 60 * 1_000

/** The command for a removal as it is carried out: into the bin what can be kept, for good what cannot. */
export function removalCommand(
  containers: readonly Container[],
  options: VerbOptions,
  nowMs: number,
): string {
  const { keepDays = 0 } = options
  const kept = keepDays > 0 ? containers.filter((container) => whyNotKept(container) === null) : []
  const others = containers.filter((container) => !kept.includes(container))
  const commands: string[] = []
  if (kept.length > 0) {
    const leaving = kept.map((container) => ({
      name: container.name,
      binName: binNameOf(container, keepDays, nowMs),
      isAlive: isAlive(container),
      restartPolicy: container.runtime?.restartPolicy ?? 'no',
    }))
    commands.push(binCommands().keep(leaving))
  }
  if (others.length > 0) commands.push(verbCommand('remove', others, options))
  return commands.join(' && ')
}

/** The name it gets, but for the moment in which it gets it. */
function binNameOf(container: Container, keepDays: number, nowMs: number): string {
  const { name, state, runtime } = container
  return formatBinName({
    kind: 'bin',
    name,
    former: {
      run: state === 'paused' ? 'paused' : isAlive(container) ? 'running' : 'stopped',
      // The row does not tell how often it may fail.
      restart: { name: runtime?.restartPolicy ?? 'no', maximumRetries: 0 },
    },
    binnedAtMs: nowMs,
    expiresAtMs: nowMs + keepDays * dayMs,
    takesVolumes: false,
    isReplaced: false,
  })
}

/**
 * Removes containers and offers the way back: out of the bin, or, for one that went for good, the form with its
 * settings. Answers with the error of a single one, null otherwise; several tell their outcome themselves.
 */
export async function removeContainers(
  app: AppContext,
  actions: ActionRunner,
  containers: readonly Container[],
  options: VerbOptions,
): Promise<unknown> {
  const { keepDays = 0 } = options
  const [first] = containers
  if (!first) return null
  const kept = keepDays > 0 ? containers.filter((container) => whyNotKept(container) === null) : []
  const restore = () => {
    forgetUndo(restore)
    // What could not be removed never left.
    void restoreFromBin(
      app,
      kept.filter(({ id }) => app.containers.get(id) === undefined),
    )
  }
  const undo =
    kept.length > 0 ? [{ label: i18next.t('bin.undo'), onSelect: restore }] : await againOf(app, containers)
  const told = { undo, command: removalCommand(containers, options, Date.now()) }
  const offerUndo = () => {
    if (kept.length > 0) setUndo(restore)
  }
  // A stop takes its grace time, and many take long: their rows and one notice tell how it goes.
  if (containers.length > 1 || isAlive(first)) {
    void actions.perform('remove', containers, options, told).then(offerUndo)
    return null
  }
  const error = await actions.removeQuietly(first, options, told)
  if (error === null) offerUndo()
  return error
}

/** Asked before it is gone. Without an answer there is nothing to offer. */
async function againOf(app: AppContext, containers: readonly Container[]): Promise<readonly NoticeAction[]> {
  const [only, ...others] = containers
  if (!only || others.length > 0) return []
  const spec = await specOf(app, only.id)
  return spec === null ? [] : [{ label: i18next.t('bin.runAgain'), onSelect: () => openRunDialog({ spec }) }]
}

async function specOf(app: AppContext, id: string): Promise<RunSpec | null> {
  try {
    return (await app.client().call('container.spec', { id })).spec
  } catch (error) {
    if (error instanceof EngineError) return null
    throw error
  }
}
