import { Braces, Copy, Ellipsis, Hash, Plug, Radar, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../../shared/network.ts'
import { copyText } from '../../actions/copy-text.ts'
import { useApp } from '../../app-context.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { networkCommands } from './network-actions.ts'
import styles from './network-detail.module.css'
import { NetworkFacts } from './network-facts.tsx'
import { NetworkJsonDialog } from './network-json-dialog.tsx'
import { NetworkMap } from './network-map.tsx'
import {
  canConnect,
  endpointOn,
  type LineColour,
  linesOf,
  type MapScope,
  type Member,
} from './network-model.ts'
import { NetworkTable } from './network-table.tsx'
import { ProbeDialog } from './probe-dialog.tsx'
import { RemoveNetworkDialog } from './remove-network-dialog.tsx'

type NetworkDetailProps = {
  readonly network: Network
  readonly all: readonly Network[]
  readonly members: ReadonlyMap<string, readonly Member[]>
  readonly colours: ReadonlyMap<string, LineColour>
}

type OpenDialog =
  | { readonly kind: 'connect' | 'remove' | 'json' }
  | { readonly kind: 'probe'; readonly sourceId: string | null }
  | null

/** One network: who is on it, as a map and as a table, and how it is set up. */
export function NetworkDetail({ network, all, members, colours }: NetworkDetailProps) {
  const { t } = useTranslation()
  const [scope, setScope] = useState<MapScope>(network.project === null ? 'network' : 'project')
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const own = members.get(network.id) ?? []
  return (
    <>
      <header className={styles['header']}>
        <div className={styles['title']}>
          <h2 title={network.name}>
            <bdi>{network.name}</bdi>
          </h2>
          <Badge tone="neutral">{network.driver}</Badge>
          {network.isInternal && <Badge tone="warn">{t('networks.internalBadge')}</Badge>}
          {network.isConfigOnly && <Badge tone="neutral">{t('networks.configOnlyBadge')}</Badge>}
          <span className={styles['subnet']} lang="en">
            {network.pools[0]?.subnet}
          </span>
        </div>
        <ScopeChoice network={network} scope={scope} onChange={setScope} />
        <HeaderActions network={network} onOpen={setDialog} />
      </header>
      <NetworkMap networks={linesOf(scope, network, all, members)} members={members} colours={colours} />
      <NetworkTable
        network={network}
        members={own}
        onProbe={(sourceId) => setDialog({ kind: 'probe', sourceId })}
      />
      <NetworkFacts network={network} />
      <Opened dialog={dialog} network={network} members={own} onClose={() => setDialog(null)} />
    </>
  )
}

type OpenedProps = {
  readonly dialog: OpenDialog
  readonly network: Network
  readonly members: readonly Member[]
  readonly onClose: () => void
}

function Opened({ dialog, network, members, onClose }: OpenedProps) {
  switch (dialog?.kind) {
    case 'connect':
      return <ConnectDialog network={network} members={members} onClose={onClose} />
    case 'remove':
      return <RemoveNetworkDialog network={network} members={members} onClose={onClose} />
    case 'json':
      return <NetworkJsonDialog network={network} onClose={onClose} />
    case 'probe':
      return <ProbeDialog sourceId={dialog.sourceId} suggested={members} onClose={onClose} />
    case undefined:
      return null
  }
}

type ScopeChoiceProps = {
  readonly network: Network
  readonly scope: MapScope
  readonly onChange: (scope: MapScope) => void
}

function ScopeChoice({ network, scope, onChange }: ScopeChoiceProps) {
  const { t } = useTranslation()
  const { project } = network
  return (
    <div className={styles['scope']}>
      <Segmented<MapScope>
        label={t('networks.scope.label')}
        value={scope}
        onChange={onChange}
        options={[
          { id: 'network', label: t('networks.scope.network') },
          ...(project === null
            ? []
            : [{ id: 'project' as const, label: t('networks.scope.project', { project: clip(project) }) }]),
          { id: 'all', label: t('networks.scope.all') },
        ]}
      />
    </div>
  )
}

/** A project's name may be of any length; the bar is not. */
function clip(text: string): string {
  return text.length > 18 ? `${text.slice(0, 17)}…` : text
}

type HeaderActionsProps = { readonly network: Network; readonly onOpen: (dialog: OpenDialog) => void }

function HeaderActions({ network, onOpen }: HeaderActionsProps) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const { name } = network
  const hasCandidates = [...containers.all()].some(
    (container) => canConnect(container) && endpointOn(container, network) === null,
  )
  const connectReason = network.isConfigOnly
    ? t('networks.configOnlyReason')
    : name === 'host' || name === 'none'
      ? t('networks.hostReason')
      : hasCandidates
        ? null
        : t('networks.noCandidates')
  const items: readonly MenuEntry[] = [
    {
      kind: 'item',
      id: 'probe',
      label: t('networks.test'),
      icon: Radar,
      disabledReason: containers.allIds().length < 2 ? t('networks.probe.needsTwo') : null,
      onSelect: () => onOpen({ kind: 'probe', sourceId: null }),
    },
    {
      kind: 'item',
      id: 'json',
      label: t('networks.inspectJson'),
      icon: Braces,
      command: networkCommands().inspect(name),
      onSelect: () => onOpen({ kind: 'json' }),
    },
    { kind: 'separator', id: 'copies' },
    {
      kind: 'item',
      id: 'copyName',
      label: t('networks.copyName'),
      icon: Copy,
      onSelect: () => void copyText(name),
    },
    {
      kind: 'item',
      id: 'copyId',
      label: t('networks.copyId'),
      icon: Hash,
      onSelect: () => void copyText(network.id),
    },
    { kind: 'separator', id: 'danger' },
    {
      kind: 'item',
      id: 'remove',
      label: t('networks.remove'),
      icon: Trash2,
      danger: true,
      command: networkCommands().remove(name),
      disabledReason: network.isBuiltIn ? t('networks.builtInReason') : null,
      onSelect: () => onOpen({ kind: 'remove' }),
    },
  ]
  return (
    <div className={styles['actions']}>
      <Button
        icon={Plug}
        aria-label={t('networks.connectNamed', { name })}
        command={`${networkCommands().list().replace(/ls$/, 'connect')} …`}
        disabledReason={connectReason}
        onClick={() => onOpen({ kind: 'connect' })}
      >
        {t('networks.connect')}
      </Button>
      <Menu
        align="end"
        trigger={<IconButton label={t('networks.moreActions', { name })} icon={Ellipsis} />}
        items={items}
      />
    </div>
  )
}
