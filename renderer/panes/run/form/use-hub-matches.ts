import { useEffect, useState } from 'react'
import type { ImageSearchResult } from '../../../../shared/image.ts'
import { useApp } from '../../../app-context.ts'

/** Docker Hub is asked once somebody stops typing. */
const pauseMs = 400
const most = 6
const nothing: readonly ImageSearchResult[] = []

/** Repositories on Docker Hub that a few letters find; none while it cannot be asked. */
export function useHubMatches(text: string): readonly ImageSearchResult[] {
  const { client } = useApp()
  const term = /^[a-z0-9][a-z0-9._/-]{2,99}$/.test(text) ? text : ''
  const [found, setFound] = useState<{
    readonly term: string
    readonly matches: readonly ImageSearchResult[]
  }>({
    term: '',
    matches: nothing,
  })
  useEffect(() => {
    if (term === '') return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      client()
        .call('image.search', { term, limit: most, isOfficial: false, leastStars: 0 }, abort.signal)
        .then(
          (matches) => setFound({ term, matches }),
          () => {
            // Without a way to Docker Hub there is nothing to offer; the reference can still be typed.
          },
        )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [client, term])
  return term !== '' && found.term === term ? found.matches : nothing
}
