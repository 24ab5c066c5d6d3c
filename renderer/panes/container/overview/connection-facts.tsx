import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import { openExternal } from '../../../open-external.ts'
import { portLink } from '../../../port-link.ts'
import { navigate } from '../../../router.ts'
import { useEngineStatus } from '../../../store/engine-store.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Section } from '../../../ui/section.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import styles from './facts.module.css'

type Props = { readonly container: Container; readonly details: ContainerDetails }

/** Ports with the command that lists them, mounts, and networks. */
export function ConnectionFacts({ container, details }: Props) {
  const { t } = useTranslation()
  const { mounts } = container
  return (
    <>
      <PortFacts container={container} />
      <Section title={t('overview.mounts')}>
        {mounts.length === 0 && <p className={styles['none']}>{t('overview.noMounts')}</p>}
        <ul className={styles['rows']}>
          {mounts.map(({ type, source, target, isReadOnly }) => (
            <li key={target} className={styles['row']}>
              <span className={styles['kind']}>{type}</span>
              {type === 'volume' ? (
                <button
                  type="button"
                  className={styles['link']}
                  onClick={() => navigate({ pane: 'volumes', name: source })}
                >
                  <bdi>{source}</bdi>
                </button>
              ) : (
                <bdi className={styles['mono']}>{source}</bdi>
              )}
              <span aria-hidden>→</span>
              <bdi className={styles['mono']}>{target}</bdi>
              {isReadOnly && <span className={styles['note']}>{t('overview.readOnly')}</span>}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('overview.networks')}>
        {details.networks.length === 0 && <p className={styles['none']}>{t('overview.noNetworks')}</p>}
        <ul className={styles['rows']}>
          {details.networks.map(({ network, ipAddress, aliases }) => (
            <li key={network} className={styles['row']}>
              <bdi>{network}</bdi>
              <span className={styles['mono']}>{ipAddress ?? t('overview.noAddress')}</span>
              {aliases.length > 0 && <span className={styles['note']}>{aliases.join(', ')}</span>}
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function PortFacts({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const command = useDockerCommands().port(container.name)
  const ports = container.ports.toSorted((a, b) => a.containerPort - b.containerPort)
  const note = (
    <span className={styles['command']}>
      <code lang="en">{command}</code>
      <CopyButton text={command} label={t('common.copyNamed', { name: command })} />
    </span>
  )
  return (
    <Section title={t('overview.ports')} note={note}>
      {ports.length === 0 && <p className={styles['none']}>{t('overview.noPorts')}</p>}
      <ul className={styles['rows']}>
        {ports.map((port) => {
          const link = portLink(port, endpoint)
          const inside = `${port.containerPort}/${port.protocol}`
          return (
            <li key={`${inside} ${port.hostIps.join()} ${port.hostPort}`} className={styles['row']}>
              <span className={styles['mono']}>{inside}</span>
              <span aria-hidden>→</span>
              {port.hostPort === null && <span className={styles['note']}>{t('overview.notPublished')}</span>}
              {port.hostPort !== null &&
                port.hostIps.map((ip) => (
                  <span key={ip} className={styles['mono']}>
                    {ip.includes(':') ? `[${ip}]` : ip}:{port.hostPort}
                  </span>
                ))}
              {link && (
                <a
                  className={styles['link']}
                  href={link.url}
                  target="_blank"
                  rel="noreferrer"
                  onClick={(event) => {
                    event.preventDefault()
                    openExternal(link.url)
                  }}
                >
                  {link.address}
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
