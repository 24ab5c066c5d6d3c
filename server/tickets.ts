import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A person who copies a printed address needs a moment; a ticket found later is worthless. */
export const ticketLifeMs = 5 * 60_000
/** Unused tickets and sessions kept at most; the oldest go first. A person has a handful of windows. */
const maxKept = 64

type Kept = { readonly digest: Buffer; readonly expiresAtMs: number }

/**
 * Tickets and sessions: 256 random bits each, told to the page once and kept here as digests only. Looking
 * one up takes the same time whether it is there or not.
 */
export class Tickets {
  private readonly now: () => number
  private tickets: Kept[] = []
  private sessions: Kept[] = []

  constructor(now: () => number = Date.now) {
    this.now = now
  }

  /** A ticket for one use within `lifeMs`. */
  issue(lifeMs: number = ticketLifeMs): string {
    const [ticket, digest] = createSecret()
    this.tickets = [...this.tickets, { digest, expiresAtMs: this.now() + lifeMs }].slice(-maxKept)
    return ticket
  }

  /** Uses a ticket up. Answers with a new session, or null. */
  redeem(ticket: string): string | null {
    const found = find(this.tickets, ticket)
    if (!found) return null
    this.tickets = this.tickets.filter((kept) => kept !== found)
    if (this.now() >= found.expiresAtMs) return null
    const [session, digest] = createSecret()
    this.sessions = [...this.sessions, { digest, expiresAtMs: Number.POSITIVE_INFINITY }].slice(-maxKept)
    return session
  }

  /** True for a session of this host. Using it keeps it from being the oldest. */
  resume(session: string): boolean {
    const found = find(this.sessions, session)
    if (!found) return false
    this.sessions = [...this.sessions.filter((kept) => kept !== found), found]
    return true
  }
}

function createSecret(): [secret: string, digest: Buffer] {
  const secret = randomBytes(32).toString('base64url')
  return [secret, digestOf(secret)]
}

/** Digests are of one length, and their order says nothing about the secret. */
function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Looks at all of them, found or not. */
function find(all: readonly Kept[], secret: string): Kept | null {
  const digest = digestOf(secret)
  let found: Kept | null = null
  for (const kept of all) {
    if (timingSafeEqual(kept.digest, digest)) found = kept
  }
  return found
}

const secretPattern = /(?<![\w-])[\w-]{43}(?![\w-])/g

/** Text without anything that looks like a ticket or session, for diagnostics. */
export function redactSecrets(text: string): string {
  return text.replaceAll(secretPattern, '[redacted]')
}
