import { Calculator, Download, Eye, FilePen, FolderOpen, KeyRound, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { joinPath, showName } from '../../../shared/file-name.ts'
import type {
  ContainerChange,
  FileEntry,
  FileLocation,
  FileMeasure,
  FileMount,
} from '../../../shared/files.ts'
import { useApp } from '../../app-context.ts'
import { formatDecimalBytes } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { notify } from '../../store/notices.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './file-browser.module.css'
import { kindThere, modeText, mountWords } from './file-words.ts'
import type { FileWork } from './use-file-work.ts'

type SelectedEntryProps = {
  readonly location: FileLocation
  readonly folder: string
  readonly entry: FileEntry
  readonly work: FileWork
  /** Why it cannot be changed; null when it can. */
  readonly blocked: string | null
  readonly isInVolume: boolean
  readonly mount: FileMount | null
  readonly mark: ContainerChange['kind'] | null
  readonly onOpen: () => void
  readonly onAsk: (question: 'rename' | 'mode' | 'remove') => void
}

/** What is known of the entry with the cursor, and what can be done to it. */
export function SelectedEntry(props: SelectedEntryProps) {
  const { location, folder, entry, work, blocked, mount, mark, onOpen, onAsk } = props
  const { t } = useTranslation()
  const path = joinPath(folder, entry.name)
  const name = showName(entry.name)
  const there = kindThere(entry)
  const measuring = useMeasure(location, path)
  const owner = { mode: modeText(entry.mode), user: entry.userId, group: entry.groupId }
  return (
    <section className={styles['selected']} aria-label={t('files.selected')}>
      <div className={styles['facts']}>
        <bdi className={styles['selectedName']}>{name}</bdi>
        <span>{t('files.ownerOf', owner)}</span>
        {entry.link && (
          <span>
            {t(linkWords(entry.link.kind === null, props.isInVolume), {
              target: showName(entry.link.target),
            })}
          </span>
        )}
        {mount && <span>{mountWords(mount, t)}</span>}
        {mark && <span>{t(`files.mark.${mark}`)}</span>}
        {measuring.words !== null && <span role="status">{measuring.words}</span>}
      </div>
      <div className={styles['actions']}>
        {entry.kind === 'directory' && (
          <IconButton
            label={t('files.measure', { name })}
            icon={Calculator}
            size="sm"
            command={work.commands.measure(path)}
            onClick={measuring.start}
          />
        )}
        <IconButton
          label={t('files.open', { name })}
          icon={there === 'directory' ? FolderOpen : Eye}
          size="sm"
          shortcut="Enter"
          command={there === 'directory' ? work.commands.list(path) : work.commands.read(path)}
          disabledReason={there === 'directory' || there === 'file' ? null : t('files.noPreview')}
          onClick={onOpen}
        />
        <IconButton
          label={t('files.download', { name })}
          icon={Download}
          size="sm"
          disabledReason={there === 'directory' || there === 'file' ? null : t('files.noPreview')}
          onClick={() => work.download(folder, entry)}
        />
        <IconButton
          label={t('files.rename', { name })}
          icon={FilePen}
          size="sm"
          shortcut="F2"
          disabledReason={blocked}
          onClick={() => onAsk('rename')}
        />
        <IconButton
          label={t('files.mode', { name })}
          icon={KeyRound}
          size="sm"
          disabledReason={blocked}
          onClick={() => onAsk('mode')}
        />
        <IconButton
          label={t('files.remove', { name })}
          icon={Trash2}
          size="sm"
          shortcut="Delete"
          command={work.commands.remove([path])}
          disabledReason={blocked}
          onClick={() => onAsk('remove')}
        />
      </div>
    </section>
  )
}

function linkWords(isBroken: boolean, isInVolume: boolean) {
  if (!isBroken) return 'files.linkTo'
  return isInVolume ? 'files.linkBroken' : 'files.linkNowhere'
}

type Measuring = { readonly words: string | null; readonly start: () => void }

/** A folder's size takes reading everything in it, so it is added up when asked for. */
function useMeasure(location: FileLocation, path: string): Measuring {
  const app = useApp()
  const { t } = useTranslation()
  const [life, setLife] = useState<AbortController | null>(null)
  const [measured, setMeasured] = useState<FileMeasure | null>(null)
  useEffect(() => () => life?.abort(), [life])
  const measure = async (): Promise<void> => {
    const controller = new AbortController()
    setLife(controller)
    try {
      setMeasured(await app.client().call('files.measure', { location, path }, controller.signal))
    } catch (error) {
      if (controller.signal.aborted) return
      const { title, text, details } = describeError(error, t)
      notify({ tone: 'failed', title, text, details })
    }
    setLife(null)
  }
  const start = (): void => void measure()
  if (life) return { words: t('files.measuring'), start }
  if (!measured) return { words: null, start }
  const { bytes, items } = measured
  return { words: t('files.measured', { size: formatDecimalBytes(bytes), items, count: items }), start }
}
