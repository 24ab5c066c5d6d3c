import type { TFunction } from 'i18next'
import { useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { Container } from '../../shared/container.ts'
import type { Image } from '../../shared/image.ts'
import { useApp } from '../app-context.ts'
import { deriveState, isAlive } from '../container-state.ts'
import { formatDecimalBytes } from '../format.ts'
import { imageName } from '../image-name.ts'
import { containersByImage } from '../image-use.ts'
import { describeError } from '../messages.ts'
import { formatRoute } from '../router.ts'
import { useStoreVersion } from '../store/entity-store.ts'
import { sharedBytesOf, useImageSizes } from '../store/image-sizes.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import styles from './action-dialogs.module.css'
import { performRemoval, performRemovals, removalCommand } from './image-actions.ts'

type ImageRemoveDialogProps = { readonly images: readonly Image[]; readonly onClose: () => void }

const mostNames = 8

/** Says what is really freed and who holds the images back, then removes them. */
export function ImageRemoveDialog({ images, onClose }: ImageRemoveDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  useStoreVersion(app.containers)
  useStoreVersion(app.bin)
  const [force, setForce] = useState(false)
  const [noPrune, setNoPrune] = useState(false)
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [first] = images
  const users = containersByImage(images, app.containers.all())
  const holders = [...users.values()].flat()
  const kept = [...containersByImage(images, app.bin.all()).values()].flat()
  const isRunning = holders.some(isAlive)
  const isHeldByStopped = kept.length > 0 || holders.some((container) => !isAlive(container))
  const options = { force, noPrune }
  const count = images.length
  if (!first) return null
  const remove = async () => {
    if (count > 1) {
      onClose()
      void performRemovals(app, images, options)
      return
    }
    setIsWorking(true)
    const failure = await performRemoval(app, first, options)
    setIsWorking(false)
    if (failure === null) onClose()
    else setError(failure)
  }
  const message = error === null ? null : describeError(error, t)
  return (
    <ConfirmDialog
      open
      title={titleOf(images, t)}
      command={removalCommand(images, options)}
      confirmLabel={
        count === 1 ? t('images.removeDialog.confirm') : t('images.removeDialog.confirmMany', { count })
      }
      tone="destroy"
      isWorking={isWorking}
      disabledReason={count === 1 && isRunning ? t('images.removeDialog.running') : null}
      error={message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p className={styles['text']}>
        <Freed images={images} />
      </p>
      <p className={styles['note']}>{t('images.removeDialog.again')}</p>
      <Leaving images={images} />
      <Kept names={kept.map(({ name }) => name)} />
      <Holders holders={holders} isOfMany={count > 1} onFollow={onClose} />
      <div className={styles['choices']}>
        <Choice
          label={t(isHeldByStopped ? 'images.removeDialog.force' : 'images.removeDialog.forceTags')}
          hint={force && isHeldByStopped ? t('images.removeDialog.forceHint') : null}
          isOn={force}
          onChange={setForce}
        />
        <Choice
          label={t('images.removeDialog.noPrune')}
          hint={noPrune ? t('images.removeDialog.noPruneHint') : null}
          isOn={noPrune}
          onChange={setNoPrune}
        />
      </div>
    </ConfirmDialog>
  )
}

/** What the disk gains: without layers that others have, as far as that is measured. */
function Freed({ images }: { readonly images: readonly Image[] }) {
  const { t } = useTranslation()
  const shared = useImageSizes((sizes) => sizes.shared)
  const strong = { components: [<strong key="size" />], t }
  const parts = images.map(({ id, sizeBytes }) => ({ sizeBytes, shared: sharedBytesOf(shared, id) }))
  const most = parts.reduce((sum, part) => sum + part.sizeBytes, 0)
  if (parts.some((part) => part.shared === null)) {
    return (
      <Trans
        {...strong}
        i18nKey="images.removeDialog.freesUpTo"
        values={{ size: formatDecimalBytes(most) }}
      />
    )
  }
  const kept = parts.reduce((sum, part) => sum + (part.shared ?? 0), 0)
  const least = Math.max(0, most - kept)
  if (kept === 0) {
    return (
      <Trans {...strong} i18nKey="images.removeDialog.frees" values={{ size: formatDecimalBytes(most) }} />
    )
  }
  if (images.length > 1) {
    const values = { least: formatDecimalBytes(least), most: formatDecimalBytes(most) }
    return <Trans {...strong} i18nKey="images.removeDialog.freesAtLeast" values={values} />
  }
  if (least === 0) return t('images.removeDialog.freesNothing')
  const values = { size: formatDecimalBytes(least), kept: formatDecimalBytes(kept) }
  return <Trans {...strong} i18nKey="images.removeDialog.freesPart" values={values} />
}

/** The tags of the one image, or the names of the many. */
function Leaving({ images }: { readonly images: readonly Image[] }) {
  const { t } = useTranslation()
  const [first] = images
  const names = images.length === 1 ? (first?.tags ?? []) : images.map(imageName)
  if (images.length === 1 && names.length < 2) return null
  const more = names.length - mostNames
  return (
    <>
      {images.length === 1 && (
        <p className={styles['note']}>{t('images.removeDialog.references', { count: names.length })}</p>
      )}
      <ul className={styles['names']}>
        {names.slice(0, mostNames).map((name) => (
          <li key={name} className={styles['item']}>
            <bdi className={styles['itemName']} title={name}>
              {name}
            </bdi>
          </li>
        ))}
        {more > 0 && <li className={styles['more']}>{t('images.andMore', { count: more })}</li>}
      </ul>
    </>
  )
}

function titleOf(images: readonly Image[], t: TFunction): string {
  const [first] = images
  return first && images.length === 1
    ? t('images.removeDialog.title', { name: imageName(first) })
    : t('images.removeDialog.titleMany', { count: images.length })
}

/** Containers in the bin that could not come back without the images. */
function Kept({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation()
  if (names.length === 0) return null
  return (
    <p className={styles['note']}>
      {t('images.inBin', { count: names.length, names: names.slice(0, mostNames).join(', ') })}
    </p>
  )
}

type HoldersProps = {
  readonly holders: readonly Container[]
  readonly isOfMany: boolean
  /** A link leads elsewhere: the question is over. */
  readonly onFollow: () => void
}

/** Containers that hold the images back, each with the way to it. */
function Holders({ holders, isOfMany, onFollow }: HoldersProps) {
  const { t } = useTranslation()
  if (holders.length === 0) return null
  const more = holders.length - mostNames
  const key = isOfMany ? 'images.removeDialog.heldBackMany' : 'images.removeDialog.heldBack'
  return (
    <>
      <p className={styles['note']}>{t(key, { count: holders.length })}</p>
      <ul className={styles['names']}>
        {holders.slice(0, mostNames).map((container) => (
          <li key={container.id} className={styles['item']}>
            <StateGlyph glyph={deriveState(container, 0).glyph} size={14} />
            <a
              className={styles['itemName']}
              href={formatRoute({ pane: 'container', id: container.id, tab: 'logs' })}
              onClick={onFollow}
            >
              {container.name}
            </a>
          </li>
        ))}
        {more > 0 && <li className={styles['more']}>{t('images.andMore', { count: more })}</li>}
      </ul>
      {holders.some(isAlive) && <p className={styles['note']}>{t('images.removeDialog.running')}</p>}
    </>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly hint: string | null
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function Choice({ label, hint, isOn, onChange }: ChoiceProps) {
  return (
    <div>
      <Checkbox label={label} checked={isOn} onChange={onChange} />
      {hint !== null && (
        <p className={styles['warning']} role="status">
          {hint}
        </p>
      )}
    </div>
  )
}
