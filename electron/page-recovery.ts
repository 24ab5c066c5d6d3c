import type { WebContents } from 'electron'

export type PageRecoveryOptions = {
  /** The page ended again so soon that loading it once more by itself would loop. */
  readonly onEndedAgain: (reason: string) => void
  readonly onUnresponsive: () => void
}

const calmMs = 60_000

/** Loads the page again when its process is gone; the second time within a minute the person decides. */
export function recoverPage(
  contents: Pick<WebContents, 'on' | 'reload'>,
  { onEndedAgain, onUnresponsive }: PageRecoveryOptions,
): void {
  let lastReloadMs = Number.NEGATIVE_INFINITY
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = Date.now()
    if (now - lastReloadMs < calmMs) {
      onEndedAgain(reason)
      return
    }
    lastReloadMs = now
    contents.reload()
  })
  contents.on('unresponsive', onUnresponsive)
}
