import type {
  Endpoint,
  EndpointCandidate,
  EngineInfo,
  EngineStatus,
  UnreachableReason,
} from '../shared/engine.ts'
import { EngineError } from '../shared/errors.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import type { ConnectedEngine } from './connect.ts'
import { ConnectError, connectEngine, probeEngine, readEngineInfo, toConnectError } from './connect.ts'
import { delay, withDeadline } from './deadline.ts'
import { diagnose } from './diagnosis.ts'
import type { Environment } from './endpoint-facts.ts'
import { gatherEndpointFacts } from './endpoint-facts.ts'
import type { EndpointFacts, EndpointFlags } from './endpoints.ts'
import { chooseEndpoint, listTargets } from './endpoints.ts'
import { cancelled } from './errors.ts'
import { Listeners } from './listeners.ts'
import type { EngineTarget } from './target.ts'
import { parseHost } from './target.ts'

/** A live engine is asked this often whether it still answers. */
const pingEveryMs = 4_000
/** Two pings in a row must fail by time: a busy engine may be late once. With the pause: 10 s at most. */
const pingDeadlineMs = 3_000
const pingStrikes = 2
/** An engine at the end of a slow line gets as many times its usual answer, or every ping would be late. */
const patience = 3
/** For each of the answers that make a connection. */
const connectDeadlineMs = 5_000
/** A restarted engine is back within a second, so the first looks come soon. */
const firstRetriesMs = [500, 1_000] as const
const retryMs = 3_000
const slowestRetryMs = 15_000
const probeDeadlineMs = 1_500

export type ConnectionOptions = {
  readonly flags: EndpointFlags
  readonly env: Environment
  /** Told about thrown values that are no `EngineError`: bugs. */
  readonly onBug: (error: unknown) => void
}

/** The connection as its owner sees it; everybody else gets `EngineConnection`. */
export interface OwnedConnection extends EngineConnection {
  /** What a person may choose, each with whether an engine answers there now. Source: `SystemVersion`. */
  candidates(signal: AbortSignal): Promise<EndpointCandidate[]>
  /** Leaves the present engine for another. The outcome shows in `status`. Errors: unsupported. */
  use(host: string): Promise<void>
  /** Looks at once: tries to connect instead of at `nextAttemptAtMs`, or asks a live engine for a sign of life. */
  recheck(): void
  dispose(): void
}

/** Begins to connect at once and goes on for ever, until disposed. */
export function createConnection(options: ConnectionOptions): OwnedConnection {
  const connection = new Connection(options)
  connection.start()
  return connection
}

class Connection implements OwnedConnection {
  status: EngineStatus = { state: 'connecting', endpoint: null }
  private readonly options: ConnectionOptions
  private readonly listeners: Listeners<EngineStatus>
  private engine: ConnectedEngine | null = null
  /** Fixed once an engine answered or a person chose: a lost engine never turns into another one. */
  private target: EngineTarget | null = null
  private attempted: { endpoint: Endpoint | null; target: EngineTarget | null } = {
    endpoint: null,
    target: null,
  }
  private lastEngine: EngineInfo | null = null
  private lostAtMs: number | null = null
  private failures = 0
  private pingDeadlineMs = pingDeadlineMs
  private isDisposed = false
  /** Aborted to leave whatever the loop does with the present target. */
  private round = new AbortController()
  /** Aborted to end the present pause. */
  private pause = new AbortController()

  constructor(options: ConnectionOptions) {
    this.options = options
    this.listeners = new Listeners(options.onBug)
  }

  start(): void {
    void this.run()
  }

  onStatus(listener: (status: EngineStatus) => void): () => void {
    return this.listeners.add(listener)
  }

  client(): EngineClient {
    if (this.engine) return this.engine
    const words = this.status.state === 'unreachable' ? this.status.diagnosis.message : 'not connected yet'
    throw new EngineError('engine-unreachable', words)
  }

  async whenConnected(signal: AbortSignal): Promise<EngineClient> {
    if (signal.aborted) throw cancelled()
    if (this.engine) return this.engine
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        undo()
        signal.removeEventListener('abort', onAbort)
      }
      const undo = this.onStatus(() => {
        if (!this.engine) return
        leave()
        resolve(this.engine)
      })
      const onAbort = (): void => {
        leave()
        reject(cancelled())
      }
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  suspect(client: EngineClient): void {
    if (client === this.engine) this.pause.abort()
  }

  recheck(): void {
    this.pause.abort()
  }

  async use(host: string): Promise<void> {
    if (parseHost(host, false).kind === 'unsupported') {
      throw new EngineError('unsupported', `cannot connect to ${host}`)
    }
    const facts = await this.gather()
    const known = listTargets(facts).find((target) => target.endpoint.host === host)
    const typed = { endpoint: { host, source: 'flag', name: host } as const, tls: facts.environmentTls }
    this.target = known ?? typed
    this.lastEngine = null
    this.lostAtMs = null
    this.failures = 0
    this.drop()
    this.setStatus({ state: 'connecting', endpoint: this.target.endpoint })
    this.interrupt()
  }

  async candidates(signal: AbortSignal): Promise<EndpointCandidate[]> {
    const facts = await this.gather()
    const current = this.status.endpoint?.host ?? null
    const listed = listTargets(facts)
    const isListed = listed.some((target) => target.endpoint.host === current)
    const targets = this.target && !isListed ? [this.target, ...listed] : listed
    return Promise.all(targets.map((target) => describeCandidate(target, current, signal)))
  }

  dispose(): void {
    this.isDisposed = true
    this.drop()
    this.interrupt()
    this.listeners.clear()
  }

  private async run(): Promise<void> {
    while (!this.isDisposed) {
      this.round = new AbortController()
      const { signal } = this.round
      try {
        await this.connect(signal)
        await this.watch(signal)
      } catch (error) {
        if (!signal.aborted) await this.fail(error, signal)
      }
    }
  }

  private async connect(signal: AbortSignal): Promise<void> {
    const target = this.target ?? (await this.choose())
    this.attempted = { endpoint: target.endpoint, target }
    if (this.status.state === 'connecting') this.setStatus({ state: 'connecting', endpoint: target.endpoint })
    const askedAt = performance.now()
    const engine = await withDeadline(signal, connectDeadlineMs, (late) => connectEngine(target, late))
    const answeredMs = performance.now() - askedAt
    const info = await withDeadline(signal, connectDeadlineMs, (late) => readEngineInfo(engine, late))
    if (signal.aborted) throw cancelled()
    this.pingDeadlineMs = Math.max(pingDeadlineMs, patience * answeredMs)
    this.target = target
    this.engine = engine
    this.lastEngine = info
    this.lostAtMs = null
    this.failures = 0
    this.setStatus({ state: 'connected', endpoint: target.endpoint, engine: info, sinceMs: Date.now() })
  }

  /** Returns only to have the same engine connected anew; throws when it is lost. */
  private async watch(signal: AbortSignal): Promise<void> {
    const { engine, target } = this
    if (!engine || !target) return
    for (;;) {
      const isSuspected = await this.rest(pingEveryMs)
      if (signal.aborted) throw cancelled()
      await this.checkAlive(engine, signal)
      // A stream broke, but somebody answers: a restarted engine may be another version.
      if (isSuspected && !(await this.isSameVersion(engine, target, signal))) {
        this.drop()
        return
      }
    }
  }

  private async checkAlive(engine: ConnectedEngine, signal: AbortSignal): Promise<void> {
    for (let strike = 1; ; strike += 1) {
      try {
        await withDeadline(signal, this.pingDeadlineMs, (deadline) => engine.ping(deadline))
        return
      } catch (error) {
        // An error status is an answer: the engine lives.
        if (error instanceof EngineError && error.data.status !== null) return
        const isLate = error instanceof EngineError && error.code === 'timeout'
        if (!isLate || strike >= pingStrikes) throw error
      }
    }
  }

  private async isSameVersion(
    engine: ConnectedEngine,
    target: EngineTarget,
    signal: AbortSignal,
  ): Promise<boolean> {
    const found = await withDeadline(signal, this.pingDeadlineMs, (deadline) => probeEngine(target, deadline))
    return found.version === engine.version.version && found.apiVersion === engine.version.apiVersion
  }

  private async fail(error: unknown, signal: AbortSignal): Promise<void> {
    if (!(error instanceof EngineError)) this.options.onBug(error)
    this.drop()
    this.lostAtMs ??= Date.now()
    const { endpoint, target } = this.attempted
    const diagnosis = await diagnose(toConnectError(error), target)
    if (signal.aborted) return
    const waitMs = retryDelayMs(this.failures, diagnosis.reason)
    this.failures += 1
    this.setStatus({
      state: 'unreachable',
      endpoint,
      diagnosis,
      lastEngine: this.lastEngine,
      lostAtMs: this.lostAtMs,
      nextAttemptAtMs: Date.now() + waitMs,
    })
    await this.rest(waitMs)
  }

  private async choose(): Promise<EngineTarget> {
    const choice = chooseEndpoint(await this.gather())
    if (choice.kind === 'target') return choice.target
    this.attempted = { endpoint: choice.endpoint, target: null }
    throw new ConnectError('context-missing', `docker context "${choice.endpoint.name}" does not exist`)
  }

  private async gather(): Promise<EndpointFacts> {
    return gatherEndpointFacts(this.options.flags, this.options.env)
  }

  /** Pauses; true when the pause was cut short. A cut that comes between two pauses ends the next one. */
  private async rest(ms: number): Promise<boolean> {
    await delay(ms, this.pause.signal)
    const wasCut = this.pause.signal.aborted
    this.pause = new AbortController()
    return wasCut
  }

  private interrupt(): void {
    this.round.abort()
    this.pause.abort()
  }

  private drop(): void {
    this.engine?.close()
    this.engine = null
  }

  private setStatus(status: EngineStatus): void {
    this.status = status
    this.listeners.tell(status)
  }
}

/** Looking again at a local socket is cheap and the design promises "every 3 seconds"; others back off. */
const promptReasons: ReadonlySet<UnreachableReason> = new Set([
  'socket-missing',
  'permission-denied',
  'daemon-down',
])

/** How long to wait after the n-th failure in a row, counted from 0. */
export function retryDelayMs(failures: number, reason: UnreachableReason): number {
  const first = firstRetriesMs[failures]
  if (first !== undefined) return first
  if (promptReasons.has(reason)) return retryMs
  return Math.min(slowestRetryMs, retryMs * 1.5 ** (failures - firstRetriesMs.length))
}

async function describeCandidate(
  target: EngineTarget,
  currentHost: string | null,
  signal: AbortSignal,
): Promise<EndpointCandidate> {
  const about = { ...target.endpoint, isCurrent: target.endpoint.host === currentHost }
  if (parseHost(target.endpoint.host, false).kind === 'unsupported') {
    return { ...about, reachability: 'unsupported', engineVersion: null }
  }
  try {
    const found = await withDeadline(signal, probeDeadlineMs, (deadline) => probeEngine(target, deadline))
    return { ...about, reachability: 'reachable', engineVersion: found.version }
  } catch (error) {
    if (signal.aborted) throw cancelled()
    if (!(error instanceof EngineError)) throw error
    return { ...about, reachability: 'unreachable', engineVersion: null }
  }
}
