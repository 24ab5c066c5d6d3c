import type { AddressInfo } from 'node:net'
import type { Transfers } from '../engine/transfers.ts'
import type { Handlers } from '../shared/contract.ts'
import { ticketPrefix } from '../shared/login.ts'
import { serve } from '../shared/rpc-server.ts'
import { authorityOf } from './access.ts'
import { listPageFiles } from './files.ts'
import { createPageServer } from './http.ts'
import { IdleWatch } from './idle-watch.ts'
import { SocketDoor } from './socket-door.ts'
import { Tickets } from './tickets.ts'

/** Time to open the printed address. */
const graceMs = 5 * 60_000

export type WebHostOptions = {
  readonly handlers: Handlers
  readonly transfers: Transfers
  /** True while something goes on that no page is needed for; the host then does not count as idle. */
  readonly isBusy: () => boolean
  /** Folder of the built page. */
  readonly root: string
  /** 0 for any free one. */
  readonly port: number
  /** Seconds without a page after which `onIdle` is called; 0 is never. */
  readonly idleExitSeconds: number
  readonly withSourceMaps: boolean
  readonly onIdle: () => void
  readonly log: (line: string) => void
  readonly loginTimeoutMs?: number
  readonly headersTimeoutMs?: number
}

export type WebHost = {
  readonly port: number
  /** The page's address with a fresh ticket; `lifeMs` is how long it may stay unused. */
  address(lifeMs?: number): string
  /** Lets go of all pages and of the port. */
  close(): Promise<void>
}

/**
 * Serves the page and the contract to browsers of this machine. All pages share the given handlers.
 * Rejects with the system's error when the port cannot be had.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const files = await listPageFiles(options.root, options)
  const tickets = new Tickets()
  let authority = authorityOf(options.port)
  const logError = (error: unknown) =>
    options.log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  const server = createPageServer({ ...options, files, authority: () => authority, onError: logError })
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  authority = authorityOf(port)

  const idle = new IdleWatch({ ...options, idleMs: options.idleExitSeconds * 1_000, graceMs })
  const door = new SocketDoor({
    ...options,
    tickets,
    authority: () => authority,
    onPage: (page) => {
      idle.opened()
      page.onClose(() => idle.closed())
      serve(page, options.handlers, {
        onBug: (error, name) => {
          options.log(`bug in ${name}:`)
          logError(error)
        },
      })
    },
  })
  server.on('upgrade', (request, socket, head) => door.handleUpgrade(request, socket, head))

  return {
    port,
    address: (lifeMs) => `${authority.origin}/${ticketPrefix}${tickets.issue(lifeMs)}`,
    close: async () => {
      idle.stop()
      door.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function listen(server: ReturnType<typeof createPageServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // IPv4 loopback by number: a name could resolve to something else.
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
