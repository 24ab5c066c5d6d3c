import type { LoginRequest } from '../shared/login.ts'
import { ticketPrefix } from '../shared/login.ts'

const storageKey = 'bayplan.session'

/**
 * What this page may log in with. The ticket comes with the address and is for one use; the session that it
 * buys is kept for this tab alone, so that a reload goes on. Never a cookie: browsers send those to every
 * port of a host name, and each published port of a container is one.
 */
export class Credentials {
  private ticket: string | null = null
  private session: string | null = readSession()

  constructor() {
    this.takeTicket()
  }

  /** Takes a ticket out of the address bar, where it would stay in the history. False when there is none. */
  takeTicket(): boolean {
    if (!location.hash.startsWith(ticketPrefix)) return false
    this.ticket = location.hash.slice(ticketPrefix.length)
    history.replaceState(history.state, '', location.pathname + location.search)
    return true
  }

  /** What to try next; null when nothing is left. */
  get next(): LoginRequest | null {
    if (this.ticket !== null) return { ticket: this.ticket }
    return this.session === null ? null : { session: this.session }
  }

  accepted(session: string): void {
    this.ticket = null
    this.session = session
    writeSession(session)
  }

  /** The host did not know `next`. */
  refused(): void {
    if (this.ticket !== null) {
      this.ticket = null
      return
    }
    this.session = null
    writeSession(null)
  }
}

// Browsers that are told to keep nothing throw; then a reload needs a new address, and all else works.

function readSession(): string | null {
  try {
    return sessionStorage.getItem(storageKey)
  } catch {
    return null
  }
}

function writeSession(session: string | null): void {
  try {
    if (session === null) sessionStorage.removeItem(storageKey)
    else sessionStorage.setItem(storageKey, session)
  } catch {
    // See above.
  }
}
