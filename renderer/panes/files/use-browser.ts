import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { joinPath } from '../../../shared/file-name.ts'
import type { FileEntry, FileLocation } from '../../../shared/files.ts'
import { notify } from '../../store/notices.ts'
import type { FileQuestion } from './file-questions.tsx'
import { kindThere } from './file-words.ts'
import { useFileWork } from './use-file-work.ts'
import { useFolder } from './use-folder.ts'

/** Where a file browser is, what it shows, what is asked, and what is done. */
export function useBrowser(location: FileLocation) {
  const { t } = useTranslation()
  const folder = useFolder(location)
  const { path, names, current, isWritable } = folder
  const [question, setQuestion] = useState<FileQuestion | null>(null)
  const [opened, setOpened] = useState<FileEntry | null>(null)
  const work = useFileWork(location, folder.refresh)

  const open = (entry: FileEntry): void => {
    const kind = kindThere(entry)
    if (kind === 'directory') folder.go(joinPath(path, entry.name))
    else if (kind === 'file') setOpened(entry)
  }
  const refuse = (): void => void notify({ tone: 'failed', title: t('files.allowFirst') })
  const ask = (kind: 'rename' | 'mode' | 'remove'): void => {
    if (!current) return
    if (isWritable) setQuestion({ kind, entry: current })
    else refuse()
  }
  const upload = (files: readonly File[]): void => {
    if (!isWritable) {
      refuse()
      return
    }
    const taken = files.filter(({ name }) => names.has(name))
    const free = files.filter(({ name }) => !names.has(name))
    if (free.length > 0) work.upload(path, free, false)
    if (taken.length > 0) setQuestion({ kind: 'replace', files: taken })
  }
  return { ...folder, work, question, setQuestion, opened, setOpened, open, ask, upload }
}
