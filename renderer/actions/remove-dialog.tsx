import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../shared/container.ts'
import { isAlive } from '../container-state.ts'
import { describeError } from '../messages.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import styles from './action-dialogs.module.css'
import { verbCommand } from './action-runner.ts'
import { NameList } from './name-list.tsx'
import { RemoveLosses } from './remove-losses.tsx'
import { useContainerActions } from './use-container-actions.ts'

type RemoveDialogProps = { readonly containers: readonly Container[]; readonly onClose: () => void }

const isAnonymous = (source: string) => /^[0-9a-f]{64}$/.test(source)

function anonymousVolumes(containers: readonly Container[]): number {
  const sources = containers.flatMap(({ mounts }) =>
    mounts.filter(({ type, source }) => type === 'volume' && isAnonymous(source)).map(({ source }) => source),
  )
  return new Set(sources).size
}

/** Says what goes and what stays, then removes. What runs is stopped first unless one wants it killed. */
export function RemoveDialog({ containers, onClose }: RemoveDialogProps) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const [stopFirst, setStopFirst] = useState(true)
  const [volumes, setVolumes] = useState(false)
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [first] = containers
  if (!first) return null
  const count = containers.length
  const alive = containers.filter(isAlive).length
  const volumeCount = anonymousVolumes(containers)
  const options = { stopFirst, volumes }
  const remove = async () => {
    // A stop takes its grace time, and many take long: their rows and one notice tell how it goes.
    if (count > 1 || alive > 0) {
      onClose()
      void actions.perform('remove', containers, options)
      return
    }
    setIsWorking(true)
    const failure = await actions.removeQuietly(first, options)
    setIsWorking(false)
    if (failure === null) onClose()
    else setError(failure)
  }
  const message = error === null ? null : describeError(error, t)
  return (
    <ConfirmDialog
      open
      title={
        count === 1
          ? t('actions.removeDialog.title', { name: first.name })
          : t('actions.removeDialog.titleMany', { count })
      }
      command={verbCommand('remove', containers, options)}
      confirmLabel={t('actions.removeDialog.confirm')}
      tone="destroy"
      isWorking={isWorking}
      error={message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {count === 1 ? (
        <RemoveLosses container={first} />
      ) : (
        <ManyLosses containers={containers} alive={alive} />
      )}
      <div className={styles['choices']}>
        {alive > 0 && (
          <Choice
            label={t(count === 1 ? 'actions.removeDialog.stopFirst' : 'actions.removeDialog.stopFirstMany')}
            isOn={stopFirst}
            onChange={setStopFirst}
            warning={
              stopFirst
                ? null
                : t(count === 1 ? 'actions.removeDialog.force' : 'actions.removeDialog.forceMany')
            }
          />
        )}
        {volumeCount > 0 && (
          <Choice
            label={t('actions.removeDialog.volumes', { count: volumeCount })}
            isOn={volumes}
            onChange={setVolumes}
            warning={volumes ? t('actions.removeDialog.volumesHint') : null}
          />
        )}
      </div>
    </ConfirmDialog>
  )
}

function ManyLosses({
  containers,
  alive,
}: {
  readonly containers: readonly Container[]
  readonly alive: number
}) {
  const { t } = useTranslation()
  return (
    <>
      <p className={styles['text']}>
        {t('actions.removeDialog.many')}
        {alive > 0 && ` ${t('actions.removeDialog.runningOfMany', { count: alive })}`}
      </p>
      <NameList containers={containers} />
    </>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly warning: string | null
}

function Choice({ label, isOn, onChange, warning }: ChoiceProps) {
  return (
    <div>
      <Checkbox label={label} checked={isOn} onChange={onChange} />
      {warning !== null && (
        <p className={styles['warning']} role="status">
          {warning}
        </p>
      )}
    </div>
  )
}
