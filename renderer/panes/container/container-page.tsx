import '../../i18n/pane-words.ts'
import { lazy, Suspense, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import { useApp } from '../../app-context.ts'
import { type ContainerTab, containerTabs, navigate } from '../../router.ts'
import { useEntity } from '../../store/entity-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ContainerHeader } from './container-header.tsx'
import styles from './container-page.module.css'
import { GoneBanner } from './gone-banner.tsx'

// Each tab is a chunk of its own: the terminal and the charts are large, and the list must not wait for them.
const tabPanels = {
  overview: lazy(async () => ({ default: (await import('./overview/overview-tab.tsx')).OverviewTab })),
  processes: lazy(async () => ({ default: (await import('./processes/processes-tab.tsx')).ProcessesTab })),
  health: lazy(async () => ({ default: (await import('./health/health-tab.tsx')).HealthTab })),
  logs: lazy(async () => ({ default: (await import('../logs/logs-tab.tsx')).LogsTab })),
  terminal: lazy(async () => ({ default: (await import('./terminal/terminal-tab.tsx')).TerminalTab })),
  stats: lazy(async () => ({ default: (await import('./stats/stats-tab.tsx')).StatsTab })),
  files: lazy(async () => ({ default: (await import('./files/files-tab.tsx')).FilesTab })),
  changes: lazy(async () => ({ default: (await import('./changes/changes-tab.tsx')).ChangesTab })),
  inspect: lazy(async () => ({ default: (await import('./inspect/inspect-tab.tsx')).InspectTab })),
} satisfies Record<ContainerTab, unknown>

type Props = { readonly id: string; readonly tab: ContainerTab }

/** The full page of one container: what it is, what to do with it, and its tabs. */
export function ContainerPage({ id, tab }: Props) {
  const { containers } = useApp()
  const container = useEntity(containers, id)
  const freshness = useSyncExternalStore(containers.subscribe, () => containers.freshness)
  const [last, setLast] = useState<Container | null>(null)
  if (container && container !== last) setLast(container)
  const gone = useMemo(() => (last ? { ...last, state: 'removing' } : null), [last])
  if (container) return <Page container={container} tab={tab} />
  // Removed while it was open: what it said stays readable until the person leaves.
  if (gone?.id === id) return <Page container={gone} tab={tab} isGone />
  return <Missing isLoading={freshness === 'loading'} />
}

type PageProps = { readonly container: Container; readonly tab: ContainerTab; readonly isGone?: boolean }

function Page({ container, tab, isGone = false }: PageProps) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const Panel = tabPanels[tab]
  return (
    <div className={styles['page']} data-stale={containers.freshness === 'stale'}>
      <ContainerHeader container={container} />
      {isGone && <GoneBanner id={container.id} name={container.name} />}
      <div className={styles['tabs']}>
        <Tabs
          label={t('container.tabs')}
          value={tab}
          onChange={(next) =>
            navigate(
              {
                pane: 'container',
                id: container.id,
                tab: containerTabs.find((one) => one === next) ?? 'logs',
              },
              'replace',
            )
          }
          tabs={containerTabs.map((one) => ({ id: one, label: t(`container.${one}`) }))}
        />
      </div>
      <div className={styles['panel']} role="tabpanel" id={`panel-${tab}`} aria-label={t(`container.${tab}`)}>
        <h2 className="visually-hidden">{t(`container.${tab}`)}</h2>
        <Suspense fallback={<TabLoading />}>
          <Panel key={container.id} container={container} />
        </Suspense>
      </div>
    </div>
  )
}

function TabLoading() {
  return (
    <div className={styles['loading']} aria-busy="true">
      <Skeleton width="48%" />
      <Skeleton width="62%" />
      <Skeleton width="40%" />
    </div>
  )
}

/** An address of a container that is not on this engine. */
function Missing({ isLoading }: { readonly isLoading: boolean }) {
  const { t } = useTranslation()
  if (isLoading) return <TabLoading />
  return (
    <EmptyState
      title={t('container.goneTitle')}
      text={t('container.goneText')}
      actions={
        <Button variant="primary" onClick={() => navigate({ pane: 'containers', project: null })}>
          {t('container.toList')}
        </Button>
      }
    />
  )
}
