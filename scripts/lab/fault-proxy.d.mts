/** What is wrong with a connection. Nothing, when empty. */
export interface Fault {
  /** Accepts and keeps connections and bytes, and passes nothing on: the other side has vanished without a word. */
  readonly isSilent?: boolean
  /** Each byte arrives so much later, in both directions. */
  readonly delayMs?: number
  /** Bytes arrive in pieces of this size. */
  readonly pieceBytes?: number
  /** Changes bytes on their way: `there` to the one connected to, `back` from it. */
  readonly mangle?: (bytes: Buffer, direction: 'there' | 'back') => Buffer
}

export interface FaultProxy {
  /** 0 when it listens on a socket. */
  readonly port: number
  /** Connections that are open now. */
  readonly open: number
  /** Connections there ever were. */
  readonly opened: number
  /** What is wrong from now on, with the open connections as with new ones. */
  set(fault: Fault): void
  /** The connections that are open now pass nothing on any more, for ever; new ones are as they should be. */
  strand(): void
  /** Ends every open connection. */
  cut(): void
  close(): Promise<void>
}

export function startFaultProxy(ends: { to: string | number; listen?: string | number }): Promise<FaultProxy>
