import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import { notApplicable } from '../../format.ts'
import { openExternal } from '../../open-external.ts'
import type { PortLink } from '../../port-link.ts'
import { portLinks } from '../../port-link.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import styles from './port-links.module.css'

type PortLinksProps = { readonly container: Container; readonly isNarrow: boolean }

/** Published TCP ports as links that open where the engine is; other published ports as plain text. */
export function PortLinks({ container, isNarrow }: PortLinksProps) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const links = portLinks(container, endpoint)
  const others = container.ports.filter(({ protocol, hostPort }) => protocol !== 'tcp' && hostPort !== null)
  if (links.length + others.length === 0) return <span className={styles['none']}>{notApplicable}</span>
  const room = isNarrow ? 1 : 2
  const shown = links.slice(0, room)
  const hidden = links.length + others.length - shown.length - (shown.length < room ? 1 : 0)
  const other = shown.length < room ? others[0] : undefined
  return (
    <span className={styles['ports']}>
      {shown.map((link) => (
        <Link key={link.address} link={link} name={container.name} />
      ))}
      {other && (
        <span className={styles['plain']}>
          :{other.hostPort}/{other.protocol}
        </span>
      )}
      {hidden > 0 && (
        <span className={styles['more']} title={allPorts(container)}>
          <span aria-hidden>+{hidden}</span>
          <span className="visually-hidden">{t('containers.row.morePorts', { count: hidden })}</span>
        </span>
      )}
    </span>
  )
}

function Link({ link, name }: { readonly link: PortLink; readonly name: string }) {
  const { t } = useTranslation()
  return (
    <a
      className={styles['link']}
      href={link.url}
      target="_blank"
      rel="noreferrer"
      tabIndex={-1}
      aria-label={t('containers.row.openPort', { name, address: link.address })}
      title={link.url}
      onClick={(event) => {
        event.preventDefault()
        openExternal(link.url)
      }}
    >
      :{link.hostPort}
    </a>
  )
}

function allPorts({ ports }: Container): string {
  return ports
    .filter(({ hostPort }) => hostPort !== null)
    .map(
      ({ hostIps, hostPort, containerPort, protocol }) =>
        `${hostIps[0] ?? ''}:${hostPort} → ${containerPort}/${protocol}`,
    )
    .join('\n')
}
