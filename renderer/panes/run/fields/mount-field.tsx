import { ArrowRight, Database, Folder, FolderOpen, MemoryStick, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../../app-context.ts'
import { useStoreVersion } from '../../../store/entity-store.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { useRunForm } from '../form/form-context.ts'
import { useFolderChoice } from '../form/use-folder-choice.ts'
import { useRows } from '../form/use-rows.ts'
import { isFolder, type MountRow } from '../model/rows.ts'
import { FormInput } from '../parts/form-input.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import { SuggestInput } from '../parts/suggest-input.tsx'
import styles from './fields.module.css'

type MountFieldProps = { readonly row: MountRow }

const mostVolumes = 12

/** One mount: from where, to which path, and whether it can be written. */
export function MountField({ row }: MountFieldProps) {
  const { t } = useTranslation()
  const { written } = useRunForm()
  const { change, remove, removeKey } = useRows('mounts')
  const part = written.parts.get(row.id) ?? ''
  return (
    <div data-part={part} data-row={row.id} className={styles['item']}>
      <div className={styles['mount']}>
        {row.text === null ? (
          <Fields row={row} part={part} />
        ) : (
          <FormInput
            className={styles['wide']}
            label={t('run.mountText', { option: `--${row.option}` })}
            part={part}
            value={row.text}
            onChange={(text) => change(row, { text })}
            onKeyDown={removeKey(row)}
          />
        )}
        <IconButton
          label={t('run.removeMount', { target: row.target || row.source })}
          icon={X}
          onClick={() => remove(row)}
        />
      </div>
      <PartNotes part={part} />
    </div>
  )
}

type PartProps = MountFieldProps & { readonly part: string }

function Fields({ row, part }: PartProps) {
  const { t } = useTranslation()
  const { change, removeKey } = useRows('mounts')
  return (
    <>
      <Source row={row} part={part} />
      <ArrowRight aria-hidden className={styles['arrow']} />
      <FormInput
        label={t('run.target')}
        placeholder="/data"
        part={part}
        value={row.target}
        onChange={(target) => change(row, { target })}
        onKeyDown={removeKey(row)}
      />
      {row.kind === 'tmpfs' && row.option === 'tmpfs' ? (
        <FormInput
          label={t('run.tmpfsOptions')}
          placeholder="size=64m"
          part={part}
          value={row.mode}
          onChange={(mode) => change(row, { mode })}
        />
      ) : (
        <Mode row={row} />
      )}
    </>
  )
}

/** A name is a volume, a path is a folder: the text itself tells which. */
function Source({ row, part }: PartProps) {
  const { t } = useTranslation()
  const { volumes } = useApp()
  useStoreVersion(volumes)
  const { change } = useRows('mounts')
  const chooseFolder = useFolderChoice()
  if (row.kind === 'tmpfs') {
    return (
      <span className={styles['badge']}>
        <MemoryStick size={14} aria-hidden />
        {t('run.mountKind.tmpfs')}
      </span>
    )
  }
  const { source } = row
  const isPath = source === '' ? row.kind === 'bind' : isFolder(source)
  const names = isPath
    ? []
    : [...volumes.all()].filter((one) => !one.isAnonymous && one.name.includes(source))
  const isNew = !isPath && source !== '' && !volumes.get(source)
  const badge = isNew ? <span className={styles['badge']}>{t('run.isNew')}</span> : undefined
  return (
    <div className={styles['secret']}>
      <SuggestInput
        label={t(isPath ? 'run.folder' : 'run.volume')}
        part={part}
        value={source}
        onChange={(text) =>
          change(row, { source: text, kind: isFolder(text) ? 'bind' : text === '' ? row.kind : 'volume' })
        }
        placeholder={isPath ? t('run.folderPlaceholder') : t('run.volumePlaceholder')}
        icon={isPath ? <Folder aria-hidden /> : <Database aria-hidden />}
        badge={badge}
        groups={[
          {
            label: t('run.existingVolumes'),
            items: names
              .filter(({ name }) => name !== source)
              .slice(0, mostVolumes)
              .map(({ name }) => ({ text: name })),
          },
        ]}
      />
      {isPath && chooseFolder !== null && (
        <IconButton
          size="sm"
          icon={FolderOpen}
          label={t('run.chooseFolder')}
          onClick={() =>
            void chooseFolder().then((path) => {
              if (path !== null) change(row, { source: path })
            })
          }
        />
      )}
    </div>
  )
}

const modes = ['rw', 'ro'] as const

function Mode({ row }: MountFieldProps) {
  const { t } = useTranslation()
  const { change } = useRows('mounts')
  const value = row.mode === '' ? 'rw' : row.mode
  const known: readonly string[] = modes
  const options = [...(known.includes(value) ? [] : [value]), ...modes]
  return (
    <Select
      label={t('run.mode')}
      isLabelHidden
      value={value}
      options={options.map((id) => ({ id, label: id }))}
      onChange={(mode) => change(row, { mode: mode === 'rw' ? '' : mode })}
    />
  )
}
