import type { Session, WebContents } from 'electron'

/** The one origin that the window may show; served from the bundle by `app-protocol.ts`. */
export const pageUrl = 'app://bundle/'

/** Whether an address belongs to the page. A prefix test would let `app://bundle.evil` through. */
export function isPageUrl(url: string): boolean {
  const parsed = parseUrl(url)
  return parsed !== null && parsed.protocol === 'app:' && parsed.host === 'bundle'
}

type Sender = {
  readonly sender: unknown
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

/** Whether a message comes from the top frame of the window, and that frame still shows the page. */
export function isTrustedSender(event: Sender, contents: unknown): boolean {
  const frame = event.senderFrame
  if (contents === null || event.sender !== contents) return false
  return frame !== null && frame.parent === null && isPageUrl(frame.url)
}

const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The address to hand to the operating system, or null when it stays shut: https anywhere, http only for
 * ports published on this computer. Other schemes may start programs; a name and password inside an
 * address make one site look like another.
 */
export function externalUrl(url: string): string | null {
  const parsed = parseUrl(url)
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return null
  if (parsed.protocol === 'https:') return parsed.href
  return parsed.protocol === 'http:' && loopbackHosts.test(parsed.hostname) ? parsed.href : null
}

function parseUrl(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null
}

type Navigation = { readonly url: string; preventDefault(): void }

/**
 * Keeps a window on the page: every navigation elsewhere is stopped, every new window refused. A link that
 * asked for a new window is offered to `openExternal`.
 */
export function lockNavigation(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openExternal: (url: string) => void,
): void {
  const stayOnPage = (navigation: Navigation): void => {
    if (!isPageUrl(navigation.url)) navigation.preventDefault()
  }
  contents.on('will-navigate', stayOnPage)
  contents.on('will-redirect', stayOnPage)
  contents.on('will-frame-navigate', stayOnPage)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url)
    return { action: 'deny' }
  })
}

/** Writing the clipboard after a click is all that the page needs; pasting goes through the Edit menu. */
export function isAllowedPermission(permission: string, requestingUrl: string): boolean {
  return permission === 'clipboard-sanitized-write' && isPageUrl(requestingUrl)
}

/** Electron grants every permission unless told otherwise. */
export function denyPermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isAllowedPermission(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowedPermission(permission, origin),
  )
  session.setDevicePermissionHandler(() => false)
}
