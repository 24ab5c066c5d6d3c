import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import styles from './log-beginning.module.css'

type LogBeginningProps = { readonly store: LogStore; readonly state: LogState }

/** What there is before the first row, while that is in view. */
export function LogBeginning({ store, state }: LogBeginningProps) {
  const { t } = useTranslation()
  const { viewport } = store.frames
  const isAtStart = useSyncExternalStore(
    store.frames.subscribe,
    () => !viewport.isFollowing && viewport.anchor.row <= viewport.bounds.first,
  )
  const word = wordOf(state)
  if (word === null || (!isAtStart && word !== 'readingOlder')) return null
  return (
    <div className={styles['beginning']} role="status">
      {t(`logReach.${word}`)}
    </div>
  )
}

function wordOf({ older, status }: LogState): 'readingOlder' | 'olderFailed' | 'beginning' | null {
  if (older === 'reading') return 'readingOlder'
  if (older === 'failed') return 'olderFailed'
  return status.reach.isBeginning ? 'beginning' : null
}
