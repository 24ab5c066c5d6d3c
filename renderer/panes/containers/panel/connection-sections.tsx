import { ArrowRight, Database, ExternalLink, Folder, Globe, Lock, MemoryStick, Waypoints } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails, Mount, PortBinding } from '../../../../shared/container.ts'
import { shortId } from '../../../format.ts'
import { openExternal } from '../../../open-external.ts'
import { portLink } from '../../../port-link.ts'
import { useEngineStatus } from '../../../store/engine-store.ts'
import { Badge } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Section } from '../../../ui/section.tsx'
import { shortenFolder } from '../groups.ts'
import styles from './connection-sections.module.css'

type ConnectionSectionsProps = { readonly container: Container; readonly details: ContainerDetails | null }

/** What joins the container to the world outside: ports, mounts, networks. */
export function ConnectionSections({ container, details }: ConnectionSectionsProps) {
  const { t } = useTranslation()
  const networks = details?.networks ?? container.networks
  return (
    <>
      <Section title={t('containers.panel.ports')}>
        {container.ports.length === 0 && <p className={styles['none']}>{t('containers.panel.noPorts')}</p>}
        <ul className={styles['rows']}>
          {publishedFirst(container.ports).map((port) => (
            <Port
              key={`${port.hostIps.join()}:${port.hostPort}:${port.containerPort}/${port.protocol}`}
              port={port}
              name={container.name}
            />
          ))}
        </ul>
      </Section>
      {container.mounts.length > 0 && (
        <Section title={t('containers.panel.mounts')}>
          <ul className={styles['rows']}>
            {container.mounts.map((mount) => (
              <MountRow key={mount.target} mount={mount} />
            ))}
          </ul>
        </Section>
      )}
      {networks.length > 0 && (
        <Section title={t('containers.panel.networks')}>
          <ul className={styles['rows']}>
            {networks.map(({ network, ipAddress }) => (
              <li key={network} className={styles['row']}>
                <Waypoints aria-hidden />
                <Clip text={network} />
                <span className={styles['end']}>{ipAddress ?? t('containers.panel.noAddress')}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function publishedFirst(ports: readonly PortBinding[]): readonly PortBinding[] {
  return [...ports].sort(
    (a, b) =>
      Number(a.hostPort === null) - Number(b.hostPort === null) ||
      (a.hostPort ?? a.containerPort) - (b.hostPort ?? b.containerPort),
  )
}

function Clip({ text, shown = text }: { readonly text: string; readonly shown?: string }) {
  return (
    <bdi className={styles['clip']} title={text}>
      {shown}
    </bdi>
  )
}

function Port({ port, name }: { readonly port: PortBinding; readonly name: string }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const link = portLink(port, endpoint)
  const inside = `${port.containerPort}/${port.protocol}`
  if (port.hostPort === null) {
    return (
      <li className={styles['row']}>
        <Lock aria-hidden />
        <span className={styles['mono']}>{inside}</span>
        <span className={styles['note']}>{t('containers.panel.notPublished')}</span>
      </li>
    )
  }
  const bound = `${port.hostIps[0] ?? ''}:${port.hostPort}`
  const label = t('containers.row.openPort', { name, address: link?.address ?? bound })
  return (
    <li className={styles['row']} title={t('containers.panel.published', { address: bound, port: inside })}>
      <Globe aria-hidden />
      {link ? (
        <a
          className={styles['mono']}
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
      ) : (
        <span className={styles['mono']}>{bound}</span>
      )}
      <Arrow />
      <span className={styles['mono']}>{inside}</span>
      {link && (
        <span className={styles['end']}>
          <IconButton label={label} icon={ExternalLink} size="sm" onClick={() => openExternal(link.url)} />
        </span>
      )}
    </li>
  )
}

function Arrow(): ReactNode {
  return <ArrowRight aria-hidden className={styles['arrow']} />
}

function isAnonymous({ type, source }: Mount): boolean {
  return type === 'volume' && /^[0-9a-f]{64}$/.test(source)
}

function MountRow({ mount }: { readonly mount: Mount }) {
  const { t } = useTranslation()
  const Icon = mount.type === 'volume' ? Database : mount.type === 'tmpfs' ? MemoryStick : Folder
  const anonymous = isAnonymous(mount)
  const source = anonymous
    ? shortId(mount.source)
    : mount.type === 'bind'
      ? shortenFolder(mount.source)
      : mount.source
  return (
    <li className={styles['row']}>
      <Icon aria-hidden />
      <Clip text={mount.source || mount.type} shown={source || mount.type} />
      <Arrow />
      <Clip text={mount.target} />
      {(mount.isReadOnly || anonymous) && (
        <span className={styles['end']}>
          <Badge tone="neutral">
            {t(mount.isReadOnly ? 'containers.panel.readOnly' : 'containers.panel.anonymous')}
          </Badge>
        </span>
      )}
    </li>
  )
}
