import '../../i18n/pane-words.ts'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../../shared/network.ts'
import { useApp } from '../../app-context.ts'
import { navigate } from '../../router.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CreateNetworkDialog } from './create-network-dialog.tsx'
import { networkCommands } from './network-actions.ts'
import { NetworkDetail } from './network-detail.tsx'
import { NetworkList } from './network-list.tsx'
import { colourNetworks, groupNetworks, membersByNetwork } from './network-model.ts'
import styles from './networks-pane.module.css'

type NetworksPaneProps = {
  /** Null: the first of the list. */
  readonly id: string | null
}

/** The networks of the engine at the left; map, containers and settings of one at the right. */
export function NetworksPane({ id }: NetworksPaneProps) {
  const { t } = useTranslation()
  const { networks, containers } = useApp()
  const networksVersion = useStoreVersion(networks)
  const containersVersion = useStoreVersion(containers)
  const [isCreating, setIsCreating] = useState(false)
  const all = useMemo(() => {
    void networksVersion
    return [...networks.all()]
  }, [networks, networksVersion])
  const members = useMemo(() => {
    void containersVersion
    return membersByNetwork(all, containers.all())
  }, [all, containers, containersVersion])
  const colours = useMemo(() => colourNetworks(all), [all])
  const groups = useMemo(() => groupNetworks(all), [all])
  const shown = id === null ? firstOf(groups) : all.find((network) => network.id === id)
  useViewCommand(shown ? networkCommands().inspect(shown.name) : networkCommands().list())
  return (
    <div className={styles['pane']}>
      <NetworkList
        groups={groups}
        members={members}
        colours={colours}
        shownId={shown?.id ?? null}
        isLoading={networks.freshness === 'loading'}
        onCreate={() => setIsCreating(true)}
      />
      <div
        className={styles['detail']}
        data-region="network"
        data-stale={networks.freshness === 'stale' || undefined}
      >
        {shown ? (
          <NetworkDetail key={shown.id} network={shown} all={all} members={members} colours={colours} />
        ) : networks.freshness === 'loading' ? (
          <div className={styles['loading']} role="status" aria-busy="true" aria-label={t('networks.list')}>
            <Skeleton width={220} height={20} />
            <Skeleton width="100%" height={240} />
          </div>
        ) : (
          <Nothing isGone={id !== null} onCreate={() => setIsCreating(true)} />
        )}
      </div>
      {isCreating && (
        <CreateNetworkDialog
          onClose={() => setIsCreating(false)}
          onCreated={(created) => {
            setIsCreating(false)
            navigate({ pane: 'networks', id: created })
          }}
        />
      )}
    </div>
  )
}

function firstOf(groups: ReturnType<typeof groupNetworks>): Network | undefined {
  return groups.project[0] ?? groups.others[0] ?? groups.builtIn[0]
}

function Nothing({ isGone, onCreate }: { readonly isGone: boolean; readonly onCreate: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      size="lg"
      title={t(isGone ? 'networks.gone' : 'networks.none')}
      text={t(isGone ? 'networks.goneText' : 'networks.noneText')}
      actions={
        isGone ? undefined : (
          <Button variant="primary" onClick={onCreate}>
            {t('networks.newNetwork')}
          </Button>
        )
      }
    />
  )
}
