import { randomUUID } from 'node:crypto'
import type { AttachParams } from '../shared/container-page.ts'
import { EngineError } from '../shared/errors.ts'
import type { CreateExecParams, ExecItem, ExecSession, TerminalSize } from '../shared/exec.ts'
import { attachTo } from './attach-control.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { ExecControl } from './exec-control.ts'
import { findShell, startExec } from './exec-requests.ts'
import { LiveSession } from './exec-session.ts'
import type { ContainerState } from './stream/container-state.ts'
import { readContainerState } from './stream/container-state.ts'

/** Each may keep a megabyte of the past. */
const maxSessions = 32

export type ExecSessions = {
  /**
   * Starts a command, or else the first shell found, with a terminal. The session lives here until it is
   * closed, whoever looks or does not.
   *
   * Source: `ContainerExec`, `ExecStart`, `ContainerArchiveInfo`.
   * Errors: not-found; conflict (not running, paused, or 32 sessions are open); unsupported (no shell);
   *         bad-request; engine-unreachable.
   */
  create(params: CreateExecParams, signal: AbortSignal): Promise<ExecSession>
  /**
   * Joins a container's main process. Closing the session leaves the process alone.
   *
   * Source: `ContainerAttach`.
   * Errors: not-found; conflict (not running, paused, or 32 sessions are open); engine-unreachable.
   */
  attachMain(params: AttachParams, signal: AbortSignal): Promise<ExecSession>
  /** All sessions, or those of one container, oldest first; ended ones too until they are closed. */
  list(containerId: string | null): ExecSession[]
  /**
   * The terminal's bytes: what is kept of the past, then live, then one `ExecEnd`. Input is typed into it.
   *
   * Source: `ExecStart`, `ExecInspect`. Ends: after `ExecEnd`; quietly on abort. Errors: not-found.
   */
  attach(
    params: { readonly sessionId: string },
    signal: AbortSignal,
    input: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<ExecItem, void, undefined>
  /** Source: `ExecResize`. Errors: not-found. */
  resize(sessionId: string, size: TerminalSize): Promise<null>
  /** Ends the process and forgets the session. A session that is not there is closed already. */
  close(sessionId: string): Promise<null>
  /** Closes all sessions. */
  dispose(): Promise<void>
}

export function createExecSessions({ connection }: { readonly connection: EngineConnection }): ExecSessions {
  return new Sessions(connection)
}

class Sessions implements ExecSessions {
  private readonly connection: EngineConnection
  private readonly sessions = new Map<string, LiveSession>()
  /** Sessions being created count against the limit. */
  private starting = 0

  constructor(connection: EngineConnection) {
    this.connection = connection
  }

  async create(params: CreateExecParams, signal: AbortSignal): Promise<ExecSession> {
    return this.start('ContainerExec', params.containerId, signal, (client, container) =>
      this.startIn(client, container, params, signal),
    )
  }

  async attachMain(params: AttachParams, signal: AbortSignal): Promise<ExecSession> {
    return this.start('ContainerAttach', params.id, signal, (client, container) =>
      this.join(client, container, params),
    )
  }

  list(containerId: string | null): ExecSession[] {
    const all = [...this.sessions.values()].map((session) => session.description)
    return containerId === null ? all : all.filter((session) => session.containerId === containerId)
  }

  async *attach(
    { sessionId }: { readonly sessionId: string },
    signal: AbortSignal,
    input: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<ExecItem, void, undefined> {
    const session = this.get(sessionId)
    if (signal.aborted) return
    const viewer = session.join()
    const close = (): void => viewer.close()
    signal.addEventListener('abort', close, { once: true })
    void typeInput(session, input, signal)
    try {
      for (let bytes = await viewer.next(); bytes; bytes = await viewer.next()) {
        session.balance()
        yield bytes
      }
      if (session.end && !signal.aborted) yield session.end
    } finally {
      signal.removeEventListener('abort', close)
      session.leave(viewer)
    }
  }

  async resize(sessionId: string, size: TerminalSize): Promise<null> {
    await this.get(sessionId).resize(size)
    return null
  }

  async close(sessionId: string): Promise<null> {
    const session = this.sessions.get(sessionId)
    this.sessions.delete(sessionId)
    await session?.close()
    return null
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.sessions.keys()].map((id) => this.close(id)))
  }

  private get(sessionId: string): LiveSession {
    const session = this.sessions.get(sessionId)
    if (session) return session
    const subject = { kind: 'exec', id: sessionId, name: null } as const
    throw new EngineError('not-found', 'no such session', { subject })
  }

  /** Forgets the oldest session that is over, or refuses. */
  private makeRoom(): void {
    if (this.sessions.size + this.starting < maxSessions) return
    for (const [id, session] of this.sessions) {
      if (!session.end) continue
      this.sessions.delete(id)
      return
    }
    throw new EngineError('conflict', `${maxSessions} sessions are open`, { operation: 'ContainerExec' })
  }

  private async start(
    operation: 'ContainerExec' | 'ContainerAttach',
    containerId: string,
    signal: AbortSignal,
    begin: (client: EngineClient, container: ContainerState) => Promise<ExecSession>,
  ): Promise<ExecSession> {
    this.makeRoom()
    this.starting += 1
    try {
      const client = this.connection.client()
      const container = await readContainerState(client, containerId, signal).catch((error: unknown) => {
        throw aboutContainer(error, operation, containerId, null)
      })
      return await begin(client, container).catch((error: unknown) => {
        throw aboutContainer(error, operation, container.id, container.name)
      })
    } finally {
      this.starting -= 1
    }
  }

  private async join(
    client: EngineClient,
    container: ContainerState,
    { withInput, detachKeys, size }: AttachParams,
  ): Promise<ExecSession> {
    if (!container.isRunning) throw new EngineError('conflict', 'the container is not running')
    const { connection } = this
    const choice = { withInput: withInput && container.hasInput, detachKeys }
    const { signal } = new AbortController()
    const joined = await attachTo({ connection, client, container }, choice, signal)
    const about = {
      id: randomUUID(),
      containerId: container.id,
      containerName: container.name,
      command: container.command,
      user: container.user,
      workingDir: container.workingDir || '/',
      startedAtMs: Date.now(),
      attachment: {
        ...choice,
        hasTty: container.hasTty,
        endsInput: choice.withInput && container.endsInput,
      },
    }
    const session = new LiveSession(about, joined, size)
    this.sessions.set(about.id, session)
    return session.description
  }

  private async startIn(
    client: EngineClient,
    container: ContainerState,
    params: CreateExecParams,
    signal: AbortSignal,
  ): Promise<ExecSession> {
    const shell = await findShell(client, container, signal).catch((error: unknown) => {
      // A person who names the command may do without a shell.
      if (params.command && error instanceof EngineError && error.code === 'unsupported') return null
      throw error
    })
    const { size, user } = params
    const command = params.command ?? [shell ?? '']
    const workingDir = params.workingDir
    const id = randomUUID()
    const start = { sessionId: id, containerId: container.id, command, user, workingDir, size }
    // Its life is not the caller's: the page that asked for it may leave.
    const { execId, socket } = await startExec(client, start, new AbortController().signal)
    const about = {
      id,
      containerId: container.id,
      containerName: container.name,
      command,
      user: user || container.user,
      workingDir: workingDir || container.workingDir || '/',
      startedAtMs: Date.now(),
      attachment: null,
    }
    const { connection } = this
    const parts = { connection, client, sessionId: id, containerId: container.id, execId, user }
    const control = new ExecControl({ ...parts, shell: shell ?? 'sh' })
    const session = new LiveSession(about, { socket, control }, size)
    this.sessions.set(id, session)
    return session.description
  }
}

async function typeInput(
  session: LiveSession,
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  for await (const bytes of input) {
    if (signal.aborted) return
    await session.type(bytes)
  }
}

function aboutContainer(error: unknown, operation: string, id: string, name: string | null): unknown {
  if (!(error instanceof EngineError)) return error
  return error.with({ subject: { kind: 'container', id, name }, operation })
}
