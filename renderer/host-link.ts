import { EngineError } from '../shared/errors.ts'
import type { ClientFrame, HostFrame } from '../shared/frames.ts'
import type { Port } from '../shared/port.ts'
import type { Client } from '../shared/rpc-client.ts'
import { createClient } from '../shared/rpc-client.ts'
import type { Link } from './link.ts'
import type { LinkState } from './store/engine-store.ts'

/** Opens a way to the host. Throws `DeniedError` when the host will not have this page, however often it asks. */
export type Dial = () => Promise<Port<ClientFrame, HostFrame>>

export class DeniedError extends Error {}

export interface HostLink extends Link {
  /** Tries at once, also after `denied`; does nothing while the link is open or being opened. */
  retry(): void
}

/** Pauses between attempts: a host that restarts is back within a second. */
const firstPauseMs = 500
const longestPauseMs = 5_000
/** A host speaks as soon as the way is open. */
const helloTimeoutMs = 10_000

/** How often an open link is asked for a sign of life, and how often in a row none may come. */
const beatMs = 5_000
const missedBeats = 3

/** A link that opens itself, and again after each loss, until the host denies it. */
export function createHostLink(dial: Dial): HostLink {
  return new ReopeningLink(dial)
}

class ReopeningLink implements HostLink {
  state: LinkState = 'connecting'
  client: Client | null = null
  private readonly dial: Dial
  private readonly listeners = new Set<() => void>()
  private isBusy = false
  private pauseMs = firstPauseMs
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(dial: Dial) {
    this.dial = dial
    this.retry()
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  retry(): void {
    if (this.isBusy) return
    clearTimeout(this.timer)
    if (this.state === 'denied') this.set('connecting', null)
    void this.follow()
  }

  /** One link from its opening to its end. */
  private async follow(): Promise<void> {
    this.isBusy = true
    let isDenied = false
    try {
      const client = await openClient(this.dial)
      this.pauseMs = firstPauseMs
      this.set('open', client)
      const stopWatching = watchLife(client)
      await client.closed
      stopWatching()
    } catch (error) {
      isDenied = error instanceof DeniedError
    }
    this.isBusy = false
    this.set(isDenied ? 'denied' : 'lost', null)
    if (isDenied) return
    this.timer = setTimeout(() => this.retry(), this.pauseMs)
    this.pauseMs = Math.min(longestPauseMs, 2 * this.pauseMs)
  }

  private set(state: LinkState, client: Client | null): void {
    this.state = state
    this.client = client
    for (const listener of this.listeners) listener()
  }
}

/** A client whose host has spoken. */
async function openClient(dial: Dial): Promise<Client> {
  const client = createClient(await dial())
  const timer = setTimeout(() => client.close(), helloTimeoutMs)
  try {
    await client.ready
    return client
  } catch (error) {
    // A page of another version than its host: a new one comes from the host with a new address.
    const isOther = error instanceof EngineError && error.code === 'unsupported'
    throw isOther ? new DeniedError(error.message) : error
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Closes a client whose host answers no more though its connection is open: it was stopped, or the way to it was
 * forgotten. It counts beats instead of time, for a page that was frozen or busy itself has missed none.
 */
function watchLife(client: Client): () => void {
  let missed = 0
  let isAsking = false
  const answered = (): void => {
    isAsking = false
    missed = 0
  }
  const beat = (): void => {
    if (isAsking) missed += 1
    if (missed >= missedBeats) client.close()
    if (isAsking) return
    isAsking = true
    // An error is an answer, too.
    client.call('host.info', {}).then(answered, answered)
  }
  const timer = setInterval(beat, beatMs)
  return () => clearInterval(timer)
}
