import type { Endpoint } from '../shared/engine.ts'

/** TLS material as PEM text. Never leaves the host process. */
export type TlsSettings = {
  readonly ca: string | null
  readonly cert: string | null
  readonly key: string | null
  /** False for contexts made with `skip-tls-verify`. */
  readonly verify: boolean
}

/** An endpoint together with what it takes to reach it. */
export type EngineTarget = { readonly endpoint: Endpoint; readonly tls: TlsSettings | null }

/** Where to connect: what a `host` string means. */
export type Address =
  | { readonly kind: 'socket'; readonly path: string }
  | {
      readonly kind: 'tcp'
      readonly hostname: string
      readonly port: number
      /** From `https://`: TLS even without any material. */
      readonly isSecure: boolean
      /** Put before every path; empty or `/like/this`. */
      readonly prefix: string
    }
  | { readonly kind: 'unsupported'; readonly scheme: string }

export const defaultSocketPath = '/var/run/docker.sock'
export const defaultPipePath = '//./pipe/docker_engine'
/** IANA's ports for Docker without and with TLS. */
const plainPort = 2375
const tlsPort = 2376

/**
 * Reads a host as DOCKER_HOST has it: `unix:///path`, `npipe:////./pipe/name`, `tcp://h:p`, `http(s)://h:p`,
 * `h:p`, and, for people who type it by hand, a bare absolute path. `ssh://` and all else is unsupported.
 */
export function parseHost(host: string, hasTls: boolean): Address {
  const text = host.trim()
  if (/^(\/|\\\\\.\\pipe\\)/.test(text)) return { kind: 'socket', path: text }
  const [, scheme = 'tcp', rest = text] = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/(.*)$/.exec(text) ?? []
  if (scheme === 'unix') return { kind: 'socket', path: rest || defaultSocketPath }
  if (scheme === 'npipe') return { kind: 'socket', path: rest || defaultPipePath }
  if (!tcpSchemes.has(scheme)) return { kind: 'unsupported', scheme }
  return parseTcp(rest, scheme === 'https', hasTls)
}

const tcpSchemes: ReadonlySet<string> = new Set(['tcp', 'http', 'https'])

function parseTcp(rest: string, isSecure: boolean, hasTls: boolean): Address {
  const url = parseUrl(`http://${rest}`)
  if (!url || url.hostname === '') return { kind: 'unsupported', scheme: '' }
  // Not `url.port`, which is empty for 80.
  const explicitPort = /:(\d+)(?:\/|$)/.exec(rest)?.[1]
  const port = explicitPort ? Number(explicitPort) : isSecure || hasTls ? tlsPort : plainPort
  const prefix = url.pathname.replace(/\/+$/, '')
  return { kind: 'tcp', hostname: url.hostname.replace(/^\[|\]$/g, ''), port, isSecure, prefix }
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
