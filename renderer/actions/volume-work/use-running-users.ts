import { useSyncExternalStore } from 'react'
import { useApp } from '../../app-context.ts'

/** Names of the running containers that mount the volume, as text, so that a change of others draws nothing anew. */
export function useRunningUsers(volume: string): readonly string[] {
  const { containers } = useApp()
  const text = useSyncExternalStore(containers.subscribe, () =>
    [...containers.all()]
      .filter(({ state }) => state === 'running' || state === 'restarting')
      .filter(({ mounts }) => mounts.some(({ type, source }) => type === 'volume' && source === volume))
      .map(({ name }) => name)
      .sort()
      .join('\n'),
  )
  return text === '' ? [] : text.split('\n')
}
