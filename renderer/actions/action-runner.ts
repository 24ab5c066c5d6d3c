import i18next from 'i18next'
import type { Container } from '../../shared/container.ts'
import type { DockerCommands } from '../../shared/docker-command.ts'
import { dockerCommandsFor } from '../../shared/docker-command.ts'
import { EngineError, isCancelled } from '../../shared/errors.ts'
import type { AppContext } from '../app-context.ts'
import { openExternal } from '../open-external.ts'
import { portLinks } from '../port-link.ts'
import { navigate } from '../router.ts'
import { recordCommand } from '../store/companion.ts'
import { useEngineStore } from '../store/engine-store.ts'
import type { NoticeAction } from '../store/notices.ts'
import { notify } from '../store/notices.ts'
import { pendingStore } from '../store/pending.ts'
import { noteRefusal } from '../store/start-refusals.ts'
import type { ActionId, EngineVerb } from './action.ts'
import { openActionDialog } from './action-dialog-store.ts'
import { tellOutcome, undoAction } from './action-notices.ts'
import { exportContainer } from './archives/export-container.ts'
import { applicable, containerActions, startOrStop } from './container-actions.ts'
import { copyText } from './copy-text.ts'
import type { VerbOptions } from './engine-verbs.ts'
import { verbSteps } from './engine-verbs.ts'
import { settle } from './settle.ts'

/** Done at once: they lose nothing and can be undone. */
const directVerbs = ['start', 'stop', 'restart', 'pause', 'unpause'] as const
/** Asked about first. */
const questions = ['kill', 'remove', 'rename', 'recreate'] as const
const copies = ['copyName', 'copyId', 'copyCommand'] as const

function isOneOf<T extends string>(ids: readonly T[], id: string): id is T {
  return ids.some((each) => each === id)
}

/** What is told of an action in place of what is told of its verb. */
type Told = { readonly command?: string; readonly undo?: readonly NoticeAction[] }

/** Does what buttons, keys and menus ask for, and tells how it went. One for the page. */
export class ActionRunner {
  private readonly app: AppContext

  constructor(app: AppContext) {
    this.app = app
  }

  /** Runs an action on these containers, or opens its question. What it does not apply to is left out. */
  readonly run = (actionId: ActionId, ids: readonly string[]): void => {
    const targets = applicable(containerActions[actionId], this.containersOf(ids))
    const first = targets[0]
    if (!first) return
    if (isOneOf(directVerbs, actionId)) void this.perform(actionId, targets)
    else if (isOneOf(questions, actionId))
      openActionDialog({ kind: actionId, ids: targets.map(({ id }) => id) })
    else if (isOneOf(copies, actionId)) void copyText(copyableText(actionId, targets))
    else if (actionId === 'open') openFirstPort(first)
    else if (actionId === 'export') void exportContainer(this.app, first)
    else if (actionId === 'logs' && targets.length > 1)
      navigate({ pane: 'logs', project: null, ids: targets.map(({ id }) => id) })
    else navigate({ pane: 'container', id: first.id, tab: actionId })
  }

  /** The docker command an action stands for, null when there is none. */
  readonly command = (actionId: ActionId, ids: readonly string[]): string | null => {
    const action = containerActions[actionId]
    const targets = applicable(action, this.containersOf(ids))
    return targets.length === 0 ? null : (action.command?.(dockerCommands(), targets) ?? null)
  }

  /** Carries out a verb, on several a few at once, and tells the outcome in one notice. */
  async perform(
    verb: EngineVerb,
    containers: readonly Container[],
    options: VerbOptions = {},
    told: Told = {},
  ): Promise<void> {
    const commandOf = (some: readonly Container[]) => told.command ?? verbCommand(verb, some, options)
    const ids = containers.map(({ id }) => id)
    const undo = told.undo ?? undoAction(verb, (actionId) => this.run(actionId, ids))
    const work = (container: Container) => this.performOne(verb, container, options)
    const [container] = containers
    if (containers.length !== 1 || !container) {
      const { runOnContainers } = await import('./bulk/bulk-containers.ts')
      await runOnContainers({ verb, containers, command: commandOf, work, undo })
      return
    }
    const startedAtMs = Date.now()
    const error = await work(container)
    const atMs = Date.now()
    const result = error === null ? 'ok' : 'failed'
    recordCommand({ command: commandOf(containers), result, atMs, startedAtMs })
    tellOutcome({
      verb,
      container,
      error,
      options,
      undo,
      tookMs: atMs - startedAtMs,
      onRetry: () => void this.perform(verb, containers, options, told),
    })
  }

  /** Answers with the error, null when it went well; the dialog shows it beside the field. */
  async rename(container: Container, newName: string): Promise<unknown> {
    const end = pendingStore.begin(container.id, {
      verb: 'renaming',
      sinceMs: Date.now(),
      limitSeconds: null,
    })
    const command = dockerCommands().rename({ name: container.name, newName })
    const startedAtMs = Date.now()
    try {
      await this.app.client().call('container.rename', { id: container.id, name: newName })
      recordCommand({ command, result: 'ok', atMs: Date.now(), startedAtMs })
      void settle(this.app, container.id, (now) => now?.name === newName || now === undefined).then(end)
      return null
    } catch (error) {
      end()
      recordCommand({ command, result: 'failed', atMs: Date.now(), startedAtMs })
      return about(error, container, 'rename')
    }
  }

  /** Removes one container and answers with the error, null when it went well; the dialog tells it. */
  async removeQuietly(container: Container, options: VerbOptions, told: Told = {}): Promise<unknown> {
    const command = told.command ?? verbCommand('remove', [container], options)
    const startedAtMs = Date.now()
    const error = await this.performOne('remove', container, options)
    recordCommand({ command, result: error === null ? 'ok' : 'failed', atMs: Date.now(), startedAtMs })
    if (error === null)
      notify({
        tone: 'done',
        title: i18next.t('actions.done.remove', { name: container.name }),
        actions: told.undo,
      })
    return error
  }

  private async performOne(verb: EngineVerb, container: Container, options: VerbOptions): Promise<unknown> {
    const steps = verbSteps[verb]
    const grace = options.timeoutSeconds ?? container.runtime?.stopTimeoutSeconds ?? null
    const limitSeconds = steps.isTimed ? grace : null
    const end = pendingStore.begin(container.id, { verb: steps.pending, sinceMs: Date.now(), limitSeconds })
    try {
      await steps.call(this.app.client(), container, options)
      void settle(this.app, container.id, steps.hasHappened(container, options)).then(end)
      return null
    } catch (error) {
      end()
      if (verb === 'start' && error instanceof EngineError)
        noteRefusal(container.id, error.data.engineMessage)
      return isCancelled(error) ? null : about(error, container, verb)
    }
  }

  private containersOf(ids: readonly string[]): readonly Container[] {
    return ids.map((id) => this.app.containers.get(id)).filter((container) => container !== undefined)
  }
}

/** Commands for the engine in use now. */
export function dockerCommands(): DockerCommands {
  return dockerCommandsFor(useEngineStore.getState().status.endpoint)
}

/** The command for a verb as it is really carried out, options included. */
export function verbCommand(
  verb: EngineVerb,
  containers: readonly Container[],
  options: VerbOptions,
): string {
  const names = containers.map(({ name }) => name)
  const alive = applicable(containerActions.stop, containers).map(({ name }) => name)
  if (verb === 'kill') return dockerCommands().kill({ names, signal: options.signal ?? null })
  if (verb === 'stop' || verb === 'restart') return dockerCommands()[verb]({ names, ...options })
  if (verb !== 'remove') return dockerCommands()[verb]({ names })
  const { stopFirst = false, volumes = false } = options
  const force = !stopFirst && alive.length > 0
  return dockerCommands().remove({ names, force, volumes, stopFirst: stopFirst ? alive : [] })
}

/** The same error, told which container and verb it is about. */
function about(error: unknown, container: Container, verb: string): unknown {
  if (!(error instanceof EngineError)) return error
  const subject = { kind: 'container', id: container.id, name: container.name } as const
  return error.with({ subject, operation: error.data.operation ?? `container.${verb}` })
}

function openFirstPort(container: Container): void {
  const [link] = portLinks(container, useEngineStore.getState().status.endpoint)
  if (link) openExternal(link.url)
}

function copyableText(
  actionId: 'copyName' | 'copyId' | 'copyCommand',
  targets: readonly Container[],
): string {
  const [first] = targets
  if (actionId === 'copyId') return targets.map(({ id }) => id).join('\n')
  if (actionId === 'copyName' || !first) return targets.map(({ name }) => name).join('\n')
  return verbCommand(startOrStop(first), targets, {})
}
