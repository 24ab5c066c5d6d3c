import { lazy, memo, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { dockerCommandsFor } from '../../../shared/docker-command.ts'
import { useApp } from '../../app-context.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useContainersView } from '../../store/containers-view.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from '../objects/objects-pane.module.css'
import { BulkBar } from './bulk-bar.tsx'
import { fitColumns } from './columns.ts'
import { ContainerGrid } from './container-grid.tsx'
import { EmptyList } from './empty-list.tsx'
import { ScopeBar } from './scope-bar.tsx'
import { useListModel } from './use-list-model.ts'
import { usePanelKeys } from './use-panel-keys.ts'
import { ViewBar } from './view-bar.tsx'

// The list is what a person waits for; the panel comes with the first container that is opened, the greeting where
// there is none.
const FirstUse = lazy(async () => ({ default: (await import('./first-use.tsx')).FirstUse }))
const SidePanel = lazy(async () => ({ default: (await import('./side-panel.tsx')).SidePanel }))

type ContainersPaneProps = {
  /** Only this Compose project; null shows all. */
  readonly project: string | null
}

/** Every container of the engine: the list, what is ticked in it, and the details of the current one. */
export function ContainersPane({ project }: ContainersPaneProps) {
  const { containers } = useApp()
  useStoreFreshness()
  const model = useListModel(project)
  const isEmpty = useSyncExternalStore(model.subscribe, () => model.counts.all === 0)
  const { freshness } = containers
  const isFirstUse = freshness !== 'loading' && isEmpty && project === null
  const filterField = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const focusList = () => list.current?.querySelector<HTMLElement>('[role$="grid"]')?.focus()
  const isPanelOpen = useContainersView((view) => view.panelId !== null)
  useListCommand(project)
  usePanelKeys(model)
  return (
    <div className={styles['pane']}>
      <div className={styles['main']} data-region="list" ref={list}>
        <ViewBar
          model={model}
          project={project}
          hasTools={!isFirstUse}
          filterRef={filterField}
          onLeaveFilter={focusList}
        />
        {isFirstUse ? (
          <Suspense>
            <FirstUse />
          </Suspense>
        ) : (
          <>
            <ScopeBar model={model} />
            <List model={model} project={project} freshness={freshness} />
          </>
        )}
      </div>
      {isPanelOpen && (
        <Suspense>
          <SidePanel onClosed={focusList} />
        </Suspense>
      )}
    </div>
  )
}

/** Renders again when the list begins to load, is live or is stale; not on every change of a row. */
function useStoreFreshness(): void {
  const { containers } = useApp()
  useSyncExternalStore(containers.subscribe, () => containers.freshness)
}

/** The view itself, as docker would list it. */
function useListCommand(project: string | null): void {
  const { endpoint } = useEngineStatus()
  const scope = useContainersView((view) => view.scope)
  useViewCommand(dockerCommandsFor(endpoint).ps({ project, isAll: scope !== 'running' }))
}

type ListProps = {
  readonly model: ReturnType<typeof useListModel>
  readonly project: string | null
  readonly freshness: 'loading' | 'live' | 'stale'
}

/** Renders again when it becomes empty or another one, not when its rows change. */
const List = memo(function List({ model, project, freshness }: ListProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const hidden = useContainersView((view) => view.hiddenColumns)
  const resized = useContainersView((view) => view.columnWidths)
  const order = useContainersView((view) => view.columnOrder)
  const hasTicks = useContainersView((view) => view.ticked.size > 0)
  const layout = useMemo(() => fitColumns(width, hidden, resized, order), [width, hidden, resized, order])
  const isNoneThere = useSyncExternalStore(model.subscribe, () => model.counts.all === 0)
  const isNothingShown = useSyncExternalStore(model.subscribe, () => model.counts.shown === 0)
  return (
    <div className={styles['list']} ref={box}>
      {freshness === 'loading' ? (
        <Loading />
      ) : isNothingShown ? (
        <EmptyList project={project} isNoneThere={isNoneThere} />
      ) : (
        <ContainerGrid model={model} layout={layout} isStale={freshness === 'stale'} hasBulkBar={hasTicks} />
      )}
      <BulkBar />
    </div>
  )
})

/** Before the first measurement. */
const assumedWidth = 1000

function useWidth(box: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(assumedWidth)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || assumedWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return width
}

const loadingRows = Array.from({ length: 12 }, (_, index) => 120 + ((index * 37) % 90))

function Loading() {
  const { t } = useTranslation()
  return (
    <div className={styles['loading']} aria-busy="true" aria-label={t('containers.list')} role="status">
      {loadingRows.map((width, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- placeholders have no identity
        <div key={index} className={styles['loadingRow']}>
          <Skeleton width={15} height={15} />
          <Skeleton width={width} />
          <Skeleton width={90} />
        </div>
      ))}
    </div>
  )
}
