import { ArrowDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import { LogBeginning } from './log-beginning.tsx'
import styles from './log-body.module.css'
import { LogContextPill } from './log-context-pill.tsx'
import { LogNothing } from './log-nothing.tsx'
import { LogPill } from './log-pill.tsx'
import { LogProblem } from './log-problem.tsx'
import { LogRows } from './log-rows.tsx'
import type { LogSubject } from './log-subject.ts'

type LogBodyProps = {
  readonly subject: LogSubject
  readonly store: LogStore
  readonly state: LogState
  readonly isFollowing: boolean
}

/** The lines, or why there are none; what is held stays in view whatever happens to the stream. */
export function LogBody({ subject, store, state, isFollowing }: LogBodyProps) {
  const { status } = state
  const hasRows = status.nextRow > status.firstRow
  return (
    <div className={styles['body']}>
      <LogProblem subject={subject} store={store} state={state} />
      {hasRows ? (
        <LogRows subject={subject} store={store} state={state} />
      ) : (
        <div className={styles['nothing']}>
          <LogNothing subject={subject} store={store} state={state} />
        </div>
      )}
      {hasRows && <LogBeginning store={store} state={state} />}
      <div className={styles['corner']}>
        {state.context && <LogContextPill store={store} />}
        {!isFollowing && hasRows && <NewLines store={store} state={state} />}
        {(hasRows || state.error === null) && <LogPill subject={subject} state={state} />}
      </div>
    </div>
  )
}

/** What came since one stopped following, and the way back. */
function NewLines({ store, state }: { readonly store: LogStore; readonly state: LogState }) {
  const { t } = useTranslation()
  const since = store.frames.stoppedAt()
  const lines = state.status.takenCount - since.takenCount
  const errors = state.status.takenErrorCount - since.takenErrorCount
  const count = t('logs.newLines', { count: lines })
  const text =
    errors > 0
      ? t('logs.newLinesAndErrors', { lines: count, errors: t('logs.newErrors', { count: errors }) })
      : count
  return (
    <button
      type="button"
      className={styles['newLines']}
      data-errors={errors > 0}
      title={t('logs.backToEnd')}
      onClick={() => {
        store.frames.viewport.follow()
        store.frames.invalidate()
      }}
    >
      <ArrowDown aria-hidden />
      {lines > 0 ? text : t('logs.backToEnd')}
    </button>
  )
}
