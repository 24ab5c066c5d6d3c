import { useEffect, useState } from 'react'
import { isCancelled } from '../../../shared/errors.ts'
import type { FileEntry, FileLocation } from '../../../shared/files.ts'
import { useApp } from '../../app-context.ts'
import { compareEntries } from './file-words.ts'
import { sortInPieces } from './sort-in-pieces.ts'

export type Directory = {
  readonly path: string
  readonly state: 'reading' | 'read' | 'failed'
  /** In the order they are shown. While it is being read, the first that came. */
  readonly entries: readonly FileEntry[]
  /** How many came so far. */
  readonly count: number
  readonly error: unknown
}

/** How often a long directory tells how far it is. */
const tellEvery = 5_000

/**
 * One folder's entries, sorted so that the page is never held up, and twice however many there are: when the first batch is there to be looked at,
 * and at the end. `turn` changes when it must be read again; what is shown stays until the new list is there.
 */
export function useDirectory(
  location: FileLocation,
  path: string,
  isReady: boolean,
  turn: number,
): Directory {
  const app = useApp()
  const [directory, setDirectory] = useState<Directory>(() => reading(path, []))

  // oxlint-disable-next-line react/exhaustive-deps -- another turn reads it again
  useEffect(() => {
    if (!isReady) return
    const life = new AbortController()
    const read = async (): Promise<void> => {
      const entries: FileEntry[] = []
      let told = 0
      setDirectory((before) => reading(path, before.path === path ? before.entries : []))
      try {
        const params = { location, path }
        for await (const batch of app.client().open('files.list', params, life.signal)) {
          entries.push(...batch)
          const count = entries.length
          if (told > 0 && count - told < tellEvery) continue
          const first = told === 0 ? await sortInPieces(entries, compareEntries) : null
          told = count
          setDirectory((before) => ({
            ...before,
            entries: before.entries.length === 0 && first ? first : before.entries,
            count,
          }))
        }
        if (life.signal.aborted) return
        const sorted = await sortInPieces(entries, compareEntries)
        if (life.signal.aborted) return
        setDirectory({ path, state: 'read', entries: sorted, count: sorted.length, error: null })
      } catch (error) {
        if (life.signal.aborted || isCancelled(error)) return
        setDirectory({ path, state: 'failed', entries: [], count: 0, error })
      }
    }
    void read()
    return () => life.abort()
  }, [app, location, path, isReady, turn])

  return directory.path === path ? directory : reading(path, [])
}

function reading(path: string, entries: readonly FileEntry[]): Directory {
  return { path, state: 'reading', entries, count: 0, error: null }
}
