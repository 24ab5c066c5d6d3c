import { basename, join } from 'node:path'
import type { Session } from 'electron'

type Item = {
  getURL(): string
  getFilename(): string
  setSaveDialogOptions(options: { defaultPath: string }): void
  once(event: 'done', listener: (event: unknown, state: string) => void): unknown
  getSavePath(): string
}

/**
 * Lets the page save what it made itself (a `blob:` of its own origin) through a save dialog that opens in
 * the folder used last; the operating system no longer remembers it. Anything else is no download of ours.
 */
export function chooseDownload(
  event: { preventDefault(): void },
  item: Item,
  folders: { last: string },
): void {
  if (!item.getURL().startsWith('blob:app://bundle/')) {
    event.preventDefault()
    return
  }
  item.setSaveDialogOptions({ defaultPath: join(folders.last, basename(item.getFilename())) })
  item.once('done', (_event, state) => {
    const path = item.getSavePath()
    if (state === 'completed' && path !== '') folders.last = join(path, '..')
  })
}

export function handleDownloads(session: Pick<Session, 'on'>, downloadsFolder: string): void {
  const folders = { last: downloadsFolder }
  session.on('will-download', (event, item) => chooseDownload(event, item, folders))
}
