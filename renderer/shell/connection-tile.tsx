import { ChevronsUpDown, Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ConnectionMenu } from '../connection/connection-menu.tsx'
import { endpointName, engineLine } from '../connection/endpoint-names.ts'
import { useEngineStatus, useLinkState } from '../store/engine-store.ts'
import { describedBy } from '../ui/described.ts'
import { Spinner } from '../ui/spinner.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { TooltipContent } from '../ui/tooltip-content.tsx'
import styles from './connection-tile.module.css'

type ConnectionTileProps = {
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Which engine is in use; opens the list of others. */
export function ConnectionTile({ isOpen, onOpenChange }: ConnectionTileProps) {
  const { t } = useTranslation()
  const status = useEngineStatus()
  const link = useLinkState()
  const name = endpointName(status.endpoint, t)
  const state = link === 'open' ? status.state : link === 'connecting' ? 'connecting' : 'unreachable'
  const words = { connected: '', connecting: t('shell.connecting'), unreachable: t('shell.notConnected') }
  const line =
    state === 'connected' && status.state === 'connected' ? engineLine(status.engine, t) : words[state]
  const button = (
    <button
      type="button"
      className={styles['tile']}
      aria-label={t('shell.switchConnection', { name })}
      {...describedBy(line)}
    >
      <span className={styles['icon']}>
        {state === 'connecting' ? <Spinner /> : <Server aria-hidden />}
        {state === 'connected' && <span className={styles['dot']} />}
      </span>
      <span className={styles['text']}>
        <span className={styles['name']}>{name}</span>
        <span className={styles['line']}>{line}</span>
      </span>
      <ChevronsUpDown className={styles['chevrons']} aria-hidden />
    </button>
  )
  return (
    <ConnectionMenu
      trigger={
        <Tooltip content={<TooltipContent label={name} shortcut="Mod+Shift+E" reason={line} />}>
          {button}
        </Tooltip>
      }
      open={isOpen}
      onOpenChange={onOpenChange}
    />
  )
}
