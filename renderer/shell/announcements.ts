import type { TFunction } from 'i18next'
import type { Container } from '../../shared/container.ts'
import type { FeedCause } from '../../shared/feed.ts'
import type { EntityStore } from '../store/entity-store.ts'

/** State changes within this time are one message. */
const batchMs = 2_000
/** More containers than this are told as a number. */
const mostNamed = 3

type Change = { readonly name: string; readonly action: string; readonly exitCode: number | null }

/**
 * Turns the engine's events into sentences for a screen reader: at most one message in two seconds, the last
 * state of each container. Live values never speak. Returns its undo.
 */
export function announceChanges(
  containers: EntityStore<Container>,
  t: () => TFunction,
  say: (message: string) => void,
): () => void {
  const names = new Map<string, string>()
  const pending = new Map<string, Change>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const learnNames = () => {
    // A removed container is gone from the store before its event is told.
    for (const { id, name } of containers.all()) names.set(id, name)
  }
  const flush = () => {
    timer = null
    const changes = [...pending.values()]
    pending.clear()
    if (changes.length > 0) say(messageOf(changes, t()))
  }
  const collect = (causes: readonly FeedCause[]) => {
    for (const { id, action } of causes) {
      const container = containers.get(id)
      const name = container?.name ?? names.get(id)
      if (name === undefined || !isTold(action)) continue
      pending.set(id, { name, action, exitCode: container?.exitCode ?? null })
      if (action === 'destroy') names.delete(id)
    }
    if (pending.size > 0) timer ??= setTimeout(flush, batchMs)
  }
  let knownIds: readonly string[] = []
  const stopNames = containers.subscribe(() => {
    if (containers.allIds() === knownIds) return
    knownIds = containers.allIds()
    learnNames()
  })
  learnNames()
  const stopCauses = containers.onCauses(collect)
  return () => {
    stopNames()
    stopCauses()
    if (timer !== null) clearTimeout(timer)
  }
}

const told = ['start', 'die', 'oom', 'pause', 'unpause', 'destroy', 'create'] as const
const healths: Readonly<Record<string, 'healthy' | 'unhealthy'>> = {
  'health_status: healthy': 'healthy',
  'health_status: unhealthy': 'unhealthy',
}

function isTold(action: string): boolean {
  return action in healths || told.some((each) => each === action)
}

function messageOf(changes: readonly Change[], t: TFunction): string {
  if (changes.length > mostNamed) return t('shell.became.many', { count: changes.length })
  return changes.map((change) => sentenceOf(change, t)).join(', ')
}

function sentenceOf({ name, action, exitCode }: Change, t: TFunction): string {
  const health = healths[action]
  if (health) return t(`shell.became.${health}`, { name })
  if (action === 'die' && exitCode !== null) return t('shell.became.exited', { name, code: exitCode })
  const word = told.find((each) => each === action) ?? 'start'
  return t(`shell.became.${word}`, { name })
}
