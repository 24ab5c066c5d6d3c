import type { TaskStart } from '../../../shared/task.ts'
import type { Source } from '../../../shared/transfer.ts'
import { desktop } from '../../desktop.ts'
import { loadThrough } from '../../transfer.ts'
import { type FolderContent, folderTar, type Owner } from './folder-tar.ts'

/**
 * Starts a task that puts a folder somewhere: sent as a tar, or in the desktop app read by the host where it lies.
 * Rejects like `loadThrough`.
 */
export function sendFolder(
  start: (source: Source) => Promise<TaskStart>,
  content: FolderContent,
  owner: Owner,
): Promise<TaskStart> {
  if (desktop && content.anchor) {
    const { file, path } = content.anchor
    const whole = desktop.pathOfFile(file)
    return start({ kind: 'path', path: whole.slice(0, whole.length - (path.length - content.name.length)) })
  }
  return loadThrough(start, new File([folderTar(content, owner)], `${content.name}.tar`))
}
