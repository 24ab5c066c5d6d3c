import '../i18n/pane-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../shared/container.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Select } from '../ui/select.tsx'
import styles from './action-dialogs.module.css'
import { verbCommand } from './action-runner.ts'
import { NameList } from './name-list.tsx'
import { useContainerActions } from './use-container-actions.ts'

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const
type Signal = (typeof signals)[number]

type KillDialogProps = {
  readonly containers: readonly Container[]
  /** A signal that was asked for. */
  readonly chosen: string | undefined
  readonly onClose: () => void
}

/** Asks which signal to send, and says what the program loses by it. */
export function KillDialog({ containers, chosen, onClose }: KillDialogProps) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const [signal, setSignal] = useState<Signal>(signals.find((each) => each === chosen) ?? 'SIGKILL')
  const [first] = containers
  if (!first) return null
  const isKill = signal === 'SIGKILL'
  const kill = () => {
    onClose()
    void actions.perform('kill', containers, isKill ? {} : { signal })
  }
  return (
    <ConfirmDialog
      open
      title={
        containers.length === 1
          ? t('asks.kill.title', { name: first.name })
          : t('asks.kill.titleMany', { count: containers.length })
      }
      command={verbCommand('kill', containers, { signal })}
      confirmLabel={isKill ? t('asks.kill.confirmKill') : t('asks.kill.confirmSend', { signal })}
      tone={isKill ? 'destroy' : 'primary'}
      isWorking={false}
      onConfirm={kill}
      onClose={onClose}
    >
      <p className={styles['text']}>
        {isKill ? <strong>{t('asks.kill.lost')}</strong> : t('asks.kill.told')}
      </p>
      {containers.length > 1 && <NameList containers={containers} />}
      <Select
        label={t('asks.kill.signal')}
        value={signal}
        onChange={setSignal}
        options={signals.map((id) => ({ id, label: t(`asks.kill.signals.${id}`) }))}
      />
    </ConfirmDialog>
  )
}
