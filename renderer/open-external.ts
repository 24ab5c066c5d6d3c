import { desktop } from './desktop.ts'

/** Opens an address outside the app: in the person's browser, or a new tab of it. */
export function openExternal(url: string): void {
  if (desktop) void desktop.openExternal(url)
  else window.open(url, '_blank', 'noopener,noreferrer')
}
