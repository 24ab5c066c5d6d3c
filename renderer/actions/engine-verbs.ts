import type { Container } from '../../shared/container.ts'
import type { Client } from '../../shared/rpc-client.ts'
import { isAlive } from '../container-state.ts'
import type { PendingVerb } from '../store/pending.ts'
import type { EngineVerb } from './action.ts'
import { whyNotKept } from './bin/binnable.ts'
import type { HasHappened } from './settle.ts'

export type VerbOptions = {
  /** For kill, and in place of the image's own for stop and restart. */
  readonly signal?: string
  /** For stop and restart, in place of the container's own. */
  readonly timeoutSeconds?: number
  /** For remove. */
  readonly stopFirst?: boolean
  readonly volumes?: boolean
  /** For remove: days in the bin of what can be kept there. */
  readonly keepDays?: number
}

/** How one verb is carried out on one container. */
export type VerbSteps = {
  readonly pending: PendingVerb
  readonly call: (client: Client, container: Container, options: VerbOptions) => Promise<unknown>
  /** Given the container as it was; whether the list shows the outcome. */
  readonly hasHappened: (before: Container, options: VerbOptions) => HasHappened
  /** Takes the stop grace time, which the row counts. */
  readonly isTimed: boolean
}

/** A new start, even of a program that ended again at once. */
function hasStarted(before: Container): HasHappened {
  return (now) =>
    now === undefined ||
    (now.state === 'running' && before.state !== 'running') ||
    now.runtime?.startedAtMs !== before.runtime?.startedAtMs ||
    now.runtime?.finishedAtMs !== before.runtime?.finishedAtMs
}

const hasEnded: HasHappened = (now) => now === undefined || !isAlive(now)

const stopParams = ({ id }: Container, { timeoutSeconds, signal }: VerbOptions = {}) => ({
  id,
  timeoutSeconds: timeoutSeconds ?? null,
  signal: signal ?? null,
})

async function remove(client: Client, container: Container, options: VerbOptions): Promise<void> {
  const { id } = container
  const { keepDays = 0 } = options
  if (keepDays > 0 && whyNotKept(container) === null) {
    await client.call('bin.keep', { id, keepDays, volumes: false })
    return
  }
  const stops = options.stopFirst === true && isAlive(container)
  if (stops) await client.call('container.stop', stopParams(container))
  const force = !stops && isAlive(container)
  await client.call('container.remove', { id, force, volumes: options.volumes === true })
}

export const verbSteps: Readonly<Record<EngineVerb, VerbSteps>> = {
  start: {
    pending: 'starting',
    call: (client, { id }) => client.call('container.start', { id }),
    hasHappened: hasStarted,
    isTimed: false,
  },
  stop: {
    pending: 'stopping',
    call: (client, container, options) => client.call('container.stop', stopParams(container, options)),
    hasHappened: () => hasEnded,
    isTimed: true,
  },
  restart: {
    pending: 'restarting',
    call: (client, container, options) => client.call('container.restart', stopParams(container, options)),
    hasHappened: hasStarted,
    isTimed: true,
  },
  pause: {
    pending: 'pausing',
    call: (client, { id }) => client.call('container.pause', { id }),
    hasHappened: () => (now) => now?.state !== 'running',
    isTimed: false,
  },
  unpause: {
    pending: 'unpausing',
    call: (client, { id }) => client.call('container.unpause', { id }),
    hasHappened: () => (now) => now?.state !== 'paused',
    isTimed: false,
  },
  kill: {
    pending: 'killing',
    call: (client, { id }, options) =>
      client.call('container.kill', { id, signal: options.signal ?? 'SIGKILL' }),
    // Only SIGKILL must end it; another signal is the program's own affair.
    hasHappened: (_before, options) => ((options.signal ?? 'SIGKILL') === 'SIGKILL' ? hasEnded : () => true),
    isTimed: false,
  },
  remove: {
    pending: 'removing',
    call: remove,
    hasHappened: () => (now) => now === undefined,
    isTimed: false,
  },
}
