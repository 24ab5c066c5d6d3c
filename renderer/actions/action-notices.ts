import i18next from 'i18next'
import type { Container } from '../../shared/container.ts'
import { describeError } from '../messages.ts'
import type { NoticeAction } from '../store/notices.ts'
import { notify } from '../store/notices.ts'
import type { ActionId, EngineVerb } from './action.ts'
import type { VerbOptions } from './engine-verbs.ts'

/** What an eye that stayed on the row has seen by itself. */
const seenWithinMs = 1_000
const namedFailures = 3
const namedSuccesses = 8

/** Always told, because it can be taken back. */
const undoOf = { stop: 'start', pause: 'unpause' } as const

/** How it went with one container; `error` is null when well. */
export type Outcome = { readonly container: Container; readonly error: unknown }

type Result = {
  readonly verb: EngineVerb
  readonly outcomes: readonly Outcome[]
  readonly options: VerbOptions
  readonly tookMs: number
  /** Runs another action on the same containers. */
  readonly onUndo: (actionId: ActionId) => void
  /** Tries the same again. */
  readonly onRetry: () => void
}

/** One notice for one action, however many containers it was done to. */
export function tellOutcome(result: Result): void {
  const failed = result.outcomes.filter(({ error }) => error !== null)
  if (failed.length === 0) tellSuccess(result)
  else if (result.outcomes.length === 1 && failed[0]) tellFailure(failed[0], result)
  else tellPartly(result, failed)
}

function tellSuccess({ verb, outcomes, options, tookMs, onUndo }: Result): void {
  const containers = outcomes.map(({ container }) => container)
  const [only] = containers
  if (!only) return
  const undo = undoAction(verb, onUndo)
  const isSeen = tookMs < seenWithinMs && verb !== 'remove' && options.signal === undefined
  if (containers.length === 1) {
    if (isSeen && undo.length === 0) return
    const signal = options.signal ?? 'SIGKILL'
    notify({
      tone: 'done',
      title: i18next.t(`actions.done.${verb}`, { name: only.name, signal }),
      actions: undo,
    })
    return
  }
  const count = containers.length
  notify({
    tone: 'done',
    title: i18next.t(`actions.bulkDone.${verb}`, { count }),
    text: listNames(containers),
    actions: undo,
  })
}

function undoAction(verb: EngineVerb, onUndo: Result['onUndo']): readonly NoticeAction[] {
  if (verb !== 'stop' && verb !== 'pause') return []
  return [{ label: i18next.t(`actions.undo.${verb}`), onSelect: () => onUndo(undoOf[verb]) }]
}

function tellFailure({ error }: Outcome, { onRetry }: Result): void {
  const { title, text, details } = describeError(error, i18next.t)
  const retry = { label: i18next.t('common.retry'), onSelect: onRetry }
  notify({ tone: 'failed', title, text, details, actions: [retry] })
}

function tellPartly({ verb, outcomes }: Result, failed: readonly Outcome[]): void {
  const described = failed.map(({ container, error }) => ({ container, ...describeError(error, i18next.t) }))
  const total = outcomes.length
  const reasons: string[] = described
    .slice(0, namedFailures)
    .map(({ container, text }) => i18next.t('actions.failedOne', { name: container.name, reason: text }))
  const more = described.length - reasons.length
  if (more > 0) reasons.push(i18next.t('actions.removeDialog.andMore', { count: more }))
  notify({
    tone: 'failed',
    title: i18next.t(`actions.bulkPartly.${verb}`, { done: total - failed.length, total }),
    text: reasons.join(' '),
    details: described.map(({ container, details }) => `${container.name}\n${details}`).join('\n\n'),
  })
}

function listNames(containers: readonly Container[]): string {
  const names = containers.slice(0, namedSuccesses).map(({ name }) => name)
  const more = containers.length - names.length
  if (more > 0) names.push(i18next.t('actions.removeDialog.andMore', { count: more }))
  return names.join(', ')
}
