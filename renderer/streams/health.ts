import { useEffect, useState } from 'react'
import type { HealthRecord } from '../../shared/container-page.ts'
import { EngineError } from '../../shared/errors.ts'
import { useApp } from '../app-context.ts'
import { keepFollowing } from './keep-following.ts'

type Known = { readonly id: string; readonly record: HealthRecord | null; readonly error: unknown }

/** The health check of a container with its probes, live while the calling component is on screen. */
export function useHealth(id: string): Omit<Known, 'id'> {
  const { client, onLink } = useApp()
  const [known, setKnown] = useState<Known>({ id, record: null, error: null })
  useEffect(() => {
    // Follows until the page goes, unless there is nothing to follow.
    return keepFollowing(
      { client, onLink },
      {
        read: async (link, signal) => {
          for await (const record of link.open('container.health', { id }, signal)) {
            if (!signal.aborted) setKnown({ id, record, error: null })
          }
        },
        failed: (error) => {
          setKnown((was) => ({ ...was, id, error }))
          return error instanceof EngineError && error.data.retryable
        },
      },
    )
  }, [client, onLink, id])
  return known.id === id ? known : { record: null, error: null }
}
