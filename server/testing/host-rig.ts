import { once } from 'node:events'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { Transfers } from '../../engine/transfers.ts'
import { BytePort, maxMessageBytes } from '../../shared/byte-port.ts'
import { noncePlaceholder } from '../../shared/csp.ts'
import type { ClientFrame, HostFrame } from '../../shared/frames.ts'
import type { LoginReply, LoginRequest } from '../../shared/login.ts'
import { socketPath, ticketPrefix } from '../../shared/login.ts'
import type { Port } from '../../shared/port.ts'
import type { SomeHandlers } from '../../shared/testing/fake-handlers.ts'
import { fakeHandlers, watchHandlers } from '../../shared/testing/fake-handlers.ts'
import type { WebHost, WebHostOptions } from '../host.ts'
import { startWebHost } from '../host.ts'

export const indexHtml = `<!doctype html><meta name="csp-nonce" content="${noncePlaceholder}"><title>page</title>`

/** A folder like out/, with what must be served and what must not. */
export async function createBuiltPage(): Promise<{ root: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bayplan-host-'))
  const root = join(folder, 'renderer')
  await mkdir(join(root, 'assets'), { recursive: true })
  await mkdir(join(root, '.git'))
  await writeFile(join(folder, 'package.json'), '{"secret":"outside"}')
  await writeFile(join(root, 'index.html'), indexHtml)
  await writeFile(join(root, 'assets', 'main-abc123.js'), 'export {}')
  await writeFile(join(root, 'assets', 'main-abc123.js.map'), '{}')
  await writeFile(join(root, 'assets', 'data.bin'), 'unknown type')
  await writeFile(join(root, '.env.json'), '{"secret":"dot"}')
  await writeFile(join(root, '.git', 'config.txt'), 'secret')
  await symlink(join(folder, 'package.json'), join(root, 'link.json'))
  return { root, remove: () => rm(folder, { recursive: true }) }
}

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }

/** A running host on a random port with fake handlers, and ways to talk to it, polite and rude. */
export class HostRig {
  readonly host: WebHost
  readonly active: () => number
  readonly logged: string[]
  private readonly remove: () => Promise<void>
  private readonly open = new Set<WebSocket>()

  private constructor(
    host: WebHost,
    parts: { active: () => number; logged: string[]; remove: () => Promise<void> },
  ) {
    this.host = host
    this.active = parts.active
    this.logged = parts.logged
    this.remove = parts.remove
  }

  static async start(some: SomeHandlers = {}, options: Partial<WebHostOptions> = {}): Promise<HostRig> {
    const { root, remove } = await createBuiltPage()
    const { handlers, active } = watchHandlers(fakeHandlers(some))
    const logged: string[] = []
    const host = await startWebHost({
      handlers,
      transfers: new Transfers('web'),
      isBusy: () => false,
      root,
      port: 0,
      idleExitSeconds: 0,
      withSourceMaps: false,
      onIdle: () => {},
      log: (line) => logged.push(line),
      ...options,
    })
    return new HostRig(host, { active, logged, remove })
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.terminate()
    await this.host.close()
    await this.remove()
  }

  get name(): string {
    return `127.0.0.1:${this.host.port}`
  }

  get origin(): string {
    return `http://${this.name}`
  }

  ticket(): string {
    return new URL(this.host.address()).hash.slice(ticketPrefix.length)
  }

  /** One request as a client of any honesty would send it; the path is not normalised. */
  fetch(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', body = ''): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { host: '127.0.0.1', port: this.host.port, path, method, headers: { host: this.name, ...headers } },
        (response) => {
          let body = ''
          response.setEncoding('utf8')
          response.on('data', (text: string) => {
            body += text
          })
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          )
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  /** Sends bytes as they are; resolves with everything that came back once the host hung up. */
  async raw(bytes: string): Promise<string> {
    const socket = connect(this.host.port, '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', () => {})
    socket.write(bytes)
    await once(socket, 'close')
    return Buffer.concat(chunks).toString()
  }

  socket(headers: Readonly<Record<string, string>> = {}, path: string = socketPath): WebSocket {
    const socket = new WebSocket(`ws://${this.name}${path}`, {
      headers: { origin: this.origin, ...headers },
      perMessageDeflate: false,
    })
    this.open.add(socket)
    socket.on('error', () => {})
    return socket
  }

  /** Logs in as a page does. */
  async enter(login: LoginRequest): Promise<{ socket: WebSocket; session: string; port: PagePort }> {
    const socket = this.socket()
    await once(socket, 'open')
    socket.send(JSON.stringify(login))
    const [reply] = (await Promise.race([once(socket, 'message'), closeCode(socket)])) as [Buffer]
    const { session } = JSON.parse(reply.toString()) as LoginReply
    return { socket, session, port: createPagePort(socket) }
  }
}

type PagePort = Port<ClientFrame, HostFrame>

/** The page's side of the wire on a `ws` client. */
export function createPagePort(socket: WebSocket): PagePort {
  const port = new BytePort<ClientFrame, HostFrame>({
    send: (message) => socket.send(message),
    close: () => socket.close(),
    schedule: (flush) => queueMicrotask(flush),
    maxMessageBytes,
  })
  socket.on('message', (data: Buffer) => port.receive(new Uint8Array(data)))
  socket.on('close', () => port.finish())
  return port
}

/** Rejects with the code with which the socket is closed; for races against a reply. */
async function closeCode(socket: WebSocket): Promise<never> {
  const [code] = (await once(socket, 'close')) as [number]
  throw new Error(`closed ${code}`)
}

/** How the host turned a socket away: an HTTP status, or the code of the close. */
export function rejection(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.once('close', (code) => resolve(code))
  })
}
