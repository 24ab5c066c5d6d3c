import { BytePort, maxMessageBytes } from '../shared/byte-port.ts'
import type { Frame } from '../shared/frames.ts'
import type { LoginReply } from '../shared/login.ts'
import { closeCodes } from '../shared/login.ts'
import type { Port } from '../shared/port.ts'
import type { Credentials } from './credentials.ts'
import { DeniedError } from './host-link.ts'

/** On loopback a host answers within milliseconds, or it is not there. */
const loginTimeoutMs = 10_000

/**
 * Opens a WebSocket to the host and logs in, with each credential in turn. Throws `DeniedError` when none is
 * left that the host knows.
 */
export async function openWebSocketPort<Out extends Frame, In>(
  url: string,
  credentials: Credentials,
): Promise<Port<Out, In>> {
  for (let login = credentials.next; login !== null; login = credentials.next) {
    const reply = await logIn<Out, In>(url, JSON.stringify(login))
    if (reply) {
      credentials.accepted(reply.session)
      return reply.port
    }
    credentials.refused()
  }
  throw new DeniedError('the host knows neither ticket nor session of this page')
}

/** Null when the host denies; throws when it cannot be reached or does not answer. */
function logIn<Out extends Frame, In>(
  url: string,
  login: string,
): Promise<{ session: string; port: Port<Out, In> } | null> {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  const timer = setTimeout(() => socket.close(), loginTimeoutMs)
  return new Promise((resolve, reject) => {
    socket.onopen = () => socket.send(login)
    socket.onclose = ({ code }) => {
      clearTimeout(timer)
      if (code === closeCodes.denied) resolve(null)
      else reject(new Error(`the host closed the socket with code ${code}`))
    }
    socket.onmessage = ({ data }) => {
      const { session } = JSON.parse(String(data)) as LoginReply
      clearTimeout(timer)
      // Taken over at once: frames may follow in the same tick.
      resolve({ session, port: createWebSocketPort(socket) })
    }
  })
}

/** Wraps an open WebSocket of a browser with `binaryType` `arraybuffer`. */
export function createWebSocketPort<Out extends Frame, In>(socket: WebSocket): Port<Out, In> {
  const port = new BytePort<Out, In>({
    send: (message) => socket.send(message),
    close: () => socket.close(),
    schedule: (flush) => queueMicrotask(flush),
    maxMessageBytes,
  })
  socket.onmessage = ({ data }) => {
    if (data instanceof ArrayBuffer) port.receive(new Uint8Array(data))
    else port.close()
  }
  socket.onclose = () => port.finish()
  return port
}
