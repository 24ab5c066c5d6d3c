import { EngineError } from '../shared/errors.ts'
import type { TaskStart } from '../shared/task.ts'
import type { Sink, Source } from '../shared/transfer.ts'
import { desktop } from './desktop.ts'

/**
 * Starts a task that writes a file to the person's disk: through the browser's own download, or in the
 * desktop app into the file that its save dialog names. Null when that dialog was cancelled. Rejects with what
 * the start rejects with; from then on the task tells how it goes.
 */
export async function saveThrough(
  start: (sink: Sink) => Promise<TaskStart>,
  fileName: string,
): Promise<TaskStart | null> {
  if (desktop) {
    const path = await desktop.chooseSavePath(fileName)
    return path === null ? null : start({ kind: 'path', path })
  }
  const started = await start({ kind: 'browser', fileName })
  if (started.transferUrl !== null) download(started.transferUrl, fileName)
  return started
}

/**
 * Starts a task that reads a file of the person's disk, and sends it. Rejects with what the start rejects with,
 * `file-failed` for a file that cannot be read; from then on the task tells how it goes.
 */
export async function loadThrough(
  start: (source: Source) => Promise<TaskStart>,
  file: File,
): Promise<TaskStart> {
  if (desktop) return start({ kind: 'path', path: desktop.pathOfFile(file) })
  await requireReadable(file)
  const started = await start({ kind: 'browser', fileName: safeName(file.name), sizeBytes: file.size })
  if (started.transferUrl !== null) void send(started.transferUrl, file)
  return started
}

function download(url: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = url
  // The page stays where it is, also when the host answers with an error.
  link.download = fileName
  link.click()
}

let sending = 0

/** The one kind of work that ends with its page. The browser asks in its own words. */
function keepPage(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

async function send(url: string, file: File): Promise<void> {
  if (sending++ === 0) window.addEventListener('beforeunload', keepPage)
  try {
    await fetch(url, { method: 'PUT', body: file, credentials: 'omit' })
  } catch {
    // The host notices that the bytes stopped, and the task says so.
  } finally {
    if (--sending === 0) window.removeEventListener('beforeunload', keepPage)
  }
}

/** A folder that was dropped, or a file that was removed since it was chosen. */
async function requireReadable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer()
  } catch (error) {
    throw new EngineError('file-failed', error instanceof Error ? error.message : String(error))
  }
}

/** A browser may tell of names that no file name is on another system. */
function safeName(name: string): string {
  return name.replaceAll(/[/\\\p{Cc}]/gu, '_').slice(0, 255) || 'file'
}
