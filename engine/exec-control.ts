import { EngineError } from '../shared/errors.ts'
import type { ExecEnd, TerminalSize } from '../shared/exec.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { delay } from './deadline.ts'
import { inspectExec, resizeExec, signalSession } from './exec-requests.ts'
import type { ClosingSession, SessionControl } from './exec-session.ts'
import { readContainerState } from './stream/container-state.ts'

/** The engine may say for a moment that a process runs whose stream has just ended. */
const confirmPauseMs = 50
const confirmTries = 40
/** A shell that was hung up says goodbye and ends; one that does not is killed. */
const hangUpMs = 1_500

type ExecParts = {
  readonly connection: EngineConnection
  readonly client: EngineClient
  readonly sessionId: string
  readonly containerId: string
  readonly execId: string
  /** A shell in the container to send signals with. */
  readonly shell: string
  /** As it was asked for: empty is the container's own. */
  readonly user: string
}

/** A new process in a container: it ends when its session is closed. */
export class ExecControl implements SessionControl {
  private readonly parts: ExecParts
  readonly typed = null
  readonly hasEnded: SessionControl['hasEnded']

  constructor(parts: ExecParts) {
    this.parts = parts
    const { client, execId } = parts
    this.hasEnded = mayHideItsEnd(client)
      ? async (signal) => !(await inspectExec(client, execId, signal)).isRunning
      : null
  }

  async resize(size: TerminalSize, signal: AbortSignal): Promise<void> {
    await resizeExec(this.parts.client, this.parts.execId, size, signal)
  }

  /** How a hijacked stream ends says nothing: a killed engine and a finished shell look the same. */
  async findEnd(signal: AbortSignal): Promise<ExecEnd> {
    const { client, execId, connection } = this.parts
    try {
      for (let attempt = 0; attempt < confirmTries && !signal.aborted; attempt += 1) {
        const { isRunning, exitCode } = await inspectExec(client, execId, signal)
        if (!isRunning) return { kind: 'ended', exitCode }
        await delay(confirmPauseMs, signal)
      }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      if (error.code === 'not-found') return this.findFateOfUnknown(signal)
      connection.suspect(client)
    }
    return { kind: 'lost', exitCode: null }
  }

  /** Ends the process: hangs up, as a closed terminal window does, and kills it if that does not help. */
  async close(session: ClosingSession): Promise<void> {
    for (const name of ['HUP', 'KILL'] as const) {
      if (session.end?.kind === 'ended') break
      // Nothing tells of a lost session whether the signal helped.
      if (!(await this.signal(name)) || session.end) break
      await session.endedWithin(hangUpMs)
    }
    if (session.end) return
    // No shell in the container to send a signal with: what is left is what a person would type.
    await session.type(Buffer.from('\x03\x04'))
    await session.endedWithin(hangUpMs)
  }

  /** The engine does not know the exec: it was restarted, or the container is gone with all it ran. */
  private async findFateOfUnknown(signal: AbortSignal): Promise<ExecEnd> {
    try {
      const state = await readContainerState(this.parts.client, this.parts.containerId, signal)
      return { kind: state.isRunning ? 'lost' : 'ended', exitCode: null }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      return { kind: error.code === 'not-found' ? 'ended' : 'lost', exitCode: null }
    }
  }

  /** False when there is no way to send it. */
  private async signal(name: 'HUP' | 'KILL'): Promise<boolean> {
    const { connection, ...session } = this.parts
    try {
      await signalSession(connection.client(), session, name, AbortSignal.timeout(hangUpMs))
      return true
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      return false
    }
  }
}

/** Windows pipes cannot be half closed, and some Podman set-ups never close at all. */
function mayHideItsEnd({ endpoint, product }: EngineClient): boolean {
  return endpoint.host.startsWith('npipe:') || product === 'podman'
}
