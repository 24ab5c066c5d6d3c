import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import type { Volume } from '../../../shared/volume.ts'
import { type AppContext, useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TypedWord } from '../../ui/typed-word.tsx'
import { backUp, backUpName } from './back-up.ts'
import { deleteVolume } from './delete-volumes.ts'
import styles from './volume-dialogs.module.css'
import { VolumeLosses } from './volume-losses.tsx'
import { volumeUses } from './volume-uses.ts'

type DeleteVolumeDialogProps = { readonly volume: Volume; readonly onClose: () => void }

/** Says what goes with one volume, asks for its name, and deletes it. */
export function DeleteVolumeDialog({ volume, onClose }: DeleteVolumeDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { endpoint } = useEngineStatus()
  const field = useRef<HTMLInputElement>(null)
  useStoreVersion(app.containers)
  const [typed, setTyped] = useState('')
  const [isBackedUp, setIsBackedUp] = useState(true)
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { name } = volume
  const holders = [
    ...new Set((volumeUses(app.containers.all()).get(name) ?? []).map((use) => use.container.name)),
  ]
  const heldBack =
    holders.length === 0
      ? null
      : t('volumes.deleteDialog.heldBack', { count: holders.length, names: holders.join(', ') })
  const leave = useAbortOnLeave()
  const remove = async () => {
    setIsWorking(true)
    setError(null)
    const failure = isBackedUp
      ? await backUpAndDelete(app, name, leave.current.signal)
      : await deleteVolume(app, name)
    setIsWorking(false)
    if (failure === null) onClose()
    else if (failure !== notSaved) setError(failure)
  }
  const message = error === null ? null : describeError(error, t)
  return (
    <ConfirmDialog
      open
      title={t('volumes.deleteDialog.title', { name })}
      command={volumeCommandsFor(endpoint).remove([name])}
      confirmLabel={t('volumes.deleteDialog.confirm')}
      tone="destroy"
      isWorking={isWorking}
      disabledReason={heldBack ?? (typed === name ? null : t('volumes.deleteDialog.typeFirst'))}
      error={message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
      initialFocus={heldBack === null ? field : undefined}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>
        <strong>{t('volumes.deleteDialog.gone')}</strong> {t('volumes.deleteDialog.noUndo')}
      </p>
      <VolumeLosses volume={volume} />
      {heldBack === null ? (
        <>
          <BackUpChoice name={name} isOn={isBackedUp} onChange={setIsBackedUp} />
          <TypedWord
            sentence={t('volumes.deleteDialog.type', { word: name })}
            word={name}
            value={typed}
            onChange={setTyped}
            inputRef={field}
          />
        </>
      ) : (
        <p role="status">{heldBack}</p>
      )}
    </ConfirmDialog>
  )
}

type BackUpChoiceProps = {
  readonly name: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function BackUpChoice({ name, isOn, onChange }: BackUpChoiceProps) {
  const { t } = useTranslation()
  const [openedAtMs] = useState(() => Date.now())
  const file = backUpName(name, openedAtMs)
  return (
    <div>
      <Checkbox label={t('volumes.deleteDialog.backUpFirst')} checked={isOn} onChange={onChange} />
      <p className={styles['choiceNote']}>{t('volumes.deleteDialog.backUpHint', { file })}</p>
    </div>
  )
}

/** Stands for a save dialog that was closed: nothing happened, and there is nothing to tell. */
const notSaved = Symbol('not saved')

/** Nothing is deleted that was not saved. Answers with the failure, null when both went well. */
async function backUpAndDelete(app: AppContext, name: string, signal: AbortSignal): Promise<unknown> {
  try {
    if (!(await backUp(app, name, signal))) return notSaved
  } catch (error) {
    return error
  }
  return deleteVolume(app, name)
}

/** Closing the dialog while the backup is made keeps the volume. */
function useAbortOnLeave(): RefObject<AbortController> {
  const controller = useRef(new AbortController())
  useEffect(() => {
    const current = new AbortController()
    controller.current = current
    return () => current.abort()
  }, [])
  return controller
}
