import type { BayplanDesktop } from '../shared/desktop.ts'
import { enginePortMessage } from '../shared/desktop.ts'
import { socketPath } from '../shared/login.ts'
import { createMessagePort, fromEventTargetPort } from '../shared/message-port.ts'
import { Credentials } from './credentials.ts'
import { desktop } from './desktop.ts'
import type { Dial, HostLink } from './host-link.ts'
import { createHostLink } from './host-link.ts'
import { openWebSocketPort } from './websocket-port.ts'

/**
 * Opens the page's link to its host: a message port in the desktop app, a WebSocket in a browser. Call it once,
 * before anything else looks at the address: it takes the ticket out of it.
 */
export function connectHost(): HostLink {
  if (desktop) return createHostLink(dialDesktop(desktop))
  const credentials = new Credentials()
  const link = createHostLink(() => openWebSocketPort(`ws://${location.host}${socketPath}`, credentials))
  // A new address pasted into this tab changes its fragment only: the page is not loaded again.
  window.addEventListener('hashchange', () => {
    if (credentials.takeTicket()) link.retry()
  })
  return link
}

/** The shell hands each page a port straight to the engine process, as soon as that runs. */
function dialDesktop(shell: BayplanDesktop): Dial {
  return () =>
    new Promise((resolve) => {
      const receive = (event: MessageEvent) => {
        const [port] = event.ports
        if (event.source !== window || event.data !== enginePortMessage || !port) return
        window.removeEventListener('message', receive)
        resolve(createMessagePort(fromEventTargetPort(port)))
      }
      window.addEventListener('message', receive)
      shell.connectEngine()
    })
}
