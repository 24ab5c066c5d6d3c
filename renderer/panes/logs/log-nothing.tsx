import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useLogsView } from '../../store/logs-view.ts'
import { everyLine } from '../../streams/log-block.ts'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './log-nothing.module.css'
import { startOfSpan } from './log-span.ts'
import type { LogSubject } from './log-subject.ts'

type LogNothingProps = { readonly subject: LogSubject; readonly store: LogStore; readonly state: LogState }

/** What stands where lines would be: still loading, nothing written, cleared, or all hidden. */
export function LogNothing({ subject, store, state }: LogNothingProps) {
  const { t } = useTranslation()
  const span = useLogsView((view) => view.span)
  const { status, phase } = state
  // A failure without lines has its own panel.
  if (state.error !== null && phase !== 'waiting') return null
  if (!status.isCaughtUp) return <Loading />
  const { query, search } = state
  if (query.isMatchesOnly && query.text !== '' && search?.problem === null) {
    return (
      <EmptyState
        title={t(search.isComplete ? 'logs.noMatches' : 'logs.searchingTitle')}
        text={t('logs.noMatchesText', { count: status.heldCount })}
        actions={
          <Button onClick={() => store.setQuery({ ...query, isMatchesOnly: false })}>
            {t('logs.showAll')}
          </Button>
        }
      />
    )
  }
  if (status.heldCount > 0) {
    return (
      <EmptyState
        title={t('logs.filteredTitle')}
        text={t('logs.filteredText', { count: status.heldCount })}
        actions={<Button onClick={() => store.setFilter(everyLine)}>{t('logs.showAll')}</Button>}
      />
    )
  }
  if (status.takenCount > 0) {
    return (
      <EmptyState
        title={t('logs.clearedTitle')}
        text={t('logs.clearedText')}
        actions={<Button onClick={() => store.restart(startOfSpan(span))}>{t('logs.loadAgain')}</Button>}
      />
    )
  }
  return (
    <EmptyState
      title={t('logs.emptyTitle')}
      text={emptyText(subject, 'lastMinutes' in startOfSpan(span), t)}
    />
  )
}

function emptyText({ name, isRunning }: LogSubject, isTimeSpan: boolean, t: TFunction): string {
  if (isTimeSpan) return t('logs.emptySpan', { name })
  return isRunning ? t('logs.emptyRunning', { name }) : t('logs.emptyStopped', { name })
}

const widths = ['46%', '61%', '38%', '55%', '49%', '67%', '42%', '58%']

function Loading() {
  return (
    <div className={styles['loading']} aria-busy="true">
      {widths.map((width) => (
        <div key={width} className={styles['line']}>
          <Skeleton width={84} height={10} />
          <Skeleton width={width} height={10} />
        </div>
      ))}
    </div>
  )
}
