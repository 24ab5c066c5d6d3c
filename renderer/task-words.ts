import type { TFunction } from 'i18next'
import type { Task, TaskKind } from '../shared/task.ts'
import { formatCount, formatDecimalBytes, formatDuration, formatRate } from './format.ts'

const kindKeys = {
  'image.pull': 'imagePull',
  'image.push': 'imagePush',
  'image.save': 'imageSave',
  'image.load': 'imageLoad',
  'image.import': 'imageImport',
  'volume.export': 'volumeExport',
  'volume.import': 'volumeImport',
  'volume.clone': 'volumeClone',
  'volume.empty': 'volumeEmpty',
  'files.upload': 'filesUpload',
  'files.download': 'filesDownload',
  'container.export': 'containerExport',
  'container.run': 'containerRun',
  'container.edit': 'containerEdit',
  'container.recreate': 'containerRecreate',
  'container.repair': 'containerRepair',
  prune: 'prune',
} as const satisfies Record<TaskKind, string>

/** What is being done to what, or how it ended: "Pulling postgres:16", "postgres:16 was not pulled". */
export function taskSentence(task: Pick<Task, 'kind' | 'subject' | 'state'>, t: TFunction): string {
  const kind = kindKeys[task.kind]
  const { subject } = task
  if (task.state === 'running' || task.state === 'done') return t(`tasks.${task.state}.${kind}`, { subject })
  return t(`tasks.failed.${kind}`, { subject })
}

/** How much of it is done, 0 to 1; null when nobody knows. */
export function taskFraction({ progress, state }: Pick<Task, 'progress' | 'state'>): number | null {
  const { doneBytes, totalBytes, doneItems, totalItems } = progress
  if (state !== 'running') return null
  if (doneBytes !== null && totalBytes) return Math.min(1, doneBytes / totalBytes)
  if (doneItems !== null && totalItems) return Math.min(1, doneItems / totalItems)
  return null
}

/** Phase, amounts, speed and time left of a running task, as far as they are known. */
export function taskFacts({ progress }: Pick<Task, 'progress'>, t: TFunction): readonly string[] {
  const { phase, doneBytes, totalBytes, doneItems, totalItems, bytesPerSecond } = progress
  const facts: string[] = []
  if (phase !== null) facts.push(t(`tasks.phase.${phase}`))
  if (doneItems !== null && totalItems !== null) {
    facts.push(t('tasks.itemsOf', { done: String(doneItems), total: String(totalItems) }))
  }
  if (doneBytes !== null) {
    const done = formatDecimalBytes(doneBytes)
    facts.push(
      totalBytes === null ? done : t('tasks.bytesOf', { done, total: formatDecimalBytes(totalBytes) }),
    )
  }
  if (!bytesPerSecond) return facts
  facts.push(formatRate(bytesPerSecond))
  const leftMs = ((totalBytes ?? 0) - (doneBytes ?? 0)) / (bytesPerSecond / 1_000)
  if (leftMs >= 1_000) facts.push(t('tasks.left', { duration: formatDuration(leftMs) }))
  return facts
}

/** "Done after 12 s", or only that it is done when it took no time; null while it runs. */
export function taskEnd({ state, startedAtMs, endedAtMs }: Task, t: TFunction): string | null {
  if (state === 'running' || endedAtMs === null) return null
  const word = t(`tasks.state.${state}`)
  const tookMs = endedAtMs - startedAtMs
  return tookMs < 1_000 ? word : t('tasks.took', { state: word, duration: formatDuration(tookMs) })
}

/** What a clean-up came to: "Removed 6 of 8, 12.4 MB freed"; null for other work. */
export function pruneSentence({ kind, result }: Pick<Task, 'kind' | 'result'>, t: TFunction): string | null {
  if (kind !== 'prune' || !result?.outcomes) return null
  const done = result.outcomes.filter(({ error }) => error === null).length
  const size = formatDecimalBytes(result.bytes ?? 0)
  return t('tasks.pruned', { done: formatCount(done), total: formatCount(result.outcomes.length), size })
}
