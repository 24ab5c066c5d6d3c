import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { joinPath, showName } from '../../../shared/file-name.ts'
import type { FileEntry, FileLocation } from '../../../shared/files.ts'
import { describeError } from '../../messages.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ModeDialog } from './mode-dialog.tsx'
import { NameDialog } from './name-dialog.tsx'
import type { FileWork } from './use-file-work.ts'

export type FileQuestion =
  | { readonly kind: 'folder' }
  | { readonly kind: 'rename' | 'mode' | 'remove'; readonly entry: FileEntry }
  | { readonly kind: 'replace'; readonly files: readonly File[] }

type FileQuestionsProps = {
  readonly question: FileQuestion
  readonly location: FileLocation
  readonly folder: string
  readonly names: ReadonlySet<string>
  readonly work: FileWork
  /** The entry that has the cursor next. */
  readonly onSelect: (name: string | null) => void
  readonly onClose: () => void
}

/** The question about a file that is open. */
export function FileQuestions(props: FileQuestionsProps) {
  const { question, location, folder, names, work, onSelect, onClose } = props
  const { t } = useTranslation()
  const volume = location.name
  const at = (name: string): string => joinPath(folder, name)
  if (question.kind === 'folder') {
    return (
      <NameDialog
        title={t('files.folderTitle', { path: showName(folder) })}
        confirmLabel={t('files.folderConfirm')}
        initial=""
        isTaken={(name) => names.has(name)}
        command={(name) => work.commands.makeDirectory({ volume, path: at(name) })}
        onConfirm={async (name) => {
          const path = at(name)
          const command = work.commands.makeDirectory({ volume, path })
          const error = await work.change(command, (client) =>
            client.call('files.makeDirectory', { location, path }),
          )
          if (error === null) onSelect(name)
          return error
        }}
        onClose={onClose}
      />
    )
  }
  if (question.kind === 'replace') {
    return <ReplaceDialog {...props} files={question.files} />
  }
  const { entry } = question
  const path = at(entry.name)
  if (question.kind === 'rename') {
    return (
      <NameDialog
        title={t('files.renameTitle', { name: showName(entry.name) })}
        confirmLabel={t('files.renameConfirm')}
        initial={entry.name}
        isTaken={(name) => names.has(name)}
        command={(name) => work.commands.rename({ volume, path, newPath: at(name) })}
        onConfirm={async (name) => {
          const newPath = at(name)
          const command = work.commands.rename({ volume, path, newPath })
          const error = await work.change(command, (client) =>
            client.call('files.rename', { location, path, newPath }),
          )
          if (error === null) onSelect(name)
          return error
        }}
        onClose={onClose}
      />
    )
  }
  if (question.kind === 'mode') {
    return (
      <ModeDialog
        entry={entry}
        command={(mode) => work.commands.setMode({ volume, path, mode })}
        onConfirm={(change) =>
          work.change(work.commands.setMode({ volume, path, mode: change.mode }), (client) =>
            client.call('files.setMode', { location, path, ...change }),
          )
        }
        onClose={onClose}
      />
    )
  }
  return <RemoveDialog {...props} entry={entry} path={path} />
}

type RemoveDialogProps = FileQuestionsProps & { readonly entry: FileEntry; readonly path: string }

function RemoveDialog({ entry, path, location, work, onSelect, onClose }: RemoveDialogProps) {
  const { t } = useTranslation()
  const [isWorking, setIsWorking] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const told = failure === null ? null : describeError(failure, t)
  const command = work.commands.remove({ volume: location.name, paths: [path] })
  const remove = async (): Promise<void> => {
    setIsWorking(true)
    const error = await work.change(command, (client) =>
      client.call('files.remove', { location, paths: [path] }),
    )
    setIsWorking(false)
    setFailure(error)
    if (error !== null) return
    onSelect(null)
    onClose()
  }
  return (
    <ConfirmDialog
      open
      title={t('files.removeTitle', { name: showName(entry.name) })}
      command={command}
      confirmLabel={t('files.removeConfirm')}
      tone="destroy"
      isWorking={isWorking}
      error={told && <ErrorPanel title={told.title} text={told.text} details={told.details} />}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{t(entry.kind === 'directory' ? 'files.removeFolder' : 'files.removeFile')}</p>
    </ConfirmDialog>
  )
}

type ReplaceDialogProps = FileQuestionsProps & { readonly files: readonly File[] }

function ReplaceDialog({ files, folder, work, onClose }: ReplaceDialogProps) {
  const { t } = useTranslation()
  const names = files.map(({ name }) => name).join(', ')
  return (
    <ConfirmDialog
      open
      title={t('files.replaceTitle', { count: files.length, names })}
      confirmLabel={t('files.replaceConfirm')}
      tone="destroy"
      isWorking={false}
      onConfirm={() => {
        work.upload(folder, files, true)
        onClose()
      }}
      onClose={onClose}
    >
      <p>{t('files.replaceText')}</p>
      <p>{names}</p>
    </ConfirmDialog>
  )
}
