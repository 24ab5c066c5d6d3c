import type {
  FileContent,
  FileEntry,
  FileMeasure,
  FileVersion,
  SetModeParams,
  WriteParams,
} from '../../shared/files.ts'
import type { Helper } from './helper.ts'
import type { ReadRange } from './helper-files.ts'
import * as program from './helper-files.ts'

export type ModeChange = Pick<SetModeParams, 'path' | 'mode' | 'userId' | 'groupId'>

/** What can be done with files, wherever they are. Paths are absolute in the tree. */
export type FileTree = {
  list(
    path: string,
    onEntries: (entries: FileEntry[]) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void>
  stat(path: string, signal: AbortSignal): Promise<FileEntry>
  read(range: ReadRange, signal: AbortSignal): Promise<FileContent>
  write(params: Omit<WriteParams, 'location'>, signal: AbortSignal): Promise<FileVersion>
  makeDirectory(path: string, signal: AbortSignal): Promise<void>
  rename(path: string, newPath: string, signal: AbortSignal): Promise<void>
  remove(path: string, signal: AbortSignal): Promise<void>
  setMode(change: ModeChange, signal: AbortSignal): Promise<void>
  measure(path: string, signal: AbortSignal): Promise<FileMeasure>
}

/** The files that a helper sees. */
export function helperTree(helper: Helper): FileTree {
  return {
    list: (path, onEntries, signal) => program.listDirectory(helper, path, onEntries, signal),
    stat: (path, signal) => program.statFile(helper, path, signal),
    read: (range, signal) => program.readFile(helper, range, signal),
    write: ({ path, text, expectedVersion }, signal) => {
      const expected = expectedVersion === null ? 'nothing' : { version: expectedVersion }
      return program.writeFile(helper, { path, expected, content: once(Buffer.from(text)) }, signal)
    },
    makeDirectory: (path, signal) => program.makeDirectory(helper, path, signal),
    rename: (path, newPath, signal) => program.renameFile(helper, { path, newPath }, signal),
    remove: async (path, signal) => {
      await program.removeFile(helper, path, signal)
    },
    setMode: (change, signal) => program.setMode(helper, change, signal),
    measure: (path, signal) => program.measureTree(helper, path, signal),
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}
