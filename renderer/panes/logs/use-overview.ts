import { useEffect, useState } from 'react'
import type { LogStore } from '../../streams/log-store.ts'

/** As finely as marks of two pixels can be told apart on a usual screen. */
const stretchCount = 320
/** While lines come or a search goes on, the marks are renewed this often. */
const renewMs = 1000

/** Where matches and errors lie among the shown rows; renewed while that changes, at most once a second. */
export function useOverview(store: LogStore): Uint8Array | null {
  const [marks, setMarks] = useState<Uint8Array | null>(null)
  useEffect(() => {
    // Asks again whenever rows or matches have changed since the last answer.
    let seen = ''
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | null = null
    const check = (): void => {
      if (timer === null && seen !== stateOf(store)) timer = setTimeout(() => void renew(), 0)
    }
    const renew = async (): Promise<void> => {
      seen = stateOf(store)
      const next = await store.overview(stretchCount)
      if (isGone) return
      setMarks(next)
      timer = setTimeout(() => {
        timer = null
        check()
      }, renewMs)
    }
    check()
    const unsubscribe = store.subscribe(check)
    return () => {
      isGone = true
      if (timer !== null) clearTimeout(timer)
      unsubscribe()
    }
  }, [store])
  return marks
}

function stateOf(store: LogStore): string {
  const { status, search } = store.current()
  return [status.view, status.firstRow, status.nextRow, search?.queryId, search?.count].join(' ')
}
