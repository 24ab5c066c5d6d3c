import { useSyncExternalStore } from 'react'
import { useLogsView } from '../../store/logs-view.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { LogBody } from './log-body.tsx'
import { LogHistogram } from './log-histogram.tsx'
import { LogOriginChips } from './log-origin-chips.tsx'
import type { LogSubject } from './log-subject.ts'
import { LogToolbar } from './log-toolbar.tsx'

type OpenLogProps = {
  readonly subject: LogSubject
  readonly store: LogStore
  readonly isFollowing: boolean
}

/** A log with all that finds, filters and follows in it. */
export function OpenLog({ subject, store, isFollowing }: OpenLogProps) {
  const state = useSyncExternalStore(store.subscribe, store.current)
  const isHistogramShown = useLogsView((view) => view.isHistogramShown)
  // Its room is kept while the first lines are read: nothing moves when they are there.
  const hasLines = state.status.heldCount > 0 || !state.status.isCaughtUp
  return (
    <>
      <LogToolbar subject={subject} store={store} state={state} isFollowing={isFollowing} />
      {state.origins.length > 1 && <LogOriginChips store={store} state={state} />}
      {isHistogramShown && hasLines && <LogHistogram store={store} />}
      <LogBody subject={subject} store={store} state={state} isFollowing={isFollowing} />
    </>
  )
}
