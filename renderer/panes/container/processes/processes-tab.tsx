import '../../../i18n/pane-words.ts'
import { Info } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import type { ContainerProcess, ProcessList } from '../../../../shared/container-page.ts'
import { EngineError } from '../../../../shared/errors.ts'
import { useViewCommand } from '../../../store/companion.ts'
import { useProcesses } from '../../../streams/processes.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import { NoDetails } from '../no-details.tsx'
import frame from '../tab-frame.module.css'
import { type ProcessSort, processRows } from './process-rows.ts'
import { ProcessTable } from './process-table.tsx'
import styles from './processes-tab.module.css'
import { SignalDialog } from './signal-dialog.tsx'

/** What runs in the container, live, with signals for each process. */
export function ProcessesTab({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const isRunning = container.state === 'running' || container.state === 'paused'
  const { list, error } = useProcesses(container.id, isRunning)
  useViewCommand(useDockerCommands().top(container.name))
  if (!isRunning) {
    const title = t('processes.stoppedTitle', { name: container.name })
    return <EmptyState title={title} text={t('processes.stoppedText')} />
  }
  if (error instanceof EngineError && error.code === 'unsupported') {
    return <EmptyState title={t('processes.noWayTitle')} text={t('processes.noWayText')} />
  }
  // The container may end a moment before its row says so: what was listed stays until then.
  if (!list) return <NoDetails error={error} />
  return <Processes container={container} list={list} />
}

type ProcessesProps = { readonly container: Container; readonly list: ProcessList }

function Processes({ container, list }: ProcessesProps) {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const [isTree, setIsTree] = useState(true)
  const [sort, setSort] = useState<ProcessSort>({ column: 'pid', isDescending: false })
  const [target, setTarget] = useState<ContainerProcess | null>(null)
  const { processes } = list
  const rows = useMemo(() => processRows(processes, query, sort, isTree), [processes, query, sort, isTree])
  return (
    <div className={frame['tab']}>
      <div className={frame['bar']}>
        <Segmented
          label={t('processes.view')}
          value={isTree ? 'tree' : 'list'}
          onChange={(id) => setIsTree(id === 'tree')}
          options={[
            { id: 'tree', label: t('processes.tree') },
            { id: 'list', label: t('processes.list') },
          ]}
        />
        <SearchField
          label={t('processes.filter')}
          placeholder={t('processes.filter')}
          value={query}
          onChange={setQuery}
        />
        <span className={frame['space']} />
        <span className={styles['count']}>{t('processes.count', { count: processes.length })}</span>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('processes.noMatch', { query })} text="" />
      ) : (
        <ProcessTable rows={rows} sort={sort} atMs={list.atMs} onSort={setSort} onSignal={setTarget} />
      )}
      <p className={styles['note']}>
        <Info size={14} aria-hidden />
        {list.pidSpace === 'host'
          ? t('processes.fromHost', { args: list.psArgs ?? '' })
          : t('processes.fromContainer')}
      </p>
      {target && <SignalDialog container={container} process={target} onClose={() => setTarget(null)} />}
    </div>
  )
}
