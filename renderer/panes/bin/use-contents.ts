import { useEffect, useState } from 'react'
import type { BinnedContents } from '../../../shared/bin.ts'
import { inParallel } from '../../actions/in-parallel.ts'
import { useApp } from '../../app-context.ts'

/** Measuring walks the files of a container. */
const atOnce = 2

/** By id; null where the engine does not tell, absent while it is measured. */
export type Contents = Readonly<Record<string, BinnedContents | null>>

/** What would go for good with these containers, measured while the calling component is on screen. */
export function useContents(ids: readonly string[]): Contents {
  const { client } = useApp()
  const [contents, setContents] = useState<Contents>({})
  const key = ids.join()
  useEffect(() => {
    const abort = new AbortController()
    const measure = async (id: string) => {
      const told = await client()
        .call('bin.contents', { id }, abort.signal)
        .catch(() => null)
      if (!abort.signal.aborted) setContents((known) => ({ ...known, [id]: told }))
    }
    void inParallel(key === '' ? [] : key.split(','), atOnce, measure)
    return () => abort.abort()
  }, [client, key])
  return contents
}
