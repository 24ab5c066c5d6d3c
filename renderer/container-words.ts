import type { TFunction } from 'i18next'
import type { Container } from '../shared/container.ts'
import type { StateView } from './container-state.ts'
import { formatAge, formatAgo, formatBinaryBytes } from './format.ts'

/** The state in one or two words: Healthy, Exited 137. */
export function stateWord(view: StateView, t: TFunction): string {
  if (view.kind === 'unknown') return view.engineWord
  const word = t(`containers.state.${view.kind}`)
  const hasCode = (view.kind === 'exited' || view.kind === 'failed') && view.exit !== null
  return hasCode ? t('containers.stateWithCode', { state: word, code: view.exit?.code }) : word
}

const ended: ReadonlySet<StateView['kind']> = new Set(['exited', 'failed', 'stopped', 'dead', 'created'])

/** What stands beside the word: for how long, how long ago, or which attempt. Empty when unknown. */
export function stateDetail(view: StateView, nowMs: number, t: TFunction): string {
  if (view.kind === 'restarting') {
    return view.restartCount > 0 ? t('containers.restarts', { count: view.restartCount }) : ''
  }
  if (view.sinceMs === null) return ''
  return ended.has(view.kind) ? formatAgo(view.sinceMs, nowMs) : formatAge(nowMs - view.sinceMs)
}

/** Why it ended, as a sentence; null while it has not. */
export function exitSentence(view: StateView, container: Container, t: TFunction): string | null {
  if (!view.exit) return null
  const { code, reason, signal } = view.exit
  const limit = container.runtime?.memoryLimitBytes ?? null
  if (reason === 'outOfMemory' && limit !== null) {
    return t('containers.outOfMemoryExplained', { limit: formatBinaryBytes(limit) })
  }
  return t('containers.exitExplained', { code, reason: t(`containers.exit.${reason}`, { signal }) })
}
