import { RefreshCw, Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EndpointCandidate, EngineInfo } from '../../../shared/engine.ts'
import { useEndpoints, useEngineActions } from '../../actions/engine-actions.ts'
import { endpointName } from '../../connection/endpoint-names.ts'
import { formatBinaryBytes, formatCount } from '../../format.ts'
import { knownEngine, useEngineStatus } from '../../store/engine-store.ts'
import { Button } from '../../ui/button.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { type GlyphName, StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './connection-settings.module.css'

/** The connections of this computer and what the engine in use says about itself. */
export function ConnectionSettings() {
  const { t } = useTranslation()
  const { endpoints, refresh } = useEndpoints(true)
  const status = useEngineStatus()
  const engine = knownEngine(status)
  return (
    <>
      <header className={styles['header']}>
        <p className={styles['note']}>{t('settings.connectionsNote')}</p>
        <Button icon={RefreshCw} onClick={refresh}>
          {t('settings.lookAgain')}
        </Button>
      </header>
      {endpoints ? (
        <ul className={styles['list']}>
          {endpoints.map((endpoint) => (
            <EndpointRow
              key={`${endpoint.source} ${endpoint.name} ${endpoint.host}`}
              endpoint={endpoint}
              isInUse={endpoint.host === status.endpoint?.host}
            />
          ))}
        </ul>
      ) : (
        <p className={styles['looking']}>
          <Spinner /> {t('settings.looking')}
        </p>
      )}
      <section className={styles['engine']} aria-label={t('settings.engine')}>
        <h3 className={styles['heading']}>{t('settings.engine')}</h3>
        {engine ? (
          <EngineFacts engine={engine} address={status.endpoint?.host ?? ''} />
        ) : (
          <p className={styles['note']}>{t('settings.noEngine')}</p>
        )}
      </section>
    </>
  )
}

type EndpointRowProps = { readonly endpoint: EndpointCandidate; readonly isInUse: boolean }

const glyphs: Readonly<Record<EndpointCandidate['reachability'], GlyphName>> = {
  reachable: 'running',
  unreachable: 'exited',
  unsupported: 'removing',
}

function EndpointRow({ endpoint, isInUse }: EndpointRowProps) {
  const { t } = useTranslation()
  const { choose } = useEngineActions()
  const { reachability, engineVersion, host } = endpoint
  const name = endpointName(endpoint, t)
  const words = {
    reachable: t(isInUse ? 'settings.inUse' : 'settings.reachable'),
    unreachable: t('settings.notReachable'),
    unsupported: t('settings.unsupported'),
  }
  return (
    <li className={styles['endpoint']} aria-current={isInUse ? 'true' : undefined}>
      <span className={styles['icon']}>
        <Server aria-hidden />
      </span>
      <span className={styles['names']}>
        <span className={styles['name']}>{name}</span>
        <code className={styles['host']} lang="en">
          {host}
        </code>
      </span>
      <span className={styles['state']}>
        <StateGlyph glyph={glyphs[reachability]} />
        {words[reachability]}
        {engineVersion !== null && <span className={styles['version']}>{engineVersion}</span>}
      </span>
      <span className={styles['action']}>
        {!isInUse && reachability !== 'unsupported' && (
          <Button aria-label={t('settings.useNamed', { name })} onClick={() => choose(host)}>
            {t('settings.use')}
          </Button>
        )}
      </span>
    </li>
  )
}

function EngineFacts({ engine, address }: { readonly engine: EngineInfo; readonly address: string }) {
  const { t } = useTranslation()
  const memory = formatBinaryBytes(engine.memoryBytes)
  const facts = [
    [t('settings.info.name'), engine.name],
    [t('settings.info.address'), address],
    [t('settings.info.version'), engine.version],
    [
      t('settings.info.api'),
      t('settings.info.apiValue', { used: engine.negotiatedApiVersion, newest: engine.apiVersion }),
    ],
    [
      t('settings.info.system'),
      t('settings.info.systemValue', { name: engine.operatingSystem, architecture: engine.architecture }),
    ],
    [t('settings.info.resources'), t('settings.info.resourcesValue', { count: engine.cpuCount, memory })],
    [t('settings.info.storage'), engine.storageDriver],
    [t('settings.info.cgroup'), t('settings.info.cgroupValue', { version: engine.cgroupVersion })],
    [t('settings.info.images'), formatCount(engine.imageCount)],
  ] as const
  return (
    <KeyValueList>
      {facts.map(([label, value]) => (
        <KeyValue key={label} label={label} value={value} />
      ))}
    </KeyValueList>
  )
}
