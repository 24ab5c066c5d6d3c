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
  | {
      readonly kind: 'replace'
      readonly names: readonly string[]
      readonly isFolder: boolean
      readonly onConfirm: () => void
    }

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
  const at = (name: string): string => joinPath(folder, name)
  if (question.kind === 'folder') {
    return (
      <NameDialog
        title={t('files.folderTitle', { path: showName(folder) })}
        confirmLabel={t('files.folderConfirm')}
        initial=""
        isTaken={(name) => names.has(name)}
        command={(name) => work.commands.makeDirectory(at(name))}
        onConfirm={async (name) => {
          const path = at(name)
          const command = work.commands.makeDirectory(path)
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
    return <ReplaceDialog question={question} onClose={onClose} />
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
        command={(name) => work.commands.rename(path, at(name))}
        onConfirm={async (name) => {
          const newPath = at(name)
          const command = work.commands.rename(path, newPath)
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
        command={(mode) => work.commands.setMode(path, mode)}
        onConfirm={(change) =>
          work.change(work.commands.setMode(path, change.mode), (client) =>
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
  const command = work.commands.remove([path])
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

type ReplaceDialogProps = {
  readonly question: Extract<FileQuestion, { readonly kind: 'replace' }>
  readonly onClose: () => void
}

function ReplaceDialog({ question, onClose }: ReplaceDialogProps) {
  const { t } = useTranslation()
  const names = question.names.join(', ')
  const { isFolder } = question
  return (
    <ConfirmDialog
      open
      title={t(isFolder ? 'files.mergeTitle' : 'files.replaceTitle', { count: question.names.length, names })}
      confirmLabel={t(isFolder ? 'files.mergeConfirm' : 'files.replaceConfirm')}
      tone="destroy"
      isWorking={false}
      onConfirm={() => {
        question.onConfirm()
        onClose()
      }}
      onClose={onClose}
    >
      <p>{t(isFolder ? 'files.mergeText' : 'files.replaceText')}</p>
      <p>{names}</p>
    </ConfirmDialog>
  )
}
