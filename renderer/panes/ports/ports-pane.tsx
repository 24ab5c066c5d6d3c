import '../../i18n/pane-words.ts'
import { RefreshCw } from 'lucide-react'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostPorts } from '../../../shared/ports.ts'
import { portCommandsFor } from '../../../shared/ports-command.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { navigate } from '../../router.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { usePortsView } from '../../store/ports-view.ts'
import { Banner } from '../../ui/banner.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { ObjectsPane } from '../objects/objects-pane.tsx'
import { commandOf, portActions } from './port-actions.ts'
import { portListKind } from './port-list.tsx'
import { PortPanel } from './port-panel.tsx'
import { usePortRows } from './use-port-rows.ts'

/** The port doctor: who has which port of the engine's host, who wants it, how far it reaches, whether it answers. */
export function PortsPane({ id }: { readonly id: string | null }) {
  const { t } = useTranslation()
  const app = useApp()
  const { endpoint } = useEngineStatus()
  const { rows, host, error, look } = usePortRows()
  const freshness = useSyncExternalStore(app.containers.subscribe, () => app.containers.freshness)
  const kind = useMemo(() => portListKind(t), [t])
  const actions = useMemo(() => portActions({ app, endpoint, t }), [app, endpoint, t])
  const panelId = usePortsView((view) => view.panelId)
  const shown = panelId === null ? undefined : rows.find((row) => row.id === panelId)
  const command = shown === undefined ? null : commandOf(shown, endpoint)
  useViewCommand(command ?? portCommandsFor(endpoint).list())
  const follow = useCallback((next: string | null) => navigate({ pane: 'ports', id: next }, 'replace'), [])
  return (
    <ObjectsPane
      view={usePortsView}
      kind={kind}
      title={t('ports.title')}
      items={rows}
      freshness={freshness}
      actions={actions}
      tools={<IconButton label={t('ports.look')} icon={RefreshCw} onClick={look} />}
      band={<HostNote host={host} error={error} />}
      firstUse={<EmptyState title={t('ports.firstTitle')} text={t('ports.firstText')} />}
      routeId={id}
      onRoute={follow}
      Panel={PortPanel}
    />
  )
}

/** What cannot be known here, and why. */
function HostNote({ host, error }: { readonly host: HostPorts | null; readonly error: unknown }) {
  const { t } = useTranslation()
  if (error !== null) {
    const { text } = describeError(error, t)
    return <Banner tone="warn">{t('ports.note.failed', { reason: text })}</Banner>
  }
  if (host === null) return null
  if (!host.isKnown) return <Banner tone="info">{t(`ports.note.${host.reason}`)}</Banner>
  return host.areOwnersHidden ? <Banner tone="info">{t('ports.note.ownersHidden')}</Banner> : null
}
