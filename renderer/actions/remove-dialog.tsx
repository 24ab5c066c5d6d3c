import '../i18n/pane-words.ts'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../shared/container.ts'
import { useApp } from '../app-context.ts'
import { isAlive } from '../container-state.ts'
import { describeError } from '../messages.ts'
import { useBinSettings } from '../store/bin-settings.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { Segmented } from '../ui/segmented.tsx'
import styles from './action-dialogs.module.css'
import { whyNotKept } from './bin/binnable.ts'
import { removalCommand, removeContainers } from './bin/remove-containers.ts'
import { BinPlan } from './bin-plan.tsx'
import type { VerbOptions } from './engine-verbs.ts'
import { RemovalPlan } from './removal-plan.tsx'
import { useContainerActions } from './use-container-actions.ts'

type RemoveDialogProps = { readonly containers: readonly Container[]; readonly onClose: () => void }

type Way = 'bin' | 'forGood'

/** Removes into the bin, or for good when that is chosen or nothing can be kept. Says what goes and what stays. */
export function RemoveDialog({ containers, onClose }: RemoveDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const actions = useContainerActions()
  const days = useBinSettings((settings) => settings.keepDays)
  const [openedAtMs] = useState(() => Date.now())
  const [chosen, setChosen] = useState<Way>('bin')
  const [stopFirst, setStopFirst] = useState(true)
  const [volumes, setVolumes] = useState(false)
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [first] = containers
  if (!first) return null
  const refusals = containers.map(whyNotKept)
  const canKeep = days > 0 && refusals.includes(null)
  const way = canKeep ? chosen : 'forGood'
  const options: VerbOptions = way === 'bin' ? { keepDays: days, stopFirst: true } : { stopFirst, volumes }
  const isLong = containers.length > 1 || isAlive(first)
  const remove = async () => {
    if (isLong) onClose()
    setIsWorking(true)
    const failure = await removeContainers(app, actions, containers, options)
    setIsWorking(false)
    if (failure !== null) setError(failure)
    else if (!isLong) onClose()
  }
  const message = error === null ? null : describeError(error, t)
  return (
    <ConfirmDialog
      open
      title={titleOf(containers, t)}
      command={removalCommand(containers, options, openedAtMs)}
      confirmLabel={t(way === 'bin' ? 'bin.ask.confirmBin' : 'bin.ask.confirmForGood')}
      tone={way === 'bin' ? 'primary' : 'destroy'}
      isCautious
      isWorking={isWorking}
      error={message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {canKeep && (
        <Segmented
          label={t('bin.ask.way')}
          value={way}
          onChange={setChosen}
          options={[
            { id: 'bin', label: t('bin.ask.toBin') },
            { id: 'forGood', label: t('bin.ask.forGood') },
          ]}
        />
      )}
      {way === 'bin' ? (
        <BinPlan containers={containers} days={days} />
      ) : (
        <RemovalPlan
          containers={containers}
          stopFirst={stopFirst}
          onStopFirst={setStopFirst}
          volumes={volumes}
          onVolumes={setVolumes}
        />
      )}
      {!canKeep && (
        <p className={styles['note']}>{t(`bin.why.${days === 0 ? 'off' : (refusals[0] ?? 'off')}`)}</p>
      )}
    </ConfirmDialog>
  )
}

function titleOf(containers: readonly Container[], t: TFunction): string {
  const [first] = containers
  const count = containers.length
  return count === 1 && first
    ? t('actions.removeDialog.title', { name: first.name })
    : t('actions.removeDialog.titleMany', { count })
}
