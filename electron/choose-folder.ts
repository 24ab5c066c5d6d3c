import type { BrowserWindow, Dialog } from 'electron'

type Asking = {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>
  readonly window: BrowserWindow | null
}

/** Asks for a folder, which may be made in the same dialog; null when it was cancelled. */
export async function chooseFolder({ dialog, window }: Asking): Promise<string | null> {
  const options = { properties: ['openDirectory' as const, 'createDirectory' as const] }
  const { canceled, filePaths } =
    window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options)
  return canceled ? null : (filePaths[0] ?? null)
}
