import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { isCancelled } from '../../../shared/errors.ts'
import { useApp } from '../../app-context.ts'
import { setSharedSizes, useImageSizes } from '../../store/image-sizes.ts'

/** Beyond these the engine is asked only when a person wants it: the containerd store needs seconds. */
const fewImages = 200
const quickMs = 1_000
/** A burst of changes is measured once. */
const settleMs = 1_500

/**
 * Lets the engine measure what images share: at the start and after changes while that is quick, else on demand.
 * Never on a timer.
 */
export function useSharedSizes(): {
  readonly isMeasuring: boolean
  readonly isOutdated: boolean
  readonly measure: () => void
} {
  const { client, images } = useApp()
  const ids = useSyncExternalStore(images.subscribe, () => images.allIds())
  const shared = useImageSizes((sizes) => sizes.shared)
  const [isMeasuring, setIsMeasuring] = useState(false)
  const tookMs = useRef(0)
  const measured = useRef<readonly string[] | null>(null)
  const asking = useRef<AbortController | null>(null)

  const measure = useCallback(async () => {
    asking.current?.abort()
    const abort = new AbortController()
    asking.current = abort
    const startedAtMs = Date.now()
    measured.current = images.allIds()
    setIsMeasuring(true)
    try {
      setSharedSizes(await client().call('image.sharedSizes', {}, abort.signal))
      tookMs.current = Date.now() - startedAtMs
    } catch (error) {
      // Bars stay without their shared part; that the engine is away shows elsewhere.
      if (abort.signal.aborted || isCancelled(error)) return
    }
    setIsMeasuring(false)
  }, [client, images])

  useEffect(() => () => asking.current?.abort(), [])
  useEffect(() => {
    if (images.freshness !== 'live' || ids.length === 0 || ids === measured.current) return
    if (ids.length > fewImages || tookMs.current > quickMs) return
    const timer = setTimeout(() => void measure(), measured.current === null ? 0 : settleMs)
    return () => clearTimeout(timer)
  }, [images, ids, measure])

  const isOutdated = ids.some((id) => shared === null || !Object.hasOwn(shared.sharedBytes, id))
  return { isMeasuring, isOutdated, measure: () => void measure() }
}
