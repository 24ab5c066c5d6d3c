import '../../i18n/pane-words.ts'
import i18next from 'i18next'
import { describeError } from '../../messages.ts'
import { recordCommand } from '../../store/companion.ts'
import type { NoticeAction } from '../../store/notices.ts'
import { dismiss, notify } from '../../store/notices.ts'
import type { BulkJob, BulkTarget } from './bulk-run.ts'
import { BulkRun, parallelRequests } from './bulk-run.ts'
import { openBulkSheet, useBulkSheet } from './bulk-sheet-store.ts'

const namedFailures = 3
const namedSuccesses = 8

type Job<T extends BulkTarget> = Omit<BulkJob<T>, 'onEnd'> & {
  /** The docker command that does the same to these; absent where the work records its own. */
  readonly command?: (targets: readonly T[]) => string
  /** Offered when something went well. */
  readonly undo?: readonly NoticeAction[]
}

/**
 * Does one thing to many objects, a few at once: a notice tells how it goes and how it ended, a sheet has the result
 * of each. Resolves when all have ended; never rejects.
 */
export async function runBulk<T extends BulkTarget>(job: Job<T>): Promise<void> {
  const { undo = [], targets } = job
  const id = `bulk-${nextId++}`
  const { run, ended } = BulkRun.begin({
    ...job,
    onEnd: (ending, begun) => {
      if (job.command && begun.length > 0) {
        const result = ending.count('failed') === 0 ? 'ok' : 'failed'
        recordCommand({
          command: job.command(begun),
          result,
          atMs: Date.now(),
          startedAtMs: ending.startedAtMs,
        })
      }
      tellEnd(id, ending, undo)
    },
  })
  tellProgress(id, run, targets.length > parallelRequests)
  await ended
}

let nextId = 1

function tellProgress(id: string, run: BulkRun, hasRest: boolean): void {
  const { t } = i18next
  notify({
    id,
    tone: 'progress',
    title: run.words.working,
    actions: [
      { label: t('bulk.showProgress'), onSelect: () => openBulkSheet(run) },
      ...(hasRest ? [{ label: t('bulk.cancelRest'), onSelect: () => run.cancelRest() }] : []),
    ],
  })
}

/** Takes the place of the notice about progress. Who looks at the sheet sees it there. */
function tellEnd(id: string, run: BulkRun, undo: readonly NoticeAction[]): void {
  const { t } = i18next
  const { rows } = run.use.getState()
  const done = rows.filter(({ state }) => state === 'done')
  const results = { label: t('bulk.showResults'), onSelect: () => openBulkSheet(run) }
  if (useBulkSheet.getState().run === run) {
    dismiss(id)
    return
  }
  if (done.length === rows.length) {
    const text = listed(
      done.map(({ name }) => name),
      namedSuccesses,
      ', ',
    )
    notify({ id, tone: 'done', title: run.words.done, text, actions: [...undo, results] })
    return
  }
  const failed = rows.filter(({ state }) => state === 'failed')
  const cancelled = rows.filter(({ state }) => state === 'cancelled').length
  const described = failed.map(({ name, error }) => ({ name, ...describeError(error, t) }))
  const reasons = listed(
    described.map(({ name, text }) => t('bulk.failedOne', { name, reason: text })),
    namedFailures,
    ' ',
  )
  const skipped = cancelled === 0 ? '' : t('bulk.cancelled', { count: cancelled })
  const retry = () => {
    tellProgress(id, run, failed.length > parallelRequests)
    void run.retry()
  }
  notify({
    id,
    tone: failed.length === 0 ? 'done' : 'failed',
    title: run.words.partly(done.length, rows.length),
    text: [skipped, reasons].filter(Boolean).join(' '),
    actions: [results, ...(failed.length > 0 ? [{ label: t('bulk.retryFailed'), onSelect: retry }] : [])],
    ...(described.length > 0 && {
      details: described.map(({ name, details }) => `${name}\n${details}`).join('\n\n'),
    }),
  })
}

function listed(texts: readonly string[], most: number, separator: string): string {
  const more = texts.length - most
  const shown = texts.slice(0, most)
  return (more > 0 ? [...shown, i18next.t('bulk.andMore', { count: more })] : shown).join(separator)
}
