import { notify } from '../../store/notices.ts'
import type { FileQuestion } from './file-questions.tsx'
import { droppedItems, type FolderContent } from './folder-tar.ts'
import type { FileWork } from './use-file-work.ts'

type Target = {
  readonly path: string
  /** What is in the folder now. */
  readonly names: ReadonlySet<string>
  readonly work: FileWork
  /** Why nothing can be added; null when it can. */
  readonly blocked: string | null
  readonly ask: (question: FileQuestion) => void
}
type Uploads = {
  readonly upload: (files: readonly File[]) => void
  readonly uploadFolders: (folders: readonly FolderContent[]) => void
  readonly drop: (items: DataTransferItemList) => Promise<void>
}

/** Puts files and folders into the folder one is in; asks first for names that are taken. */
export function useUploads({ path, names, work, blocked, ask }: Target): Uploads {
  const begin = <T extends { readonly name: string }>(
    items: readonly T[],
    isFolder: boolean,
    send: (items: readonly T[], replace: boolean) => void,
  ): void => {
    if (items.length === 0) return
    if (blocked !== null) {
      notify({ tone: 'failed', title: blocked })
      return
    }
    const taken = items.filter(({ name }) => names.has(name))
    const free = items.filter(({ name }) => !names.has(name))
    if (free.length > 0) send(free, false)
    if (taken.length === 0) return
    const onConfirm = (): void => send(taken, true)
    ask({ kind: 'replace', names: taken.map(({ name }) => name), isFolder, onConfirm })
  }
  const upload: Uploads['upload'] = (files) =>
    begin(files, false, (some, replace) => work.upload(path, some, replace))
  const uploadFolders: Uploads['uploadFolders'] = (folders) =>
    begin(folders, true, (some) => {
      for (const content of some) work.uploadFolder(path, content)
    })
  const drop: Uploads['drop'] = async (items) => {
    const { files, folders } = await droppedItems(items)
    upload(files)
    uploadFolders(folders)
  }
  return { upload, uploadFolders, drop }
}
