import { useTranslation } from 'react-i18next'
import type { Network, NetworkPool } from '../../../shared/network.ts'
import { formatDateTime } from '../../format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import { Section } from '../../ui/section.tsx'
import styles from './network-facts.module.css'

/** How a network is set up: all that `docker network inspect` tells, with what it means. */
export function NetworkFacts({ network }: { readonly network: Network }) {
  const { t } = useTranslation()
  const onOff = (isOn: boolean) => t(isOn ? 'networks.facts.on' : 'networks.facts.off')
  return (
    <div className={styles['facts']}>
      <Section title={t('networks.facts.title')}>
        <KeyValueList>
          <KeyValue label={t('networks.facts.id')} value={network.id} isMono copyText={network.id} />
          <KeyValue label={t('networks.facts.driver')} value={network.driver} isMono />
          <KeyValue label={t('networks.facts.scope')} value={network.scope} isMono />
          {network.createdAtMs > 0 && (
            <KeyValue label={t('networks.facts.created')} value={formatDateTime(network.createdAtMs)} />
          )}
          {network.pools.map((pool) => (
            <PoolFacts key={pool.subnet} pool={pool} />
          ))}
          <KeyValue label={t('networks.facts.ipv4')} value={onOff(network.hasIpv4)} />
          <KeyValue label={t('networks.facts.ipv6')} value={onOff(network.hasIpv6)} />
          <KeyValue
            label={t('networks.facts.internal')}
            value={t(network.isInternal ? 'networks.facts.internalYes' : 'networks.facts.internalNo')}
          />
          <KeyValue
            label={t('networks.facts.attachable')}
            value={t(network.isAttachable ? 'networks.facts.attachableYes' : 'networks.facts.attachableNo')}
          />
          <RareFacts network={network} />
          <Named record={network.options} labelKey="networks.facts.option" />
          <Named record={network.labels} labelKey="networks.facts.label" />
        </KeyValueList>
      </Section>
    </div>
  )
}

/** Said only where it is not what everybody has. */
function RareFacts({ network }: { readonly network: Network }) {
  const { t } = useTranslation()
  return (
    <>
      {network.isIngress && (
        <KeyValue label={t('networks.facts.ingress')} value={t('networks.facts.ingressYes')} />
      )}
      {network.isConfigOnly && (
        <KeyValue label={t('networks.facts.configOnly')} value={t('networks.facts.yes')} />
      )}
      {network.configFrom !== null && (
        <KeyValue label={t('networks.facts.configFrom')} value={network.configFrom} />
      )}
      <KeyValue label={t('networks.facts.ipamDriver')} value={network.ipamDriver} isMono />
      <Named record={network.ipamOptions} labelKey="networks.facts.ipamOption" />
    </>
  )
}

function PoolFacts({ pool }: { readonly pool: NetworkPool }) {
  const { t } = useTranslation()
  const reserved = Object.entries(pool.auxAddresses).map(([name, address]) => `${address} (${name})`)
  return (
    <>
      <KeyValue label={t('networks.facts.subnet')} value={pool.subnet} isMono copyText={pool.subnet} />
      {pool.gateway !== null && (
        <KeyValue label={t('networks.facts.gateway')} value={pool.gateway} isMono copyText={pool.gateway} />
      )}
      {pool.ipRange !== null && <KeyValue label={t('networks.facts.ipRange')} value={pool.ipRange} isMono />}
      {reserved.length > 0 && (
        <KeyValue label={t('networks.facts.reserved')} value={reserved.join(', ')} isMono />
      )}
    </>
  )
}

type NamedProps = {
  readonly record: Readonly<Record<string, string>>
  readonly labelKey: 'networks.facts.option' | 'networks.facts.label' | 'networks.facts.ipamOption'
}

function Named({ record, labelKey }: NamedProps) {
  const { t } = useTranslation()
  return Object.entries(record).map(([name, value]) => (
    <KeyValue key={name} label={t(labelKey, { name })} value={value || '–'} isMono copyText={value} />
  ))
}
