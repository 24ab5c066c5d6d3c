import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Network } from '../../../shared/network.ts'
import { NameList } from '../../actions/name-list.tsx'
import { useApp } from '../../app-context.ts'
import { isAlive } from '../../container-state.ts'
import { describeError } from '../../messages.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { networkCommands, removeNetwork } from './network-actions.ts'
import styles from './network-dialogs.module.css'
import type { Member } from './network-model.ts'

type RemoveNetworkDialogProps = {
  readonly network: Network
  readonly members: readonly Member[]
  readonly onClose: () => void
}

/** Names the containers that lose the network; those that run are disconnected first. */
export function RemoveNetworkDialog({ network, members, onClose }: RemoveNetworkDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const containers = members.map(({ container }) => container)
  const running = containers.filter(isAlive)
  const remove = async () => {
    setIsWorking(true)
    try {
      await removeNetwork(app, network, running)
      onClose()
    } catch (reason) {
      setError(reason)
      setIsWorking(false)
    }
  }
  const message = error === null ? null : describeError(error, t)
  return (
    <ConfirmDialog
      open
      title={t('networks.removeDialog.title', { name: network.name })}
      command={networkCommands().remove(
        network.name,
        running.map(({ name }) => name),
      )}
      confirmLabel={t('networks.removeDialog.confirm')}
      tone="destroy"
      isWorking={isWorking}
      error={message && <ErrorPanel {...message} />}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {containers.length === 0 ? (
        <p className={styles['text']}>{t('networks.removeDialog.unused')}</p>
      ) : (
        <>
          <p className={styles['text']}>{t('networks.removeDialog.loses', { count: containers.length })}</p>
          <NameList containers={containers} />
          {running.length > 0 && (
            <p className={styles['note']}>{t('networks.removeDialog.disconnectFirst')}</p>
          )}
          {running.length < containers.length && (
            <p className={styles['note']}>{t('networks.removeDialog.stopped')}</p>
          )}
        </>
      )}
      {network.project !== null && (
        <p className={styles['note']}>{t('networks.removeDialog.compose', { project: network.project })}</p>
      )}
    </ConfirmDialog>
  )
}
