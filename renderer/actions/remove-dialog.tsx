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
import { type KeepRefusal, whyNotKept } from './bin/binnable.ts'
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
  const [openedAtMs] = useState(() => Date.now())
  const { days, whyNot, way, setWay, stopFirst, setStopFirst, volumes, setVolumes, options } =
    useRemoval(containers)
  const { isWorking, error, remove } = useRemove(containers, options, onClose)
  const isKept = way === 'bin'
  return (
    <ConfirmDialog
      open
      title={titleOf(containers, t)}
      command={removalCommand(containers, options, openedAtMs)}
      confirmLabel={t(isKept ? 'bin.ask.confirmBin' : 'bin.ask.confirmForGood')}
      tone={isKept ? 'primary' : 'destroy'}
      isCautious
      isWorking={isWorking}
      error={<Failure error={error} />}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {whyNot === null && (
        <div className={styles['way']}>
          <Segmented
            label={t('bin.ask.way')}
            value={way}
            onChange={setWay}
            options={[
              { id: 'bin', label: t('bin.ask.toBin') },
              { id: 'forGood', label: t('bin.ask.forGood') },
            ]}
          />
        </div>
      )}
      {isKept ? (
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
      {whyNot !== null && <p className={styles['note']}>{t(`bin.why.${whyNot}`)}</p>}
    </ConfirmDialog>
  )
}

/** What is chosen, and what it comes to. */
function useRemoval(containers: readonly Container[]) {
  const days = useBinSettings((settings) => settings.keepDays)
  const [chosen, setWay] = useState<Way>('bin')
  const [stopFirst, setStopFirst] = useState(true)
  const [volumes, setVolumes] = useState(false)
  const refusals = containers.map(whyNotKept)
  const whyNot: KeepRefusal | 'off' | null =
    days === 0 ? 'off' : refusals.includes(null) ? null : (refusals[0] ?? null)
  const way: Way = whyNot === null ? chosen : 'forGood'
  const options: VerbOptions = way === 'bin' ? { keepDays: days, stopFirst: true } : { stopFirst, volumes }
  return { days, whyNot, way, setWay, stopFirst, setStopFirst, volumes, setVolumes, options }
}

/** Long removals go on behind the closed dialog; a short one that fails is told in it. */
function useRemove(containers: readonly Container[], options: VerbOptions, onClose: () => void) {
  const app = useApp()
  const actions = useContainerActions()
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isLong = containers.length > 1 || containers.some(isAlive)
  const remove = async () => {
    if (isLong) onClose()
    setIsWorking(true)
    const failure = await removeContainers(app, actions, containers, options)
    setIsWorking(false)
    setError(failure)
    if (failure === null && !isLong) onClose()
  }
  return { isWorking, error, remove }
}

function Failure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  if (error === null) return null
  const { title, text, details } = describeError(error, t)
  return <ErrorPanel title={title} text={text} details={details} />
}

function titleOf(containers: readonly Container[], t: TFunction): string {
  const [first] = containers
  const count = containers.length
  return count === 1 && first
    ? t('asks.remove.title', { name: first.name })
    : t('asks.remove.titleMany', { count })
}
