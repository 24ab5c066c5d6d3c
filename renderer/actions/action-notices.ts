import i18next from 'i18next'
import type { Container } from '../../shared/container.ts'
import { describeError } from '../messages.ts'
import type { NoticeAction } from '../store/notices.ts'
import { notify } from '../store/notices.ts'
import type { ActionId, EngineVerb } from './action.ts'
import type { VerbOptions } from './engine-verbs.ts'

/** What an eye that stayed on the row has seen by itself. */
const seenWithinMs = 1_000

/** Always told, because it can be taken back. */
const undoOf = { stop: 'start', pause: 'unpause' } as const

type Result = {
  readonly verb: EngineVerb
  readonly container: Container
  /** Null when it went well. */
  readonly error: unknown
  readonly options: VerbOptions
  readonly undo: readonly NoticeAction[]
  readonly tookMs: number
  /** Tries the same again. */
  readonly onRetry: () => void
}

/** How one action on one container went. */
export function tellOutcome({ verb, container, error, options, undo, tookMs, onRetry }: Result): void {
  if (error !== null) {
    const { title, text, details } = describeError(error, i18next.t)
    const retry = { label: i18next.t('common.retry'), onSelect: onRetry }
    notify({ tone: 'failed', title, text, details, actions: [retry] })
    return
  }
  const isSeen = tookMs < seenWithinMs && verb !== 'remove' && options.signal === undefined
  if (isSeen && undo.length === 0) return
  const signal = options.signal ?? 'SIGKILL'
  const title = i18next.t(`actions.done.${verb}`, { name: container.name, signal })
  notify({ tone: 'done', title, actions: undo })
}

/** What takes a verb back; `run` does another one to the same containers. */
export function undoAction(verb: EngineVerb, run: (actionId: ActionId) => void): readonly NoticeAction[] {
  if (verb !== 'stop' && verb !== 'pause') return []
  return [{ label: i18next.t(`actions.undo.${verb}`), onSelect: () => run(undoOf[verb]) }]
}
