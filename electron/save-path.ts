import { basename, dirname, join } from 'node:path'
import type { BrowserWindow, Dialog } from 'electron'

type Asking = {
  readonly dialog: Pick<Dialog, 'showSaveDialog'>
  readonly window: BrowserWindow | null
}

/** Asks where to save a file that the engine process will write; opens in the folder used last. */
export async function chooseSavePath(
  { dialog, window }: Asking,
  fileName: string,
  folders: { last: string },
): Promise<string | null> {
  const options = { defaultPath: join(folders.last, basename(fileName)) }
  const { canceled, filePath } =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
  if (canceled || filePath === '') return null
  folders.last = dirname(filePath)
  return filePath
}
