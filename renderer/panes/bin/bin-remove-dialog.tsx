import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinnedContainer } from '../../../shared/bin.ts'
import { binCommands, removeFromBin } from '../../actions/bin/bin-actions.ts'
import { useApp } from '../../app-context.ts'
import { formatDecimalBytes } from '../../format.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import styles from './bin-dialogs.module.css'
import { type Contents, useContents } from './use-contents.ts'

type BinRemoveDialogProps = { readonly items: readonly BinnedContainer[]; readonly onClose: () => void }

/** Says what goes for good, with its sizes, and removes it. */
export function BinRemoveDialog({ items, onClose }: BinRemoveDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const contents = useContents(items.map(({ id }) => id))
  const [volumes, setVolumes] = useState(false)
  const [first] = items
  if (!first) return null
  const names = items.map(({ engineName }) => engineName)
  const told = items.flatMap(({ id }) => contents[id] ?? [])
  const volumeCount = new Set(told.flatMap(({ anonymousVolumes }) => anonymousVolumes)).size
  const takesVolumes = volumes && volumeCount > 0
  return (
    <ConfirmDialog
      open
      title={
        items.length === 1
          ? t('bin.emptyDialog.title', { name: first.name })
          : t('bin.emptyDialog.titleMany', { count: items.length })
      }
      command={binCommands().remove({ names, volumes: takesVolumes })}
      confirmLabel={t('bin.emptyDialog.confirm')}
      tone="destroy"
      isWorking={false}
      onConfirm={() => {
        onClose()
        void removeFromBin(app, items, takesVolumes)
      }}
      onClose={onClose}
    >
      <p className={styles['text']}>
        <strong>{t('bin.emptyDialog.text', { count: items.length })}</strong>
      </p>
      <Sizes items={items} contents={contents} />
      {volumeCount > 0 && (
        <div className={styles['choice']}>
          <Checkbox
            label={t('bin.emptyDialog.volumes', { count: volumeCount })}
            checked={volumes}
            onChange={setVolumes}
          />
          {volumes && (
            <p className={styles['warning']} role="status">
              {t('bin.emptyDialog.volumesHint')}
            </p>
          )}
        </div>
      )}
    </ConfirmDialog>
  )
}

type SizesProps = { readonly items: readonly BinnedContainer[]; readonly contents: Contents }

/** Every container that goes, with what was written inside it. Long lists scroll. */
function Sizes({ items, contents }: SizesProps) {
  const { t } = useTranslation()
  const isMeasured = items.every(({ id }) => contents[id] !== undefined)
  const total = items.reduce((bytes, { id }) => bytes + (contents[id]?.writtenBytes ?? 0), 0)
  return (
    <>
      <ul
        className={styles['names']}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
        tabIndex={0}
        aria-label={t('bin.emptyDialog.written')}
        aria-busy={!isMeasured}
      >
        {items.map(({ id, name }) => (
          <li key={id}>
            <bdi title={name}>{name}</bdi>
            <span>{sizeOf(contents[id])}</span>
          </li>
        ))}
      </ul>
      {items.length > 1 && isMeasured && (
        <p className={styles['note']}>{t('bin.emptyDialog.total', { size: formatDecimalBytes(total) })}</p>
      )}
    </>
  )

  function sizeOf(told: Contents[string] | undefined): string {
    if (told === undefined) return t('bin.emptyDialog.measuring')
    return formatDecimalBytes(told?.writtenBytes ?? null)
  }
}
