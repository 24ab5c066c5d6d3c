import { tarEnd, tarHeader, tarPadding } from '../../../shared/tar.ts'

/** A file somewhere in a folder that a person chose or dropped. */
export type FolderFile = {
  /** From the folder's own name on, with slashes. */
  readonly path: string
  readonly file: File
}
export type FolderContent = {
  readonly name: string
  readonly files: readonly FolderFile[]
  /** Those that hold nothing, too. From the folder's own name on. */
  readonly folders: readonly string[]
  /** Something of it that the desktop app can tell the place of. */
  readonly anchor: FolderFile | null
}
export type Owner = { readonly userId: number; readonly groupId: number }

/** A tar of a folder. The files stay where they are: each is read when it is its turn to be sent. */
export function folderTar({ files, folders }: FolderContent, { userId, groupId }: Owner): Blob {
  const owner = { userId, groupId }
  const nowMs = Date.now()
  const parts: BlobPart[] = []
  for (const path of folders) {
    const header = {
      name: `${path}/`,
      kind: 'directory',
      sizeBytes: 0,
      mode: 0o755,
      modifiedAtMs: nowMs,
    } as const
    parts.push(own(tarHeader({ ...header, ...owner })))
  }
  for (const { path, file } of files) {
    const header = { name: path, kind: 'file', sizeBytes: file.size, mode: 0o644 } as const
    parts.push(own(tarHeader({ ...header, ...owner, modifiedAtMs: file.lastModified })), file)
    const padding = tarPadding(file.size)
    if (padding > 0) parts.push(own(new Uint8Array(padding)))
  }
  return new Blob([...parts, own(tarEnd())], { type: 'application/x-tar' })
}

/** A browser's own type for bytes that are not shared between threads. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}

/** Folders as a file field tells of them; each file knows its path. */
export function chosenFolders(files: readonly File[]): readonly FolderContent[] {
  const byName = new Map<string, FolderFile[]>()
  for (const file of files) {
    const path = file.webkitRelativePath
    const name = path.slice(0, path.indexOf('/'))
    if (name === '') continue
    const inside = byName.get(name)
    if (inside) inside.push({ path, file })
    else byName.set(name, [{ path, file }])
  }
  return [...byName].map(([name, inside]) => ({
    name,
    files: inside,
    folders: foldersOf(inside),
    anchor: inside[0] ?? null,
  }))
}

/** A folder before what is in it. */
function foldersOf(files: readonly FolderFile[]): readonly string[] {
  const folders = new Set<string>()
  for (const { path } of files) {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at))
  }
  return [...folders].sort()
}

/** What was dropped: plain files, and folders with all that is in them. To be called while the drop is handled. */
export async function droppedItems(
  items: DataTransferItemList,
): Promise<{ readonly files: readonly File[]; readonly folders: readonly FolderContent[] }> {
  // All of it now: when this handler has returned, the items tell nothing any more.
  const dropped = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const files = dropped.flatMap(({ entry, file }) => (file && entry?.isDirectory !== true ? [file] : []))
  const folders = dropped.flatMap(({ entry, file }) =>
    entry && isFolder(entry) ? [readFolder(entry, file)] : [],
  )
  return { files, folders: await Promise.all(folders) }
}

async function readFolder(top: FileSystemDirectoryEntry, whole: File | null): Promise<FolderContent> {
  const files: FolderFile[] = []
  const folders: string[] = []
  const waiting = [{ entry: top, path: top.name }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    folders.push(next.path)
    for (const entry of await entriesOf(next.entry)) {
      const path = `${next.path}/${entry.name}`
      if (isFolder(entry)) waiting.push({ entry, path })
      else if (isFile(entry)) files.push({ path, file: await fileOf(entry) })
    }
  }
  const anchor = whole && { path: top.name, file: whole }
  return { name: top.name, files, folders: folders.sort(), anchor }
}

// Chromium has these classes, but no names for them.
function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

/** A reader gives at most a hundred at a time, and none when it is through. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })
}
