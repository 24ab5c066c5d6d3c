import { Radar, Unplug } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../../shared/network.ts'
import { useApp } from '../../app-context.ts'
import { deriveState, isRunning } from '../../container-state.ts'
import { stateWord } from '../../container-words.ts'
import { formatCount } from '../../format.ts'
import { formatRoute } from '../../router.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { disconnectContainer, networkCommands } from './network-actions.ts'
import type { Member } from './network-model.ts'
import styles from './network-table.module.css'

type NetworkTableProps = {
  readonly network: Network
  readonly members: readonly Member[]
  readonly onProbe: (sourceId: string) => void
}

/** Rows drawn at once; more come when asked for. */
const rowsAtOnce = 100

/** The containers on a network: what the map shows and what it leaves out, as text. */
export function NetworkTable({ network, members, onProbe }: NetworkTableProps) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(rowsAtOnce)
  const more = members.length - limit
  return (
    <section className={styles['section']} aria-labelledby="network-containers">
      <h3 id="network-containers" className={styles['title']}>
        {t('networks.table.title', { name: network.name })}{' '}
        <span className={styles['count']}>{formatCount(members.length)}</span>
      </h3>
      {members.length === 0 ? (
        <p className={styles['empty']}>{t('networks.table.empty')}</p>
      ) : (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col" className={styles['glyph']}>
                <span className="visually-hidden">{t('networks.table.state')}</span>
              </th>
              <th scope="col">{t('networks.table.name')}</th>
              <th scope="col">{t('networks.table.ipv4')}</th>
              <th scope="col" className={styles['mac']}>
                {t('networks.table.mac')}
              </th>
              <th scope="col">{t('networks.table.names')}</th>
              <th scope="col" className={styles['tools']}>
                <span className="visually-hidden">{t('networks.table.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.slice(0, limit).map((member) => (
              <Row key={member.container.id} network={network} member={member} onProbe={onProbe} />
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && (
        <Button variant="ghost" onClick={() => setLimit(limit + rowsAtOnce)}>
          {t('networks.table.showMore', { count: Math.min(more, rowsAtOnce) })}
        </Button>
      )}
    </section>
  )
}

type RowProps = {
  readonly network: Network
  readonly member: Member
  readonly onProbe: (sourceId: string) => void
}

function Row({ network, member, onProbe }: RowProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { container, endpoint } = member
  const { id, name } = container
  const state = deriveState(container, 0)
  const addresses = [endpoint.ipAddress, endpoint.ipv6Address].filter((address) => address !== null)
  return (
    <tr>
      <td className={styles['glyph']}>
        <StateGlyph glyph={state.glyph} size={15} label={stateWord(state, t)} />
      </td>
      <th scope="row" className={styles['name']} aria-label={name}>
        <a href={formatRoute({ pane: 'container', id, tab: 'logs' })} title={name}>
          <bdi>{name}</bdi>
        </a>
      </th>
      <td className={styles['mono']}>
        {addresses.length === 0 ? (
          <span className={styles['quiet']}>{t('networks.table.whenStarted')}</span>
        ) : (
          addresses.map((address) => <span key={address}>{address}</span>)
        )}
      </td>
      <td className={styles['mac']}>{endpoint.macAddress ?? '–'}</td>
      <td className={styles['names']} title={endpoint.names.join(', ')}>
        {endpoint.names.length > 0 ? (
          endpoint.names.join(', ')
        ) : (
          <span className={styles['quiet']}>{network.isBuiltIn ? t('networks.table.noNames') : '–'}</span>
        )}
      </td>
      <td className={styles['tools']}>
        <IconButton
          size="sm"
          icon={Radar}
          label={t('networks.table.testFrom', { name })}
          disabledReason={isRunning(container) ? null : t('actions.reason.notRunning')}
          onClick={() => onProbe(id)}
        />
        <IconButton
          size="sm"
          icon={Unplug}
          label={t('networks.table.disconnect', { name })}
          command={networkCommands().disconnect({ network: network.name, container: name })}
          disabledReason={
            network.name === 'host' || network.name === 'none' ? t('networks.hostReason') : null
          }
          onClick={() => void disconnectContainer(app, network, container)}
        />
      </td>
    </tr>
  )
}
