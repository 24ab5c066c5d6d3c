import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeCounts, Container } from '../../shared/container.ts'
import { useApp } from '../app-context.ts'
import { isAlive } from '../container-state.ts'
import { formatAge } from '../format.ts'
import styles from './action-dialogs.module.css'

/** What goes with one container and what stays, counted by the engine while the dialog is open. */
export function RemoveLosses({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const changes = useChanges(container.id)
  const [openedAtMs] = useState(() => Date.now())
  const named = container.mounts.filter(
    ({ type, source }) => type === 'volume' && !/^[0-9a-f]{64}$/.test(source),
  )
  const volumes = [...new Set(named.map(({ source }) => source))]
  const startedAtMs = container.runtime?.startedAtMs ?? null
  return (
    <>
      <p className={styles['text']} aria-busy={changes === 'counting'}>
        <strong>{lossSentence(changes)}</strong>{' '}
        {volumes.length > 0 &&
          t('asks.remove.volumeStays', { count: volumes.length, volumes: volumes.join(', ') })}
      </p>
      {isAlive(container) && startedAtMs !== null && (
        <p className={styles['text']}>
          {t('asks.remove.uptime', { age: formatAge(openedAtMs - startedAtMs) })}
        </p>
      )}
    </>
  )

  function lossSentence(counts: Changes): string {
    if (counts === 'counting') return t('asks.remove.plain')
    if (counts === 'unknown') return t('asks.remove.changedUnknown')
    const count = counts.added + counts.changed + counts.deleted
    return count === 0 ? t('asks.remove.unchanged') : t('asks.remove.changed', { count })
  }
}

type Changes = ChangeCounts | 'counting' | 'unknown'

function useChanges(id: string): Changes {
  const { client } = useApp()
  const [changes, setChanges] = useState<Changes>('counting')
  useEffect(() => {
    // Counting walks the container's files; closing the dialog gives it up.
    const abort = new AbortController()
    const count = async () => {
      try {
        setChanges(await client().call('container.changes', { id }, abort.signal))
      } catch {
        // Old engines and some storage drivers cannot count; the dialog then says the general truth.
        if (!abort.signal.aborted) setChanges('unknown')
      }
    }
    void count()
    return () => abort.abort()
  }, [client, id])
  return changes
}
