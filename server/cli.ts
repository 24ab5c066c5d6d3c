import { userInfo } from 'node:os'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { EngineConnection } from '../engine/client.ts'
import type { Engine } from '../engine/engine.ts'
import type { Handlers } from '../shared/contract.ts'
import type { HostInfo } from '../shared/engine.ts'
import type { HostFlags } from './flags.ts'
import { FlagError, parseFlags } from './flags.ts'
import type { WebHost } from './host.ts'
import { startWebHost } from './host.ts'
import { redactSecrets } from './tickets.ts'

/** Time for sessions in containers to be ended before the process goes all the same. */
const endDeadlineMs = 5_000
/** Finding the endpoint means reading a file or two. */
const endpointDeadlineMs = 1_000

/** As much of the engine side as the host needs. */
export type HostedEngine = {
  readonly handlers: Handlers
  readonly connection: Pick<EngineConnection, 'status' | 'onStatus'>
  readonly tasks: Engine['tasks']
  readonly transfers: Engine['transfers']
  dispose(): Promise<void>
}
export type EngineOptions = {
  readonly host?: string
  readonly context?: string
  readonly hostInfo: HostInfo
  readonly onBug: (error: unknown) => void
}

/** What the host takes from its process; tests give their own. */
export type HostProcess = {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly pid: number
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  exit(code: number): void
  onSignal(listener: () => void): void
  /** An error that nobody caught: a bug. */
  onCrash(listener: (error: unknown) => void): void
}
export type HostParts = {
  readonly createEngine: (options: EngineOptions) => HostedEngine
  /** Folder of the built page. */
  readonly root: string
  readonly appVersion: string
}

/**
 * The web host as a program. Prints one line of JSON once it listens, and another with a fresh address for
 * each line `ticket` on its input. Ends with 0 when asked to or when no page is left, 1 on failure, 2 on a
 * command line that makes no sense. With BAYPLAN_OWNED=1 it also ends with its input: its owner is gone.
 */
export async function runHost(self: HostProcess, parts: HostParts): Promise<void> {
  const log = (line: string) => self.stderr.write(`bayplan: ${redactSecrets(line)}\n`)
  try {
    await new HostProgram(self, parts, parseFlags(self.argv), log).start()
  } catch (error) {
    if (!(error instanceof FlagError)) throw error
    log(error.message)
    self.exit(2)
  }
}

class HostProgram {
  private readonly self: HostProcess
  private readonly parts: HostParts
  private readonly flags: HostFlags
  private readonly log: (line: string) => void
  private readonly engine: HostedEngine
  private host: WebHost | null = null
  private isEnding = false

  constructor(self: HostProcess, parts: HostParts, flags: HostFlags, log: (line: string) => void) {
    this.self = self
    this.parts = parts
    this.flags = flags
    this.log = log
    this.engine = parts.createEngine({
      ...(flags.host === undefined ? {} : { host: flags.host }),
      ...(flags.context === undefined ? {} : { context: flags.context }),
      hostInfo: {
        kind: 'web',
        appVersion: parts.appVersion,
        platform: process.platform,
        user: userInfo().username,
      },
      onBug: (error) => this.logBug(error),
    })
  }

  async start(): Promise<void> {
    const { self, flags, engine } = this
    // A second signal is a person who does not want to wait.
    self.onSignal(() => (this.isEnding ? self.exit(130) : void this.end(0)))
    self.onCrash((error) => {
      this.logBug(error)
      void this.end(1)
    })
    try {
      this.host = await startWebHost({
        ...flags,
        handlers: engine.handlers,
        transfers: engine.transfers,
        isBusy: () => engine.tasks.hasRunning,
        root: this.parts.root,
        withSourceMaps: flags.isDev,
        onIdle: () => void this.end(0),
        log: this.log,
      })
    } catch (error) {
      this.log(describeStartError(error, flags.port))
      await this.end(1)
      return
    }
    await withDeadline(findEndpoint(engine.connection), endpointDeadlineMs)
    if (this.isEnding) {
      await this.host.close()
      return
    }
    this.announce(flags.hasOpenTicket ? Number.POSITIVE_INFINITY : undefined)
    this.followInput()
  }

  private logBug(error: unknown): void {
    this.log(`bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }

  private announce(ticketLifeMs?: number): void {
    if (!this.host) return
    const { port } = this.host
    const engine = this.engine.connection.status.endpoint?.host ?? null
    const line = { url: this.host.address(ticketLifeMs), port, pid: this.self.pid, engine }
    this.self.stdout.write(`${JSON.stringify(line)}\n`)
  }

  private followInput(): void {
    const { stdin, env } = this.self
    const lines = createInterface({ input: stdin })
    lines.on('line', (line) => {
      if (line.trim() === 'ticket') this.announce()
      else if (line.trim() !== '') this.log('not understood: the only word known here is `ticket`')
    })
    lines.on('close', () => {
      if (env['BAYPLAN_OWNED'] === '1') void this.end(0)
    })
  }

  private async end(code: number): Promise<void> {
    if (this.isEnding) return
    this.isEnding = true
    const ended = Promise.allSettled([this.host?.close(), this.engine.dispose()])
    await withDeadline(ended, endDeadlineMs)
    this.self.exit(code)
  }
}

function describeStartError(error: unknown, port: number): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return `port ${port} is in use; choose another with --port, or leave it out`
  if (code === 'EACCES') return `port ${port} may not be used by this user; choose one above 1023 with --port`
  if (code === 'ENOENT') return `the page is not built: ${error.message}; run npm run build`
  return error.message
}

/** Resolves when it is known which engine is meant, or that there is none. */
function findEndpoint(connection: HostedEngine['connection']): Promise<void> {
  const isFound = () => connection.status.endpoint !== null || connection.status.state === 'unreachable'
  return new Promise((resolve) => {
    if (isFound()) {
      resolve()
      return
    }
    const undo = connection.onStatus(() => {
      if (!isFound()) return
      undo()
      resolve()
    })
  })
}

async function withDeadline(work: Promise<unknown>, deadlineMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, deadlineMs)
  })
  await Promise.race([work, deadline])
  clearTimeout(timer)
}
