import type { ErrorData } from './errors.ts'

/** Raised when frames or the contract change in a way that an older page cannot follow. */
export const protocolVersion = 1

/** What a page may send. `id` numbers the call or stream, unique per port, chosen by the page. */
export type ClientFrame =
  | { readonly t: 'call'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly t: 'open'; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly t: 'input'; readonly id: number; readonly value: unknown }
  | { readonly t: 'finish'; readonly id: number }
  | { readonly t: 'ack'; readonly id: number; readonly n: number }
  | { readonly t: 'cancel'; readonly id: number }

/** What a host may send. */
export type HostFrame =
  | { readonly t: 'ready'; readonly protocol: number }
  | { readonly t: 'result'; readonly id: number; readonly value: unknown }
  | { readonly t: 'error'; readonly id: number; readonly error: ErrorData }
  | { readonly t: 'item'; readonly id: number; readonly value: unknown }
  | { readonly t: 'ack'; readonly id: number; readonly n: number }
  | { readonly t: 'end'; readonly id: number }

export type Frame = ClientFrame | HostFrame

/** Items that may be on their way unacknowledged, per stream and direction. Batches make items large. */
export const streamWindow = 8

/** Items acknowledged by one message: half a window, so that the other end never stands still for it. */
export const acknowledgedTogether = streamWindow / 2
