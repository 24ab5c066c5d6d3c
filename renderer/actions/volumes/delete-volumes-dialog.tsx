import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import type { Volume } from '../../../shared/volume.ts'
import { useApp } from '../../app-context.ts'
import { formatDecimalBytes, shortId } from '../../format.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { volumeSizes } from '../../store/measurements.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { TypedWord } from '../../ui/typed-word.tsx'
import { deleteVolumes } from './delete-volumes.ts'
import styles from './volume-dialogs.module.css'
import { volumeUses } from './volume-uses.ts'

type DeleteVolumesDialogProps = { readonly volumes: readonly Volume[]; readonly onClose: () => void }

/** The word being learned stays the same in every language. */
const word = 'delete'
const mostNames = 8

/** Says which of several volumes go, asks for a word, and deletes them. What a container uses stays. */
export function DeleteVolumesDialog({ volumes, onClose }: DeleteVolumesDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { endpoint } = useEngineStatus()
  const sizes = volumeSizes.use((state) => state.value)
  const field = useRef<HTMLInputElement>(null)
  useStoreVersion(app.containers)
  const [typed, setTyped] = useState('')
  const uses = volumeUses(app.containers.all())
  const free = volumes.filter(({ name }) => !uses.has(name))
  const names = free.map(({ name }) => name)
  const held = volumes.length - free.length
  const more = free.length - mostNames
  const reason =
    free.length === 0
      ? t('volumes.deleteDialog.allHeldBack')
      : typed === word
        ? null
        : t('volumes.deleteDialog.typeWord')
  return (
    <ConfirmDialog
      open
      title={t('volumes.deleteDialog.titleMany', { count: free.length })}
      command={volumeCommandsFor(endpoint).remove(names)}
      confirmLabel={t('volumes.deleteDialog.confirmMany', { count: free.length })}
      tone="destroy"
      isWorking={false}
      disabledReason={reason}
      initialFocus={field}
      onConfirm={() => {
        onClose()
        void deleteVolumes(app, names)
      }}
      onClose={onClose}
    >
      <p>
        <strong>{t('volumes.deleteDialog.goneMany')}</strong> {t('volumes.deleteDialog.noUndo')}
      </p>
      <ul className={styles['names']}>
        {free.slice(0, mostNames).map(({ name, isAnonymous }) => (
          <li key={name}>
            <bdi title={name}>{isAnonymous ? shortId(name) : name}</bdi>
            <span>{formatDecimalBytes(sizes?.bytes[name] ?? null)}</span>
          </li>
        ))}
        {more > 0 && <li>{t('volumes.deleteDialog.andMore', { count: more })}</li>}
      </ul>
      {held > 0 && <p>{t('volumes.deleteDialog.heldBackMany', { count: held })}</p>}
      <TypedWord
        sentence={t('volumes.deleteDialog.type', { word })}
        word={word}
        value={typed}
        onChange={setTyped}
        inputRef={field}
      />
    </ConfirmDialog>
  )
}
