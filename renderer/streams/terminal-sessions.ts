import type { AttachParams } from '../../shared/container-page.ts'
import type { CreateExecParams, ExecSession } from '../../shared/exec.ts'
import type { AppContext } from '../app-context.ts'
import { ExecTerminal } from './exec-terminal.ts'

export type SessionRequest = Pick<CreateExecParams, 'command' | 'user' | 'workingDir'>

export type AttachRequest = Pick<AttachParams, 'withInput' | 'detachKeys'>

export const defaultRequest: SessionRequest = { command: null, user: '', workingDir: '' }

/** Before the terminal is on screen its size is unknown; the first fit corrects this. */
const initialSize = { columns: 100, rows: 30 }

type Tabs = {
  readonly terminals: readonly ExecTerminal[]
  readonly activeId: string | null
  readonly isLoaded: boolean
}

const noTabs: Tabs = { terminals: [], activeId: null, isLoaded: false }

/**
 * The terminals of this page, by container. The sessions themselves belong to the host: after a reload `load`
 * finds them again.
 */
export class TerminalSessions {
  private readonly app: AppContext
  private readonly byContainer = new Map<string, Tabs>()
  private readonly listeners = new Set<() => void>()

  constructor(app: AppContext) {
    this.app = app
    app.onLink(() => this.attachAgain())
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  tabs(containerId: string): Tabs {
    return this.byContainer.get(containerId) ?? noTabs
  }

  /** Finds the sessions that the host already has for this container. */
  async load(containerId: string, signal: AbortSignal): Promise<void> {
    if (this.tabs(containerId).isLoaded) return
    const sessions = await this.app.client().call('exec.list', { containerId }, signal)
    if (this.tabs(containerId).isLoaded) return
    const terminals = sessions.map((session) => this.createTerminal(session))
    this.update(containerId, { terminals, activeId: terminals.at(-1)?.session.id ?? null, isLoaded: true })
  }

  async open(containerId: string, request: SessionRequest): Promise<ExecTerminal> {
    const size = this.activeTerminal(containerId)?.size ?? initialSize
    return this.add(await this.app.client().call('exec.create', { containerId, ...request, size }))
  }

  /** Joins the container's main process. */
  async attachMain(containerId: string, request: AttachRequest): Promise<ExecTerminal> {
    const size = this.activeTerminal(containerId)?.size ?? initialSize
    return this.add(await this.app.client().call('container.attach', { id: containerId, ...request, size }))
  }

  private add(session: ExecSession): ExecTerminal {
    const { containerId } = session
    const terminal = this.createTerminal(session)
    const { terminals } = this.tabs(containerId)
    this.update(containerId, { terminals: [...terminals, terminal], activeId: session.id, isLoaded: true })
    return terminal
  }

  /** A new session like this one, in its place. */
  async reconnect(terminal: ExecTerminal): Promise<void> {
    const { containerId } = terminal.session
    const session = await this.again(terminal)
    const fresh = this.createTerminal(session)
    const { terminals } = this.tabs(containerId)
    this.update(containerId, {
      terminals: terminals.map((other) => (other === terminal ? fresh : other)),
      activeId: session.id,
      isLoaded: true,
    })
    this.discard(terminal)
  }

  private again({ session, size }: ExecTerminal): Promise<ExecSession> {
    const { containerId, command, user, workingDir, attachment } = session
    const client = this.app.client()
    if (attachment) {
      const { withInput, detachKeys } = attachment
      return client.call('container.attach', { id: containerId, withInput, detachKeys, size })
    }
    return client.call('exec.create', { containerId, command: [...command], user, workingDir, size })
  }

  close(terminal: ExecTerminal): void {
    const { containerId } = terminal.session
    const { terminals, activeId } = this.tabs(containerId)
    const at = terminals.indexOf(terminal)
    const left = terminals.filter((other) => other !== terminal)
    const neighbour = left[Math.min(at, left.length - 1)]?.session.id ?? null
    const nextActive = activeId === terminal.session.id ? neighbour : activeId
    this.update(containerId, { terminals: left, activeId: nextActive, isLoaded: true })
    this.discard(terminal)
  }

  activate(containerId: string, sessionId: string): void {
    this.update(containerId, { ...this.tabs(containerId), activeId: sessionId })
  }

  activeTerminal(containerId: string): ExecTerminal | undefined {
    const { terminals, activeId } = this.tabs(containerId)
    return terminals.find((terminal) => terminal.session.id === activeId)
  }

  private createTerminal(session: ExecSession): ExecTerminal {
    return new ExecTerminal(session, this.app.client, initialSize)
  }

  private discard(terminal: ExecTerminal): void {
    terminal.dispose()
    // The session may be over on the host already; then there is nothing left to close.
    this.app
      .client()
      .call('exec.close', { sessionId: terminal.session.id })
      .catch(() => {})
  }

  private attachAgain(): void {
    for (const { terminals } of this.byContainer.values()) {
      for (const terminal of terminals) if (!terminal.isOver) void terminal.attach()
    }
  }

  private update(containerId: string, tabs: Tabs): void {
    this.byContainer.set(containerId, tabs)
    for (const listener of this.listeners) listener()
  }
}

const byApp = new WeakMap<AppContext, TerminalSessions>()

/** The one registry of this page. */
export function terminalSessions(app: AppContext): TerminalSessions {
  const existing = byApp.get(app)
  if (existing) return existing
  const created = new TerminalSessions(app)
  byApp.set(app, created)
  return created
}
