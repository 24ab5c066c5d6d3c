import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError, isCancelled } from '../../../shared/errors.ts'
import { joinPath, showName } from '../../../shared/file-name.ts'
import type { FileEntry, FileLocation } from '../../../shared/files.ts'
import { useApp } from '../../app-context.ts'
import { formatDecimalBytes } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { notify } from '../../store/notices.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { FileDiff } from './file-diff.tsx'
import styles from './file-preview.module.css'
import { imageType, type Preview, previewOf } from './file-words.ts'
import { PreviewFooter } from './preview-footer.tsx'
import { useDraft } from './use-draft.ts'
import type { FileWork } from './use-file-work.ts'

type FilePreviewProps = {
  readonly location: FileLocation
  readonly folder: string
  readonly entry: FileEntry
  readonly work: FileWork
  readonly isWritable: boolean
  readonly onClose: () => void
}

type Opened =
  | { readonly state: 'loading' }
  | { readonly state: 'too-long'; readonly sizeBytes: number }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'read'; readonly preview: Preview; readonly version: string }

/** A longer text would make the page slow; a longer image is no longer a preview. */
const maxTextBytes = 1_000_000
const maxImageBytes = 4_000_000

/** One file: text, which can be edited when changes are allowed, or an image. Saving shows first what would change. */
export function FilePreview(props: FilePreviewProps) {
  const { location, folder, entry, work, isWritable, onClose } = props
  const { t } = useTranslation()
  const path = joinPath(folder, entry.name)
  const name = showName(entry.name)
  const limit = imageType(entry.name) === null ? maxTextBytes : maxImageBytes
  const { opened, reload } = useFile(location, path, limit)
  const [isLeaving, setIsLeaving] = useState(false)
  const text = textIn(opened)
  const before = text?.text ?? ''
  const { draft, step, isWorking, failure, begin, change, review, stop, save } = useDraft({
    location,
    path,
    work,
    onSaved: () => {
      notify({ tone: 'done', title: t('files.preview.saved', { name }) })
      reload()
    },
  })
  const isChanged = step !== 'read' && draft !== before
  return (
    <Dialog
      open
      size="lg"
      title={name}
      onClose={() => {
        if (isChanged) setIsLeaving(true)
        else onClose()
      }}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={work.commands[step === 'read' ? 'read' : 'write'](path)} />
          </span>
          <PreviewFooter
            step={step}
            isText={text?.isExact === true}
            blocked={isWritable ? null : t('files.allowFirst')}
            isChanged={isChanged}
            isWorking={isWorking}
            onEdit={() => begin(before)}
            onStop={stop}
            onReview={review}
            onSave={() => opened.state === 'read' && void save(opened.version)}
            onClose={onClose}
          />
        </>
      }
    >
      <Failure
        failure={failure}
        location={location}
        path={path}
        onReload={() => {
          stop()
          reload()
        }}
        onOverwrite={(version) => void save(version)}
      />
      {step === 'read' && <Content opened={opened} name={name} limit={limit} />}
      {step === 'edit' && (
        <textarea
          className={styles['editor']}
          aria-label={t('files.preview.content', { name })}
          spellCheck={false}
          value={draft}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
      {step === 'review' && <FileDiff name={name} before={before} after={draft} />}
      {isLeaving && <LeaveDialog name={name} onLeave={onClose} onStay={() => setIsLeaving(false)} />}
    </Dialog>
  )
}

function textIn(opened: Opened): Extract<Preview, { readonly kind: 'text' }> | null {
  return opened.state === 'read' && opened.preview.kind === 'text' ? opened.preview : null
}

type LeaveDialogProps = {
  readonly name: string
  readonly onLeave: () => void
  readonly onStay: () => void
}

function LeaveDialog({ name, onLeave, onStay }: LeaveDialogProps) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      open
      title={t('files.preview.discard', { name })}
      confirmLabel={t('files.preview.discardConfirm')}
      tone="destroy"
      isWorking={false}
      onConfirm={onLeave}
      onClose={onStay}
    >
      <p>{t('files.preview.discardText')}</p>
    </ConfirmDialog>
  )
}

type ContentProps = { readonly opened: Opened; readonly name: string; readonly limit: number }

function Content({ opened, name, limit }: ContentProps) {
  const { t } = useTranslation()
  if (opened.state === 'loading') return <Spinner label={t('files.preview.loading')} />
  if (opened.state === 'failed') {
    const { title, text, details } = describeError(opened.error, t)
    return <ErrorPanel title={title} text={text} details={details} />
  }
  if (opened.state === 'too-long') {
    const size = formatDecimalBytes(opened.sizeBytes)
    return (
      <p className={styles['note']}>
        {t('files.preview.tooLong', { size, limit: formatDecimalBytes(limit) })}
      </p>
    )
  }
  const { preview } = opened
  if (preview.kind === 'binary') return <p className={styles['note']}>{t('files.preview.binary')}</p>
  if (preview.kind === 'image') return <img className={styles['image']} src={preview.url} alt={name} />
  if (preview.text === '') return <p className={styles['note']}>{t('files.preview.empty')}</p>
  return (
    <>
      {!preview.isExact && <p className={styles['note']}>{t('files.preview.notText')}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard */}
      <pre className={styles['text']} tabIndex={0} aria-label={t('files.preview.content', { name })}>
        {preview.text}
      </pre>
    </>
  )
}

type FailureProps = {
  readonly failure: unknown
  readonly location: FileLocation
  readonly path: string
  readonly onReload: () => void
  readonly onOverwrite: (version: string) => void
}

/** Somebody else's change is a choice; anything else is only told. */
function Failure({ failure, location, path, onReload, onOverwrite }: FailureProps) {
  const app = useApp()
  const { t } = useTranslation()
  if (failure === null) return null
  if (!(failure instanceof EngineError) || failure.code !== 'conflict') {
    const { title, text, details } = describeError(failure, t)
    return <ErrorPanel title={title} text={text} details={details} />
  }
  const overwrite = async (): Promise<void> => {
    const range = { location, path, offsetBytes: 0, lengthBytes: 0 }
    try {
      onOverwrite((await app.client().call('files.read', range)).version)
    } catch {
      onReload()
    }
  }
  return (
    <Banner
      tone="warn"
      actions={
        <>
          <Button onClick={onReload}>{t('files.preview.reload')}</Button>
          <Button variant="danger" onClick={() => void overwrite()}>
            {t('files.preview.overwrite')}
          </Button>
        </>
      }
    >
      <strong>{t('files.preview.changed')}</strong> {t('files.preview.changedText')}
    </Banner>
  )
}

function useFile(
  location: FileLocation,
  path: string,
  limit: number,
): { readonly opened: Opened; readonly reload: () => void } {
  const app = useApp()
  const [opened, setOpened] = useState<Opened>({ state: 'loading' })
  const [turn, setTurn] = useState(0)
  // oxlint-disable-next-line react/exhaustive-deps -- another turn reads it again
  useEffect(() => {
    const life = new AbortController()
    const read = async (): Promise<void> => {
      setOpened({ state: 'loading' })
      const range = { location, path, offsetBytes: 0, lengthBytes: limit + 1 }
      try {
        const { bytes, sizeBytes, version } = await app.client().call('files.read', range, life.signal)
        if (bytes.length > limit) setOpened({ state: 'too-long', sizeBytes })
        else setOpened({ state: 'read', preview: previewOf(path, bytes), version })
      } catch (error) {
        if (!isCancelled(error)) setOpened({ state: 'failed', error })
      }
    }
    void read()
    return () => life.abort()
  }, [app, location, path, limit, turn])
  return { opened, reload: () => setTurn((count) => count + 1) }
}
