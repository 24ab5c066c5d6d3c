import type { LabEngine } from './engine.d.mts'

export interface RegistryOptions {
  /** Its network: the registry is on this engine's 127.0.0.1, and on this machine's when the engine forwards ports. Without one, on this machine's only. */
  engine?: LabEngine
  /** This port of the engine's own 127.0.0.1 only, which its flags may name before it starts. Default: one that is free here and there. */
  port?: number
  /** Asks for this account. Default: open to all. */
  auth?: boolean
  /** HTTPS with a certificate of a CA made for it, for localhost, 127.0.0.1 and these addresses. */
  tls?: {
    addresses?: string[]
    /** Takes only those who show a certificate of the same CA. */
    asksWho?: boolean
  }
}

export interface LabRegistry extends AsyncDisposable {
  /** 'localhost:40123': how references begin. */
  readonly name: string
  readonly port: number
  readonly scheme: 'http' | 'https'
  /** PEM of the CA, empty without TLS. */
  readonly ca: string
  /** A certificate of the CA with its key, PEM. */
  certificate(): { cert: string; key: string }
  /** SIGKILL: connections break, nobody listens any more. */
  kill(): Promise<void>
  /** Starts it again on the same port and data after a kill. */
  restart(): Promise<void>
  /** SIGSTOP: it takes connections and answers nothing. */
  freeze(): void
  /** SIGCONT. */
  thaw(): void
  stop(): Promise<void>
}

export const registryUser: string
export const registryPassword: string
/** Starts docker-registry and resolves when it answers. Deleting is allowed. */
export function startRegistry(options?: RegistryOptions): Promise<LabRegistry>
