import { File, FileQuestion, FileSymlink, Folder, FolderSymlink } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { showName } from '../../../shared/file-name.ts'
import type { ContainerChange, FileEntry, FileMount } from '../../../shared/files.ts'
import { formatAgo, formatDecimalBytes } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { classNames } from '../../ui/class-names.ts'
import { useObjectWindow } from '../objects/use-object-window.ts'
import styles from './file-list.module.css'
import { canDownload, kindThere, mountWords } from './file-words.ts'

const rowHeight = 26

type FileListProps = {
  readonly label: string
  readonly entries: readonly FileEntry[]
  /** By name. */
  readonly mounts: ReadonlyMap<string, FileMount>
  readonly markOf: (name: string) => ContainerChange['kind'] | null
  readonly selected: string | null
  readonly onSelect: (name: string) => void
  readonly onOpen: (entry: FileEntry) => void
  readonly onUp: () => void
  readonly onRemove: () => void
  readonly onRename: () => void
  /** Gives a drag what may be dropped somewhere else; null where that cannot be. */
  readonly onDragOut: ((entry: FileEntry, data: DataTransfer) => void) | null
}

/** A folder's entries, of which only those in view are drawn. One has the cursor; Enter or a double click opens it. */
export function FileList(props: FileListProps) {
  const { label, entries, mounts, markOf, selected, onSelect, onOpen, onDragOut } = props
  const { t } = useTranslation()
  const nowMs = useNow(60_000)
  const scroller = useRef<HTMLDivElement>(null)
  const { from, to, onScroll } = useObjectWindow(scroller, entries.length, rowHeight, 0)
  const cursor = entries.findIndex(({ name }) => name === selected)

  const move = (event: KeyboardEvent, index: number): void => {
    const within = Math.max(0, Math.min(entries.length - 1, index))
    const next = entries[within]
    event.preventDefault()
    if (!next) return
    onSelect(next.name)
    reveal(scroller.current, within)
  }
  const handleKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1)
    const current = entries[cursor]
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      PageDown: cursor + page,
      PageUp: cursor - page,
      Home: 0,
      End: entries.length - 1,
    }
    const step = steps[event.key]
    const acts: Readonly<Record<string, () => void>> = {
      Backspace: props.onUp,
      ...(current ? { Enter: () => onOpen(current), Delete: props.onRemove, F2: props.onRename } : {}),
    }
    const act = acts[event.key]
    if (step !== undefined) move(event, step)
    else if (act) {
      event.preventDefault()
      event.stopPropagation()
      act()
    }
  }
  return (
    <div
      ref={scroller}
      className={styles['list']}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={cursor >= from && cursor < to ? `file-${cursor}` : undefined}
      onScroll={onScroll}
      onKeyDown={handleKeyDown}
    >
      <div
        className={styles['space']}
        style={{ '--height': `${entries.length * rowHeight}px` } as CSSProperties}
      >
        {entries.slice(from, to).map((entry, offset) => {
          const index = from + offset
          const shown = showName(entry.name)
          const mount = mounts.get(entry.name)
          const mark = markOf(entry.name)
          const words = [
            t('files.rowLabel', { kind: t(`files.kind.${entry.kind}`), name: shown }),
            mount ? mountWords(mount, t) : null,
            mark ? t(`files.mark.${mark}`) : null,
          ].filter((word) => word !== null)
          return (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list takes the keys
            <div
              key={entry.name}
              id={`file-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={entry.name === selected}
              aria-posinset={index + 1}
              aria-setsize={entries.length}
              aria-label={words.join(', ')}
              className={classNames(styles['row'], entry.name === selected && styles['on'])}
              style={{ '--top': `${index * rowHeight}px` } as CSSProperties}
              draggable={onDragOut !== null && canDownload(entry)}
              onDragStart={(event) => onDragOut?.(entry, event.dataTransfer)}
              onClick={() => onSelect(entry.name)}
              onDoubleClick={() => onOpen(entry)}
            >
              <EntryIcon entry={entry} />
              <bdi className={styles['name']}>{shown}</bdi>
              {mark && <span className={styles['mark']} data-mark={mark} title={t(`files.mark.${mark}`)} />}
              {mount && (
                <span className={styles['mount']} title={mountWords(mount, t)}>
                  {t('files.mount.badge', { kind: mount.kind })}
                </span>
              )}
              <span className={styles['gap']} />
              <SizeAndTime entry={entry} nowMs={nowMs} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function SizeAndTime({ entry, nowMs }: { readonly entry: FileEntry; readonly nowMs: number }) {
  const size = entry.kind === 'file' ? formatDecimalBytes(entry.sizeBytes) : ''
  return (
    <>
      <span className={styles['size']}>{size}</span>
      <span className={styles['time']}>{formatAgo(entry.modifiedAtMs, nowMs)}</span>
    </>
  )
}

function EntryIcon({ entry }: { readonly entry: FileEntry }) {
  const isFolder = kindThere(entry) === 'directory'
  if (entry.link)
    return isFolder ? <FolderSymlink aria-hidden className={styles['folder']} /> : <FileSymlink aria-hidden />
  if (isFolder) return <Folder aria-hidden className={styles['folder']} />
  return entry.kind === 'file' ? <File aria-hidden /> : <FileQuestion aria-hidden />
}

/** Scrolls just so far that the row is in view. Not after a click: the row would move away under the pointer. */
function reveal(list: HTMLElement | null, index: number): void {
  if (!list) return
  const top = index * rowHeight
  const last = top + rowHeight - list.clientHeight
  if (top < list.scrollTop) list.scrollTo({ top })
  else if (last > list.scrollTop) list.scrollTo({ top: last })
}
