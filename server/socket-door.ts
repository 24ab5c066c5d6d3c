import type { IncomingMessage } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import * as z from 'zod/mini'
import { maxMessageBytes } from '../shared/byte-port.ts'
import type { HostFrame } from '../shared/frames.ts'
import type { LoginReply } from '../shared/login.ts'
import { closeCodes } from '../shared/login.ts'
import type { Port } from '../shared/port.ts'
import type { Authority } from './access.ts'
import { refuseSocket } from './access.ts'
import { LoginLimit } from './login-limit.ts'
import type { Tickets } from './tickets.ts'
import { createWebSocketPort } from './websocket-port.ts'

/** A page logs in with its first message, at once. */
const loginTimeoutMs = 5_000
/** A login is about 70 bytes; until it is there, nobody makes the host hold more than this. */
const maxLoginBytes = 1_024
/** Sockets that have not logged in yet. A person opens one window at a time. */
const maxStrangers = 16
/** Who does not answer a close is cut off. */
const closeTimeoutMs = 1_000

const secret = z.string().check(z.maxLength(64))
const loginRequest = z.union([z.strictObject({ ticket: secret }), z.strictObject({ session: secret })])

export type SocketDoorOptions = {
  readonly tickets: Tickets
  readonly authority: () => Authority
  /** A page has logged in. */
  readonly onPage: (port: Port<HostFrame, unknown>) => void
  /** One line about somebody who was turned away. */
  readonly log: (line: string) => void
  readonly loginTimeoutMs?: number
}

/** Lets pages in: checks where a WebSocket comes from, then its login, then hands it over as a port. */
export class SocketDoor {
  private readonly options: SocketDoorOptions
  private readonly limit = new LoginLimit()
  private readonly strangers = new Set<WebSocket>()
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  })

  constructor(options: SocketDoorOptions) {
    this.options = options
  }

  /** Listener of the HTTP server's `upgrade`. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const refusal = refuseSocket(request, this.options.authority())
    if (refusal) {
      this.options.log(`refused a WebSocket: ${refusal.reason}`)
      refuseUpgrade(socket, refusal.status)
    } else if (this.limit.isExceeded || this.strangers.size >= maxStrangers) {
      refuseUpgrade(socket, 429)
    } else {
      this.sockets.handleUpgrade(request, socket, head, (page) => this.meet(page, socket))
    }
  }

  /** Closes every socket. */
  close(): void {
    for (const socket of this.sockets.clients) dismiss(socket, closeCodes.goingAway)
    this.sockets.close()
  }

  private meet(page: WebSocket, socket: Duplex): void {
    this.strangers.add(page)
    let receivedBytes = 0
    const count = (chunk: Buffer) => {
      receivedBytes += chunk.byteLength
      if (receivedBytes > maxLoginBytes && this.strangers.has(page)) page.terminate()
    }
    const timer = setTimeout(
      () => dismiss(page, closeCodes.loginTooLate),
      this.options.loginTimeoutMs ?? loginTimeoutMs,
    )
    const leave = () => {
      clearTimeout(timer)
      socket.off('data', count)
      this.strangers.delete(page)
    }
    socket.on('data', count)
    page.on('error', () => {})
    page.once('close', leave)
    page.once('message', (data, isBinary) => {
      clearTimeout(timer)
      const session = this.logIn(page, data, isBinary)
      if (session === null) return
      leave()
      page.send(JSON.stringify({ session } satisfies LoginReply))
      this.options.onPage(createWebSocketPort(page))
    })
  }

  /** Answers with the session, or null after having turned the page away. */
  private logIn(page: WebSocket, data: RawData, isBinary: boolean): string | null {
    const login = isBinary || !Buffer.isBuffer(data) ? null : parseLogin(data)
    if (!login) {
      this.limit.fail()
      dismiss(page, closeCodes.notUnderstood)
      return null
    }
    const session = this.findSession(login)
    if (session === null) {
      this.limit.fail()
      this.options.log(`refused a login: ${'ticket' in login ? 'ticket' : 'session'} not valid`)
      dismiss(page, closeCodes.denied)
    }
    return session
  }

  private findSession(login: z.infer<typeof loginRequest>): string | null {
    const { tickets } = this.options
    if ('ticket' in login) return tickets.redeem(login.ticket)
    return tickets.resume(login.session) ? login.session : null
  }
}

function parseLogin(data: Buffer): z.infer<typeof loginRequest> | null {
  try {
    const parsed = loginRequest.safeParse(JSON.parse(data.toString()))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function dismiss(page: WebSocket, code: number): void {
  page.close(code)
  const timer = setTimeout(() => page.terminate(), closeTimeoutMs)
  page.once('close', () => clearTimeout(timer))
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    () => socket.destroy(),
  )
}
