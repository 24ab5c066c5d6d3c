import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { joinPath } from '../../../shared/file-name.ts'
import type { FileEntry } from '../../../shared/files.ts'
import { notify } from '../../store/notices.ts'
import type { FilePlace } from './file-place.ts'
import type { FileQuestion } from './file-questions.tsx'
import { kindThere } from './file-words.ts'
import { useFileWork } from './use-file-work.ts'
import { useFolder } from './use-folder.ts'
import { useUploads } from './use-uploads.ts'

/** Where a file browser is, what it shows, what is asked, and what is done. */
export function useBrowser(place: FilePlace, onRefresh?: () => void) {
  const { t } = useTranslation()
  const folder = useFolder(place.location)
  const { path, names, current, isWritable, session } = folder
  const [question, setQuestion] = useState<FileQuestion | null>(null)
  const [opened, setOpened] = useState<FileEntry | null>(null)
  const reread = (): void => {
    folder.refresh()
    onRefresh?.()
  }
  // What was read of a container that does not run is read anew as a whole.
  const refresh = (): void => {
    if (place.life === 'stopped') session.retry()
    reread()
  }
  const work = useFileWork(place, reread)

  const open = (entry: FileEntry): void => {
    const kind = kindThere(entry)
    if (kind === 'directory') folder.go(joinPath(path, entry.name))
    else if (kind === 'file') setOpened(entry)
  }
  const blocked = isWritable && session.state === 'open' ? null : t('files.allowFirst')
  const mounts = session.state === 'open' ? session.session.mounts : []
  const isMounted = mounts.some((mount) => path === mount.path || path.startsWith(`${mount.path}/`))
  // What a mount holds is seen through a helper, also while the container does not run.
  const blockedEntry = blocked ?? (place.life === 'stopped' && !isMounted ? t('files.onlyRunning') : null)
  const ask = (kind: 'rename' | 'mode' | 'remove'): void => {
    if (!current) return
    if (blockedEntry === null) setQuestion({ kind, entry: current })
    else notify({ tone: 'failed', title: blockedEntry })
  }
  const uploads = useUploads({ path, names, work, blocked, ask: setQuestion })
  return {
    ...folder,
    refresh,
    work,
    question,
    setQuestion,
    opened,
    setOpened,
    open,
    ask,
    ...uploads,
    mounts,
    blocked,
    blockedEntry,
  }
}
