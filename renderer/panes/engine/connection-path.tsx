import { Lock, type LucideIcon, Network, Server } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import iconUrl from '../../../assets/icon.svg'
import type { Endpoint, EngineInfo } from '../../../shared/engine.ts'
import { engineVersionText } from '../../connection/endpoint-names.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './connection-path.module.css'
import { placeOf, type Remedy } from './remedies.ts'

type ConnectionPathProps = {
  readonly remedy: Remedy
  readonly endpoint: Endpoint | null
  /** The engine that answered last, if one did. */
  readonly engine: EngineInfo | null
}

/** From the app over the socket or address to the engine, with the hop that fails. */
export function ConnectionPath({ remedy, endpoint, engine }: ConnectionPathProps) {
  const { t } = useTranslation()
  const place = placeOf(endpoint)
  const isSocket = place.startsWith('/')
  const isPlaceBroken = remedy.brokenHop === 'place'
  return (
    <div className={styles['path']} role="img" aria-label={t('engine.path')}>
      <Node label="Bayplan">
        <img src={iconUrl} width={24} height={24} alt="" />
      </Node>
      <Hop isBroken={isPlaceBroken} />
      <Node label={isSocket ? (place.split('/').at(-1) ?? place) : place} icon={isSocket ? Lock : Network} />
      <Hop isBroken={!isPlaceBroken} isUnknown={isPlaceBroken && remedy.case !== 'permission'} />
      <Node label={engine ? engineVersionText(engine) : t('engine.pathEngine')} icon={Server} />
    </div>
  )
}

type NodeProps = { readonly label: string; readonly icon?: LucideIcon; readonly children?: ReactNode }

function Node({ label, icon: Icon, children }: NodeProps) {
  return (
    <span className={styles['node']}>
      <span className={styles['box']}>{Icon ? <Icon aria-hidden size={18} /> : children}</span>
      <span className={styles['label']}>{label}</span>
    </span>
  )
}

function Hop({ isBroken, isUnknown = false }: { readonly isBroken: boolean; readonly isUnknown?: boolean }) {
  if (!isBroken) return <span className={isUnknown ? styles['unknown'] : styles['open']} />
  return (
    <span className={styles['broken']}>
      <span />
      <StateGlyph glyph="failed" size={15} />
      <span />
    </span>
  )
}
