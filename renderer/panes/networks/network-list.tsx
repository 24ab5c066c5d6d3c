import { Eraser, Plus } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../../shared/network.ts'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { formatCount } from '../../format.ts'
import { formatRoute } from '../../router.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { moveFocus } from '../../ui/roving.ts'
import { SearchField } from '../../ui/search-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { networkCommands } from './network-actions.ts'
import styles from './network-list.module.css'
import type { LineColour, Member, NetworkGroups } from './network-model.ts'

type NetworkListProps = {
  readonly groups: NetworkGroups
  readonly members: ReadonlyMap<string, readonly Member[]>
  readonly colours: ReadonlyMap<string, LineColour>
  readonly shownId: string | null
  readonly isLoading: boolean
  readonly onCreate: () => void
}

/** A few need no filter. */
const filterFrom = 8

const sections = [
  ['project', 'networks.projectNetworks'],
  ['others', 'networks.others'],
  ['builtIn', 'networks.builtIn'],
] as const

/** All networks by who made them. Links, so that back and forward work; arrows move among them. */
export function NetworkList(props: NetworkListProps) {
  const { groups, isLoading, onCreate } = props
  const { t } = useTranslation()
  const [filter, setFilter] = useState('')
  const total = groups.project.length + groups.others.length + groups.builtIn.length
  const isFiltered = total >= filterFrom && filter.trim() !== ''
  const matching = (list: readonly Network[]) =>
    isFiltered ? list.filter((network) => matches(network, filter.trim().toLowerCase())) : list
  const shown = sections.map(([id, title]) => ({ id, title, networks: matching(groups[id]) }))
  return (
    <div className={styles['column']} data-region="networks">
      <header className={styles['header']}>
        <h1 className={styles['title']}>{t('shell.networks')}</h1>
        <IconButton
          label={t('networks.cleanUp')}
          icon={Eraser}
          command={networkCommands().prune()}
          onClick={() => openPruneDialog(['network'])}
        />
        <IconButton
          label={t('networks.newNetwork')}
          icon={Plus}
          command={`${networkCommands().list().replace(/ls$/, 'create')} …`}
          onClick={onCreate}
        />
      </header>
      {total >= filterFrom && (
        <div className={styles['filter']}>
          <SearchField
            label={t('networks.filter')}
            placeholder={t('networks.filterPlaceholder')}
            value={filter}
            onChange={setFilter}
          />
        </div>
      )}
      {/* Arrows move among its links, as an addition to Tab. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <nav
        className={styles['list']}
        aria-label={t('networks.list')}
        onKeyDown={(event: KeyboardEvent<HTMLElement>) => moveFocus(event, 'a')}
      >
        {isLoading && <Loading />}
        {shown.map(({ id, title, networks }) =>
          networks.length === 0 ? null : (
            <section key={id} aria-labelledby={`networks-${id}`}>
              <h2 id={`networks-${id}`} className={styles['heading']}>
                {t(title)}
              </h2>
              <ul className={styles['rows']}>
                {networks.map((network) => (
                  <NetworkRow key={network.id} network={network} {...props} />
                ))}
              </ul>
            </section>
          ),
        )}
        {isFiltered && shown.every(({ networks }) => networks.length === 0) && (
          <EmptyState
            title={t('networks.noMatch', { filter: filter.trim() })}
            actions={<Button onClick={() => setFilter('')}>{t('networks.clearFilter')}</Button>}
          />
        )}
      </nav>
    </div>
  )
}

/** By all that `docker network ls --filter` knows: name, ID, driver, scope and labels; and by subnet. */
function matches({ id, name, driver, scope, labels, pools }: Network, term: string): boolean {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  const texts = [name, driver, scope, ...pairs, ...pools.map(({ subnet }) => subnet)]
  return id.startsWith(term) || texts.some((text) => text.toLowerCase().includes(term))
}

type RowProps = Pick<NetworkListProps, 'members' | 'colours' | 'shownId'> & { readonly network: Network }

function NetworkRow({ network, members, colours, shownId }: RowProps) {
  const { t } = useTranslation()
  const count = members.get(network.id)?.length ?? 0
  const { name, driver } = network
  return (
    <li>
      <a
        className={styles['row']}
        href={formatRoute({ pane: 'networks', id: network.id })}
        aria-label={t('networks.memberCount', { name, driver, count })}
        aria-current={network.id === shownId ? 'page' : undefined}
        title={name}
        draggable={false}
      >
        <span className={styles['ring']} data-line={colours.get(network.id)} aria-hidden />
        <span className={styles['text']}>
          <bdi className={styles['name']}>{name}</bdi>
          <span className={styles['driver']} lang="en">
            {driver}
          </span>
        </span>
        {count > 0 && <span className={styles['count']}>{formatCount(count)}</span>}
      </a>
    </li>
  )
}

const loadingWidths = [140, 110, 160, 90, 120]

function Loading() {
  return (
    <div className={styles['rows']} aria-hidden>
      {loadingWidths.map((width) => (
        <div key={width} className={styles['row']}>
          <Skeleton width={width} />
        </div>
      ))}
    </div>
  )
}
