import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { joinPath, lastName, parentPath, showName } from '../../../shared/file-name.ts'
import type { FileMount } from '../../../shared/files.ts'
import { formatCount } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { useViewCommand } from '../../store/companion.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { DropZone } from './drop-zone.tsx'
import styles from './file-browser.module.css'
import { FileList } from './file-list.tsx'
import { FileNote } from './file-note.tsx'
import type { FileMarks, FilePlace } from './file-place.ts'
import { FilePreview } from './file-preview.tsx'
import { FileQuestions } from './file-questions.tsx'
import { FileToolbar } from './file-toolbar.tsx'
import { FolderTree } from './folder-tree.tsx'
import { NoFileSession } from './no-file-session.tsx'
import { SelectedEntry } from './selected-entry.tsx'
import { useBrowser } from './use-browser.ts'
import type { Directory } from './use-directory.ts'
import { useFolderTree } from './use-folder-tree.ts'

type FileBrowserProps = {
  readonly place: FilePlace
  readonly marks?: FileMarks
  /** There is room for a tree of folders. */
  readonly hasTree?: boolean
  /** Something may have changed, or the person wants to know. */
  readonly onRefresh?: () => void
}

/** The files of one place. Give it the place's name as key: each place begins at its top. */
export function FileBrowser({ place, marks, hasTree = false, onRefresh }: FileBrowserProps) {
  const { t } = useTranslation()
  const { location, name, life } = place
  const browser = useBrowser(place, onRefresh)
  const { path, isWritable, session, directory, work, shown, current, text } = browser
  const mountsHere = useMemo(() => mountsIn(browser.mounts, path), [browser.mounts, path])
  const markOf = (entryName: string) => marks?.get(joinPath(path, entryName)) ?? null
  const isOpen = session.state === 'open'
  const tree = useFolderTree(directory)
  useViewCommand(work.commands.list(path))
  return (
    <section className={styles['browser']} aria-label={t('files.region', { name })}>
      <FileToolbar
        name={name}
        path={path}
        blocked={browser.blocked}
        isFinding={text !== null}
        work={work}
        onGo={browser.go}
        onFind={() => browser.setText(text === null ? '' : null)}
        onUpload={browser.upload}
        onUploadFolders={browser.uploadFolders}
        onFolder={() => browser.setQuestion({ kind: 'folder' })}
        onRefresh={browser.refresh}
      />
      {text !== null && (
        <div className={styles['search']}>
          <SearchField
            label={t('files.search')}
            placeholder={t('files.search')}
            value={text}
            onChange={browser.setText}
            inputRef={focusField}
            resultCount={t('files.found', { count: shown.length })}
          />
        </div>
      )}
      <div className={styles['folders']}>
        {hasTree && isOpen && <FolderTree root={name} folders={tree} path={path} onGo={browser.go} />}
        <DropZone path={path} onDrop={(items) => void browser.drop(items)}>
          {isOpen ? (
            <Listing
              directory={directory}
              isFiltered={(text ?? '') !== ''}
              onRetry={browser.refresh}
              shown={shown.length}
            >
              <FileList
                key={path}
                label={t('files.list', { path: showName(path) })}
                entries={shown}
                mounts={mountsHere}
                markOf={markOf}
                selected={browser.selected}
                onSelect={browser.setSelected}
                onOpen={browser.open}
                onUp={() => browser.go(parentPath(path))}
                onRemove={() => browser.ask('remove')}
                onRename={() => browser.ask('rename')}
                onDragOut={work.dragOut && ((entry, data) => work.dragOut?.(path, entry, data))}
              />
            </Listing>
          ) : (
            <NoFileSession place={place} session={session} onRetry={session.retry} />
          )}
        </DropZone>
      </div>
      {current && isOpen ? (
        <SelectedEntry
          key={`${path}/${current.name}`}
          location={location}
          folder={path}
          entry={current}
          work={work}
          blocked={browser.blockedEntry}
          isInVolume={life === 'volume'}
          mount={mountsHere.get(current.name) ?? null}
          mark={markOf(current.name)}
          onOpen={() => browser.open(current)}
          onAsk={browser.ask}
        />
      ) : (
        <p className={styles['selected']}>{t('files.selectFirst')}</p>
      )}
      <FileNote place={place} session={session} isWritable={isWritable} onChange={browser.setIsWritable} />
      <BrowserDialogs place={place} browser={browser} />
    </section>
  )
}

type BrowserDialogsProps = {
  readonly place: FilePlace
  readonly browser: ReturnType<typeof useBrowser>
}

function BrowserDialogs({ place: { location }, browser }: BrowserDialogsProps) {
  const { path, work, question, opened, isWritable } = browser
  return (
    <>
      {question && (
        <FileQuestions
          question={question}
          location={location}
          folder={path}
          names={browser.names}
          work={work}
          onSelect={browser.setSelected}
          onClose={() => browser.setQuestion(null)}
        />
      )}
      {opened && (
        <FilePreview
          location={location}
          folder={path}
          entry={opened}
          work={work}
          isWritable={isWritable}
          onClose={() => browser.setOpened(null)}
        />
      )}
    </>
  )
}

function focusField(field: HTMLInputElement | null): void {
  field?.focus()
}

/** What is mounted in a folder, by the name it has there. */
function mountsIn(mounts: readonly FileMount[], folder: string): ReadonlyMap<string, FileMount> {
  return new Map(
    mounts
      .filter(({ path }) => parentPath(path) === folder && path !== '/')
      .map((mount) => [lastName(mount.path), mount]),
  )
}

type ListingProps = {
  readonly directory: Directory
  readonly isFiltered: boolean
  readonly shown: number
  readonly onRetry: () => void
  readonly children: ReactNode
}

function Listing({ directory, isFiltered, shown, onRetry, children }: ListingProps) {
  const { t } = useTranslation()
  const { state, count, error } = directory
  if (state === 'failed') {
    const { title, text, details } = describeError(error, t)
    const again = <Button onClick={onRetry}>{t('files.again')}</Button>
    return <ErrorPanel title={title} text={text} details={details} actions={again} />
  }
  const items = formatCount(count)
  const words = () => {
    if (state === 'reading') return t(count > 0 ? 'files.readingCount' : 'files.reading', { items })
    if (shown > 0) return t('files.count', { count, items })
    return t(isFiltered ? 'files.nothingFound' : 'files.empty')
  }
  return (
    <>
      {children}
      <p className={styles['count']} role="status">
        {words()}
      </p>
    </>
  )
}
