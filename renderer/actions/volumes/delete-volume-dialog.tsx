import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import type { Volume } from '../../../shared/volume.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TypedWord } from '../../ui/typed-word.tsx'
import { deleteVolume } from './delete-volumes.ts'
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
  const remove = async () => {
    setIsWorking(true)
    const failure = await deleteVolume(app, name)
    setIsWorking(false)
    if (failure === null) onClose()
    else setError(failure)
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
        <TypedWord
          sentence={t('volumes.deleteDialog.type', { word: name })}
          word={name}
          value={typed}
          onChange={setTyped}
          inputRef={field}
        />
      ) : (
        <p role="status">{heldBack}</p>
      )}
    </ConfirmDialog>
  )
}
