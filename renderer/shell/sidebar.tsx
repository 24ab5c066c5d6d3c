import {
  ArchiveRestore,
  ChartPie,
  Container,
  Database,
  Layers,
  type LucideIcon,
  Package,
  Plug,
  Settings,
  Warehouse,
  Waypoints,
} from 'lucide-react'
import {
  type KeyboardEvent,
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../app-context.ts'
import { formatCount } from '../format.ts'
import { useNow } from '../hooks/use-now.ts'
import { formatRoute, type Route, useRoute } from '../router.ts'
import type { EntityStore } from '../store/entity-store.ts'
import { useFavourites } from '../store/favourites.ts'
import { classNames } from '../ui/class-names.ts'
import { moveFocus } from '../ui/roving.ts'
import { Tooltip } from '../ui/tooltip.tsx'
import { TooltipContent } from '../ui/tooltip-content.tsx'
import { ConnectionTile } from './connection-tile.tsx'
import { ProjectPips } from './project-pips.tsx'
import { LiveProjects, type ProjectSummary } from './projects.ts'
import styles from './sidebar.module.css'

const Favourites = lazy(async () => ({ default: (await import('./favourites.tsx')).Favourites }))

type SidebarProps = {
  readonly isConnectionOpen: boolean
  readonly onConnectionOpenChange: (open: boolean) => void
}

/** The engine in use, the panes with their counts, and the Compose projects with the state of each container. */
export function Sidebar({ isConnectionOpen, onConnectionOpenChange }: SidebarProps) {
  const { t } = useTranslation()
  const { containers, images, networks, volumes } = useApp()
  const route = useRoute()
  const shownProject = route.pane === 'containers' ? route.project : null
  return (
    // Arrows move among its links, as an addition to Tab.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav
      className={styles['sidebar']}
      aria-label={t('shell.sidebar')}
      data-region="sidebar"
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
        if (!event.defaultPrevented) moveFocus(event, 'a, button')
      }}
    >
      <ConnectionTile isOpen={isConnectionOpen} onOpenChange={onConnectionOpenChange} />
      <ul className={styles['list']} aria-label={t('shell.panes')}>
        <CountedItem
          store={containers}
          route={{ pane: 'containers', project: null }}
          icon={Container}
          label={t('shell.containers')}
          shortcut="Mod+1"
          isCurrent={
            (route.pane === 'containers' && shownProject === null) ||
            route.pane === 'container' ||
            route.pane === 'logs'
          }
        />
        <CountedItem
          store={images}
          route={{ pane: 'images', id: null }}
          icon={Package}
          label={t('shell.images')}
          shortcut="Mod+3"
          isCurrent={route.pane === 'images'}
        />
        <CountedItem
          store={volumes}
          route={{ pane: 'volumes', name: null }}
          icon={Database}
          label={t('shell.volumes')}
          shortcut="Mod+4"
          isCurrent={route.pane === 'volumes'}
        />
        <CountedItem
          store={networks}
          route={{ pane: 'networks', id: null }}
          icon={Waypoints}
          label={t('shell.networks')}
          shortcut="Mod+5"
          isCurrent={route.pane === 'networks'}
        />
      </ul>
      <MorePanes route={route} />
      <FavouritesHost />
      <Projects shownProject={shownProject} />
      <ul className={classNames(styles['list'], styles['foot'])}>
        <NavItem
          route={{ pane: 'settings' }}
          icon={Settings}
          label={t('shell.settings')}
          shortcut="Mod+,"
          isCurrent={route.pane === 'settings'}
        />
      </ul>
    </nav>
  )
}

/** Panes that are visited now and then. */
function MorePanes({ route }: { readonly route: Route }) {
  const { t } = useTranslation()
  const { bin } = useApp()
  return (
    <ul className={classNames(styles['list'], styles['apart'])} aria-label={t('shell.morePanes')}>
      <NavItem
        route={{ pane: 'ports', id: null }}
        icon={Plug}
        label={t('shell.ports')}
        isCurrent={route.pane === 'ports'}
      />
      <NavItem
        route={{ pane: 'registries' }}
        icon={Warehouse}
        label={t('shell.registries')}
        shortcut="Mod+7"
        isCurrent={route.pane === 'registries'}
      />
      <CountedItem
        store={bin}
        route={{ pane: 'bin', id: null }}
        icon={ArchiveRestore}
        label={t('shell.bin')}
        isCurrent={route.pane === 'bin'}
      />
      <NavItem
        route={{ pane: 'disk' }}
        icon={ChartPie}
        label={t('shell.disk')}
        shortcut="Mod+9"
        isCurrent={route.pane === 'disk'}
      />
    </ul>
  )
}

/** Containers with a star. Most people have none, and then nothing of it is loaded. */
function FavouritesHost() {
  const hasAny = useFavourites(({ names }) => Object.values(names).some((some) => some.length > 0))
  return hasAny ? (
    <Suspense>
      <Favourites />
    </Suspense>
  ) : null
}

function Projects({ shownProject }: { readonly shownProject: string | null }) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const [live] = useState(() => new LiveProjects(containers))
  const projects = useSyncExternalStore(live.subscribe, () => live.list)
  const nowMs = useNow(30_000)
  useEffect(() => {
    // A state may have ended by time alone.
    void nowMs
    live.refresh()
  }, [live, nowMs])
  if (projects.length === 0) return null
  return (
    <section className={styles['projects']} aria-labelledby="sidebar-projects">
      <h2 id="sidebar-projects" className={styles['heading']}>
        {t('shell.projects')}
      </h2>
      <ul className={styles['list']}>
        {projects.map((project) => (
          <ProjectItem key={project.name} project={project} isCurrent={project.name === shownProject} />
        ))}
      </ul>
    </section>
  )
}

type ProjectItemProps = { readonly project: ProjectSummary; readonly isCurrent: boolean }

const ProjectItem = memo(function ProjectItem({ project, isCurrent }: ProjectItemProps) {
  const { t } = useTranslation()
  const { name, running, attention, pips } = project
  const summary = t('shell.projectSummary', { project: name, running, total: pips.length })
  const trouble = attention > 0 ? t('shell.projectTrouble', { count: attention }) : null
  return (
    <NavItem
      route={{ pane: 'containers', project: name }}
      icon={Layers}
      label={name}
      description={trouble === null ? summary : `${summary}, ${trouble}`}
      tooltip={<TooltipContent label={summary} reason={trouble} />}
      isCurrent={isCurrent}
    >
      <ProjectPips project={project} />
    </NavItem>
  )
})

type NavItemProps = {
  readonly route: Route
  readonly icon: LucideIcon
  readonly label: string
  /** Read aloud in place of the label. */
  readonly description?: string
  readonly shortcut?: string
  readonly tooltip?: ReactNode
  readonly isCurrent: boolean
  readonly children?: ReactNode
}

type CountedItemProps<T extends { readonly id: string }> = Omit<NavItemProps, 'children'> & {
  readonly store: EntityStore<T>
}

/** A pane with how many objects it has, once that is known. */
function CountedItem<T extends { readonly id: string }>({ store, ...item }: CountedItemProps<T>) {
  const count = useSyncExternalStore(store.subscribe, () =>
    store.freshness === 'loading' ? null : store.allIds().length,
  )
  return (
    <NavItem {...item}>
      {count !== null && <span className={styles['count']}>{formatCount(count)}</span>}
    </NavItem>
  )
}

function NavItem({
  route,
  icon: Icon,
  label,
  description,
  shortcut,
  tooltip,
  isCurrent,
  children,
}: NavItemProps) {
  return (
    <li>
      <Tooltip content={tooltip ?? <TooltipContent label={label} shortcut={shortcut} />}>
        <a
          href={formatRoute(route)}
          className={styles['item']}
          aria-label={description}
          aria-current={isCurrent ? 'page' : undefined}
          draggable={false}
        >
          <Icon aria-hidden />
          <span className={styles['label']}>{label}</span>
          {children}
        </a>
      </Tooltip>
    </li>
  )
}
