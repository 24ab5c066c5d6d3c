import type { TFunction } from 'i18next'
import { RefreshCw, Settings } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EndpointCandidate } from '../../shared/engine.ts'
import { useEndpoints, useEngineActions } from '../actions/engine-actions.ts'
import { navigate } from '../router.ts'
import { Menu } from '../ui/menu.tsx'
import type { MenuEntry } from '../ui/menu-entry.ts'
import { endpointName } from './endpoint-names.ts'

type ConnectionMenuProps = {
  readonly trigger: ReactElement
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

/** The engines of this computer and its contexts, with whether they answer; choosing one uses it. */
export function ConnectionMenu({ trigger, open, onOpenChange }: ConnectionMenuProps) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const isShown = open ?? isOpen
  const { endpoints } = useEndpoints(isShown)
  const { choose, retry } = useEngineActions()
  const toEntry = (endpoint: EndpointCandidate): MenuEntry => ({
    kind: 'item',
    id: endpoint.host,
    label: endpointName(endpoint, t),
    detail: endpointDetail(endpoint, t),
    isChecked: endpoint.isCurrent,
    disabledReason: endpoint.reachability === 'unsupported' ? t('shell.unsupported') : null,
    onSelect: () => {
      if (!endpoint.isCurrent) choose(endpoint.host)
    },
  })
  const listed = (endpoints ?? []).map(toEntry)
  const items: MenuEntry[] = [
    { kind: 'label', id: 'title', label: t('shell.connections') },
    ...listed,
    ...(listed.length === 0
      ? [
          {
            kind: 'label',
            id: 'none',
            label: t(endpoints ? 'shell.noConnections' : 'shell.checkingNow'),
          } as const,
        ]
      : []),
    { kind: 'separator', id: 'line' },
    { kind: 'item', id: 'retry', label: t('shell.checkAgain'), icon: RefreshCw, onSelect: retry },
    {
      kind: 'item',
      id: 'manage',
      label: t('shell.manageConnections'),
      icon: Settings,
      onSelect: () => navigate({ pane: 'settings' }),
    },
  ]
  const change = (next: boolean) => {
    setIsOpen(next)
    onOpenChange?.(next)
  }
  return <Menu trigger={trigger} items={items} open={isShown} onOpenChange={change} />
}

function endpointDetail(endpoint: EndpointCandidate, t: TFunction): string {
  const { host } = endpoint
  if (endpoint.reachability === 'unsupported') return host
  if (endpoint.reachability === 'unreachable') return t('shell.unreachable', { host })
  return t('shell.reachable', { host, version: endpoint.engineVersion ?? '' })
}
