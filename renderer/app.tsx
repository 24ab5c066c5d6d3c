import { CSPProvider } from '@base-ui/react/csp-provider'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ArchiveDialogs } from './actions/archives/archive-dialogs.tsx'
import { BulkSheetHost } from './actions/bulk/bulk-sheet-host.tsx'
import { ContainerActionDialogs } from './actions/container-action-dialogs.tsx'
import { RegistryDialogHost } from './actions/registry-dialog-host.tsx'
import { RunDialogHost } from './actions/run-dialog-host.tsx'
import { StorageDialogs } from './actions/storage-dialogs.tsx'
import styles from './app.module.css'
import { useMediaQuery } from './hooks/use-media-query.ts'
import { ContainersPane } from './panes/containers/containers-pane.tsx'
import { type Route, useRoute } from './router.ts'
import { Announcer } from './shell/announcer.tsx'
import { DeniedPage } from './shell/denied-page.tsx'
import { EngineGate } from './shell/engine-gate.tsx'
import { ErrorBoundary } from './shell/error-boundary.tsx'
import { useKeyboard } from './shell/keyboard.ts'
import { LinkBanner } from './shell/link-banner.tsx'
import { Sidebar } from './shell/sidebar.tsx'
import { StatusBar } from './shell/status-bar.tsx'
import { TitleBar } from './shell/title-bar.tsx'
import { Toasts } from './shell/toasts.tsx'
import { ToolsHost } from './shell/tools-host.tsx'
import { setHoverCommand } from './store/companion.ts'
import { useLinkState } from './store/engine-store.ts'
import { useView } from './store/view.ts'
import { CommandHoverProvider } from './ui/command-hover.ts'
import { TooltipLayer } from './ui/tooltip-layer.tsx'

// The list is what a person waits for at the start; the rest comes when it is opened.
const ContainerPage = lazy(async () => ({
  default: (await import('./panes/container/container-page.tsx')).ContainerPage,
}))
const ImagesPane = lazy(async () => ({
  default: (await import('./panes/images/images-pane.tsx')).ImagesPane,
}))
const DiskPane = lazy(async () => ({ default: (await import('./panes/disk/disk-pane.tsx')).DiskPane }))
const BinPane = lazy(async () => ({ default: (await import('./panes/bin/bin-pane.tsx')).BinPane }))
const VolumesPane = lazy(async () => ({
  default: (await import('./panes/volumes/volumes-pane.tsx')).VolumesPane,
}))
const PortsPane = lazy(async () => ({
  default: (await import('./panes/ports/ports-pane.tsx')).PortsPane,
}))
const NetworksPane = lazy(async () => ({
  default: (await import('./panes/networks/networks-pane.tsx')).NetworksPane,
}))
const RegistriesPane = lazy(async () => ({
  default: (await import('./panes/registries/registries-pane.tsx')).RegistriesPane,
}))
const MergedLogsPane = lazy(async () => ({
  default: (await import('./panes/merged-logs/merged-logs-pane.tsx')).MergedLogsPane,
}))
const SettingsPage = lazy(async () => ({
  default: (await import('./panes/settings/settings-page.tsx')).SettingsPage,
}))
const ShortcutsDialog = lazy(async () => ({
  default: (await import('./shell/shortcuts-dialog.tsx')).ShortcutsDialog,
}))

type AppProps = {
  /** For the style elements of the Content-Security-Policy; empty in development. */
  readonly nonce: string
}

/** The window: frame around one sheet, and what floats above it. */
export function App({ nonce }: AppProps) {
  return (
    <CSPProvider nonce={nonce} disableStyleElements>
      <CommandHoverProvider value={setHoverCommand}>
        <ErrorBoundary>
          <Window />
        </ErrorBoundary>
        <TooltipLayer />
      </CommandHoverProvider>
    </CSPProvider>
  )
}

function Window() {
  const { t } = useTranslation()
  const route = useRoute()
  const isDenied = useLinkState() === 'denied'
  const isRailOnly = useMediaQuery('(max-width: 1180px)')
  const isSidebarOpen = useView((view) => view.isSidebarOpen)
  const [isConnectionOpen, setIsConnectionOpen] = useState(false)
  const [areShortcutsOpen, setAreShortcutsOpen] = useState(false)
  const actions = {
    openShortcuts: () => setAreShortcutsOpen(true),
    openConnections: () => setIsConnectionOpen(true),
  }
  useKeyboard(actions)
  return (
    <div className={styles['window']} data-sidebar={isSidebarOpen && !isRailOnly ? 'open' : 'rail'}>
      <TitleBar isRailOnly={isRailOnly} />
      <Sidebar isConnectionOpen={isConnectionOpen} onConnectionOpenChange={setIsConnectionOpen} />
      <main className={styles['sheet']} aria-label={t('shell.content')} data-region="content">
        {isDenied ? (
          <DeniedPage />
        ) : (
          <>
            <LinkBanner />
            <ErrorBoundary key={route.pane}>
              <EngineGate isApart={route.pane === 'settings'}>
                <Suspense>
                  <Pane route={route} />
                </Suspense>
              </EngineGate>
            </ErrorBoundary>
          </>
        )}
      </main>
      <StatusBar />
      <Toasts />
      <Announcer />
      <ContainerActionDialogs />
      <BulkSheetHost />
      <StorageDialogs />
      <ArchiveDialogs />
      <RegistryDialogHost />
      <RunDialogHost />
      <ToolsHost {...actions} />
      {areShortcutsOpen && (
        <Suspense>
          <ShortcutsDialog open onClose={() => setAreShortcutsOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

function Pane({ route }: { readonly route: Route }) {
  switch (route.pane) {
    case 'containers':
      return <ContainersPane project={route.project} />
    case 'container':
      return <ContainerPage id={route.id} tab={route.tab} />
    case 'logs':
      return <MergedLogsPane project={route.project} ids={route.ids} />
    case 'images':
      return <ImagesPane id={route.id} />
    case 'volumes':
      return <VolumesPane name={route.name} />
    case 'disk':
      return <DiskPane />
    case 'bin':
      return <BinPane id={route.id} />
    case 'registries':
      return <RegistriesPane />
    case 'networks':
      return <NetworksPane id={route.id} />
    case 'ports':
      return <PortsPane id={route.id} />
    case 'settings':
      return <SettingsPage />
  }
}
