import type { TFunction } from 'i18next'
import { Container, Copy, Globe, Radar, SquareTerminal } from 'lucide-react'
import type { Endpoint } from '../../../shared/engine.ts'
import { portCommandsFor } from '../../../shared/ports-command.ts'
import { copyText } from '../../actions/copy-text.ts'
import type { AppContext } from '../../app-context.ts'
import { openExternal } from '../../open-external.ts'
import { type PortLink, portLink } from '../../port-link.ts'
import { navigate } from '../../router.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import type { BulkAction, ObjectActions } from '../objects/object-list.ts'
import { askPorts, whyNotAsked } from './port-answers.ts'
import type { PortRow } from './port-rows.ts'
import { portText } from './port-rows.ts'

/** Where a browser finds the port; null for what is only wanted, and for what no browser can open. */
export function linkOf(row: PortRow, endpoint: Endpoint | null): PortLink | null {
  const { isHeld, protocol, hostPort, addresses, containerPort } = row
  if (!isHeld) return null
  return portLink({ protocol, hostPort, hostIps: addresses, containerPort: containerPort ?? 0 }, endpoint)
}

/** As one would type it, the protocol left out. */
export function addressOf(row: PortRow, endpoint: Endpoint | null): string {
  const link = linkOf({ ...row, isHeld: true, protocol: 'tcp' }, endpoint)
  return link?.address ?? portText(row)
}

/** The docker command that tells about this port; null for what is no container's. */
export function commandOf(row: PortRow, endpoint: Endpoint | null): string | null {
  const { holder, containerPort, protocol } = row
  if (holder.kind !== 'container' || containerPort === null) return null
  return portCommandsFor(endpoint).port(holder.name, containerPort, protocol)
}

type Means = { readonly app: AppContext; readonly endpoint: Endpoint | null; readonly t: TFunction }

/** What can be done with ports: nothing here changes one. */
export function portActions({ app, endpoint, t }: Means): ObjectActions<PortRow> {
  const copy = (rows: readonly PortRow[]) =>
    void copyText(rows.map((row) => addressOf(row, endpoint)).join('\n'))
  const ask = (rows: readonly PortRow[]) => void askPorts(app, rows)
  return {
    remove: () => undefined,
    copy,
    menu: (rows) => portMenu(rows, { app, endpoint, t }, copy),
    bulk: (rows): readonly BulkAction[] => {
      const able = rows.filter((row) => whyNotAsked(row) === null)
      return [
        {
          id: 'ask',
          label: t('ports.action.ask'),
          icon: Radar,
          count: able.length,
          disabledReason: able.length === 0 ? t('ports.notHeld') : null,
          onSelect: () => ask(rows),
        },
        {
          id: 'copy',
          label: t('ports.action.copyAddresses'),
          icon: Copy,
          count: rows.length,
          onSelect: () => copy(rows),
        },
      ]
    },
  }
}

function portMenu(
  rows: readonly PortRow[],
  { app, endpoint, t }: Means,
  copy: (rows: readonly PortRow[]) => void,
): readonly MenuEntry[] {
  const [row] = rows
  if (!row) return []
  const isOne = rows.length === 1
  const link = isOne ? linkOf(row, endpoint) : null
  const commands = rows.map((each) => commandOf(each, endpoint)).filter((each) => each !== null)
  const able = rows.some((each) => whyNotAsked(each) === null)
  const { holder } = row
  return [
    ...(link === null ? [] : [item('open', t('ports.action.open'), Globe, () => openExternal(link.url))]),
    {
      ...item('ask', t('ports.action.ask'), Radar, () => void askPorts(app, rows)),
      disabledReason: able ? null : t('ports.notHeld'),
    },
    ...(isOne && holder.kind === 'container'
      ? [
          item('container', t('ports.action.container'), Container, () =>
            navigate({ pane: 'container', id: holder.id, tab: 'logs' }),
          ),
        ]
      : []),
    { kind: 'separator', id: 'line' },
    item('copy', t(isOne ? 'ports.action.copyAddress' : 'ports.action.copyAddresses'), Copy, () =>
      copy(rows),
    ),
    ...(commands.length === 0
      ? []
      : [
          item(
            'command',
            t('ports.action.copyCommand'),
            SquareTerminal,
            () => void copyText(commands.join('\n')),
          ),
        ]),
  ]
}

function item(
  id: string,
  label: string,
  icon: Extract<MenuEntry, { kind: 'item' }>['icon'],
  onSelect: () => void,
): Extract<MenuEntry, { kind: 'item' }> {
  return { kind: 'item', id, label, icon, onSelect }
}
