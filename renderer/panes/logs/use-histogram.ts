import { useEffect, useState } from 'react'
import type { LogHistogram } from '../../streams/log-histogram.ts'
import type { LogStore } from '../../streams/log-store.ts'

/** More bars than this are hard to tell from each other. */
const maxBars = 110
/** While old lines pour in or many new ones come, the picture is renewed this often. */
const renewMs = 1000

/** How the held lines lie in time; renewed while lines come, at most once a second. */
export function useHistogram(store: LogStore): LogHistogram | null {
  const [histogram, setHistogram] = useState<LogHistogram | null>(null)
  useEffect(() => {
    // Asks again whenever the counts of the log have changed since the last answer.
    let seen = ''
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | null = null
    const renew = async (): Promise<void> => {
      const { takenCount, heldCount } = store.current().status
      seen = `${takenCount} ${heldCount}`
      const next = await store.histogram(maxBars)
      if (isGone) return
      setHistogram(next)
      timer = setTimeout(() => {
        timer = null
        check()
      }, renewMs)
    }
    const check = (): void => {
      const { takenCount, heldCount } = store.current().status
      if (timer === null && seen !== `${takenCount} ${heldCount}`) {
        timer = setTimeout(() => void renew(), 0)
      }
    }
    check()
    const unsubscribe = store.subscribe(check)
    return () => {
      isGone = true
      if (timer !== null) clearTimeout(timer)
      unsubscribe()
    }
  }, [store])
  return histogram
}
