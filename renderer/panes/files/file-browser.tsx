import { Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { parentPath, showName } from '../../../shared/file-name.ts'
import type { FileLocation } from '../../../shared/files.ts'
import { formatCount } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { useViewCommand } from '../../store/companion.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { Switch } from '../../ui/switch.tsx'
import { DropZone } from './drop-zone.tsx'
import styles from './file-browser.module.css'
import { FileList } from './file-list.tsx'
import { FilePreview } from './file-preview.tsx'
import { FileQuestions } from './file-questions.tsx'
import { FileToolbar } from './file-toolbar.tsx'
import { SelectedEntry } from './selected-entry.tsx'
import { useBrowser } from './use-browser.ts'
import type { Directory } from './use-directory.ts'
import type { SessionState } from './use-file-session.ts'

type FileBrowserProps = { readonly location: FileLocation }

/** The files of one place. Give it the location's name as key: each place begins at its top. */
export function FileBrowser({ location }: FileBrowserProps) {
  const { t } = useTranslation()
  const browser = useBrowser(location)
  const { path, isWritable, session, directory, work, shown, current, text, question, opened } = browser
  const isOpen = session.state === 'open'
  useViewCommand(work.commands.list({ volume: location.name, path }))
  return (
    <section className={styles['browser']} aria-label={t('files.region', { name: location.name })}>
      <FileToolbar
        location={location}
        path={path}
        isWritable={isWritable && isOpen}
        isFinding={text !== null}
        work={work}
        onGo={browser.go}
        onFind={() => browser.setText(text === null ? '' : null)}
        onUpload={browser.upload}
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
      <DropZone path={path} onDrop={browser.upload}>
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
              selected={browser.selected}
              onSelect={browser.setSelected}
              onOpen={browser.open}
              onUp={() => browser.go(parentPath(path))}
              onRemove={() => browser.ask('remove')}
              onRename={() => browser.ask('rename')}
            />
          </Listing>
        ) : (
          <NoSession session={session} onRetry={session.retry} />
        )}
      </DropZone>
      {current && isOpen ? (
        <SelectedEntry
          key={`${path}/${current.name}`}
          location={location}
          folder={path}
          entry={current}
          work={work}
          isWritable={isWritable}
          onOpen={() => browser.open(current)}
          onAsk={browser.ask}
        />
      ) : (
        <p className={styles['selected']}>{t('files.selectFirst')}</p>
      )}
      <Note isWritable={isWritable} onChange={browser.setIsWritable} />
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
    </section>
  )
}

function focusField(field: HTMLInputElement | null): void {
  field?.focus()
}

type NoteProps = { readonly isWritable: boolean; readonly onChange: (isWritable: boolean) => void }

function Note({ isWritable, onChange }: NoteProps) {
  const { t } = useTranslation()
  return (
    <div className={styles['note']}>
      <Info aria-hidden />
      <p>{t(isWritable ? 'files.noteWritable' : 'files.note')}</p>
      <Switch label={t('files.allow')} checked={isWritable} onChange={onChange} />
    </div>
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

type NoSessionProps = { readonly session: SessionState; readonly onRetry: () => void }

function NoSession({ session, onRetry }: NoSessionProps) {
  const { t } = useTranslation()
  if (session.state === 'opening') {
    return (
      <p className={styles['opening']} role="status">
        <Spinner label={t('files.opening')} /> {t('files.opening')}
      </p>
    )
  }
  const again = <Button onClick={onRetry}>{t('files.again')}</Button>
  const details = session.state === 'failed' ? describeError(session.error, t).details : undefined
  return <ErrorPanel title={t('files.lost')} text={t('files.lostText')} details={details} actions={again} />
}
