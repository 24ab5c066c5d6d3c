import type { OnReadOpts, Socket } from 'node:net'
import net from 'node:net'
import tls from 'node:tls'
import { EngineError } from '../../shared/errors.ts'
import type { Address } from '../target.ts'

type Reachable = Exclude<Address, { kind: 'unsupported' }>

/** Opens a connection that reads into the buffer it is given. `secure` is null for a plain one. */
export function connectRaw(
  address: Reachable,
  secure: tls.ConnectionOptions | null,
  keepAliveInitialDelay: number,
  onread: OnReadOpts,
): Socket {
  if (address.kind === 'socket') return net.connect({ path: address.path, onread })
  const { hostname: host, port } = address
  const options = { host, port, onread, keepAlive: true, keepAliveInitialDelay }
  if (secure === null) return net.connect(options)
  // A name, not an address, tells the server which certificate is meant: as Node's own HTTPS client does.
  return tls.connect({ ...secure, ...options, servername: net.isIP(host) === 0 ? host : '' })
}

/** The head of a request without a body. Throws `bad-request` rather than send a line nobody wrote. */
export function requestHead(
  address: Reachable,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): string {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${hostOf(address)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ]
  if (/\s/.test(path) || lines.some((line) => /[^\x20-\x7e]/.test(line)))
    throw new EngineError('bad-request', 'a request holds characters that have no place in it')
  return `${lines.join('\r\n')}\r\n\r\n`
}

function hostOf(address: Reachable): string {
  if (address.kind === 'socket') return 'localhost'
  const name = net.isIPv6(address.hostname) ? `[${address.hostname}]` : address.hostname
  return `${name}:${String(address.port)}`
}
