import '../../../i18n/pane-words.ts'
import { RefreshCw } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { changesCommandFor } from '../../../../shared/docker-command-files.ts'
import type { ContainerChange } from '../../../../shared/files.ts'
import { describeError } from '../../../messages.ts'
import { useViewCommand } from '../../../store/companion.ts'
import { useEngineStatus } from '../../../store/engine-store.ts'
import { useContainerChanges } from '../../../streams/container-changes.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { Spinner } from '../../../ui/spinner.tsx'
import { ChangeList } from './change-list.tsx'
import { type ChangeFilter, changeRows, countKinds, ownChanges } from './change-rows.ts'
import styles from './changes-tab.module.css'

/** What a container changed in its own file system, against its image. */
export function ChangesTab({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const [turn, setTurn] = useState(0)
  const again = (): void => setTurn((count) => count + 1)
  const state = useContainerChanges(container.id, turn)
  const command = changesCommandFor(endpoint, container.name)
  useViewCommand(command)
  if (state.state === 'reading') {
    return (
      <p className={styles['reading']} role="status">
        <Spinner label={t('files.changes.reading')} /> {t('files.changes.reading')}
      </p>
    )
  }
  if (state.state === 'failed') {
    const { title, text, details } = describeError(state.error, t)
    const retry = <Button onClick={again}>{t('files.again')}</Button>
    return <ErrorPanel title={title} text={text} details={details} actions={retry} />
  }
  return <Changes name={container.name} changes={state.changes} command={command} onRefresh={again} />
}

type ChangesProps = {
  readonly name: string
  readonly changes: readonly ContainerChange[]
  readonly command: string
  readonly onRefresh: () => void
}

function Changes({ name, changes, command, onRefresh }: ChangesProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<ChangeFilter['kind']>('all')
  const [text, setText] = useState('')
  const own = useMemo(() => ownChanges(changes), [changes])
  const counts = useMemo(() => countKinds(own), [own])
  const rows = useMemo(() => changeRows(own, { kind, text }), [own, kind, text])
  const count = rows.filter((row) => row.kind !== 'folder').length
  return (
    <section className={styles['tab']} aria-label={t('files.changes.region', { name })}>
      <div className={styles['bar']}>
        <Segmented
          label={t('files.changes.kinds')}
          value={kind}
          onChange={setKind}
          options={[
            { id: 'all', label: t('files.changes.all'), count: own.length },
            { id: 'added', label: t('files.changes.added'), count: counts.added },
            { id: 'modified', label: t('files.changes.modified'), count: counts.modified },
            { id: 'deleted', label: t('files.changes.deleted'), count: counts.deleted },
          ]}
        />
        <div className={styles['search']}>
          <SearchField
            label={t('files.changes.search')}
            placeholder={t('files.changes.search')}
            value={text}
            onChange={setText}
            resultCount={t('files.changes.found', { count })}
          />
        </div>
        <IconButton
          label={t('files.changes.refresh')}
          icon={RefreshCw}
          size="sm"
          command={command}
          onClick={onRefresh}
        />
      </div>
      {own.length === 0 ? (
        <EmptyState title={t('files.changes.none')} text={t('files.changes.noneText')} />
      ) : rows.length === 0 ? (
        <p className={styles['reading']}>{t('files.changes.nothingFound')}</p>
      ) : (
        <ChangeList key={`${kind} ${text}`} rows={rows} />
      )}
      <p className={styles['note']}>{t('files.changes.note')}</p>
    </section>
  )
}
