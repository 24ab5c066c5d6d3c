/*
 * How a page of the web host proves that its person started it. The first message of its WebSocket is text:
 * a `LoginRequest`. The host answers with a `LoginReply`, also text; everything after it is frames in bytes.
 */

/** Path of the WebSocket. */
export const socketPath = '/engine'

/** The fragment that carries a ticket into a page, before its value. A fragment is never sent to a server. */
export const ticketPrefix = '#ticket='

/** A ticket is for one use; it buys a session, which lives as long as the host. Both are 256 bit, base64url. */
export type LoginRequest = { readonly ticket: string } | { readonly session: string }
export type LoginReply = { readonly session: string }

/** Why the host closes a socket. */
export const closeCodes = {
  goingAway: 1001,
  notUnderstood: 4400,
  /** The ticket or session is not valid (any more): trying again is of no use. */
  denied: 4401,
  loginTooLate: 4408,
} as const
