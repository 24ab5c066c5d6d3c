import type { Duplex } from 'node:stream'
import type { AttachParams } from '../shared/container-page.ts'
import { EngineError } from '../shared/errors.ts'
import type { ExecEnd, TerminalSize } from '../shared/exec.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { delay } from './deadline.ts'
import { detachBytes, KeyWatch } from './detach-keys.ts'
import type { SessionControl } from './exec-session.ts'
import { PlainTerminal } from './plain-terminal.ts'
import type { ContainerState } from './stream/container-state.ts'
import { readContainerState } from './stream/container-state.ts'
import { readText } from './transport.ts'

/** The stream ends a moment before the engine says that the container has ended. */
const confirmPauseMs = 50
const confirmTries = 40

type AttachTarget = {
  readonly connection: EngineConnection
  readonly client: EngineClient
  readonly container: ContainerState
}

/**
 * Joins a container's main process. What it printed before is not told.
 *
 * Source: `ContainerAttach`. Errors: not-found, conflict (paused).
 */
export async function attachTo(
  { connection, client, container }: AttachTarget,
  { withInput, detachKeys }: Pick<AttachParams, 'withInput' | 'detachKeys'>,
  signal: AbortSignal,
): Promise<{ readonly socket: Duplex; readonly control: SessionControl }> {
  const { socket } = await client.hijack({
    method: 'POST',
    path: `/containers/${encodeURIComponent(container.id)}/attach`,
    query: { stream: true, stdin: withInput, stdout: true, stderr: true, detachKeys },
    signal,
  })
  const keys = detachBytes(detachKeys)
  if (container.hasTty) {
    const watch = new KeyWatch(withInput ? keys : [])
    const typed = (bytes: Uint8Array): void => bytes.forEach((byte) => watch.see(byte))
    return { socket, control: control({ connection, client, container }, () => watch.wasTyped, typed) }
  }
  const onInterrupt = (): void => void interrupt(client, container.id)
  const plain = new PlainTerminal(socket, {
    withInput,
    endsInput: container.endsInput,
    detachKeys: keys,
    onInterrupt,
  })
  return {
    socket: plain,
    control: control({ connection, client, container }, () => plain.wasDetached, null),
  }
}

/** The main process: it runs on when its session is closed. */
function control(
  target: AttachTarget,
  wasDetached: () => boolean,
  typed: SessionControl['typed'],
): SessionControl {
  const { client, container } = target
  return {
    typed,
    resize: async (size, signal) => {
      if (container.hasTty) await resizeMain(client, container.id, size, signal)
    },
    findEnd: async (signal) =>
      wasDetached() ? { kind: 'detached', exitCode: null } : findEnd(target, signal),
    close: async () => undefined,
    hasEnded: null,
  }
}

async function findEnd(
  { connection, client, container }: AttachTarget,
  signal: AbortSignal,
): Promise<ExecEnd> {
  try {
    for (let attempt = 0; attempt < confirmTries && !signal.aborted; attempt += 1) {
      const now = await readContainerState(client, container.id, signal)
      if (now.startedAt !== container.startedAt) return { kind: 'ended', exitCode: null }
      if (!now.isRunning) return { kind: 'ended', exitCode: now.exitCode }
      await delay(confirmPauseMs, signal)
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    if (error.code === 'not-found') return { kind: 'ended', exitCode: null }
    connection.suspect(client)
  }
  return { kind: 'lost', exitCode: null }
}

async function resizeMain(
  client: EngineClient,
  id: string,
  size: TerminalSize,
  signal: AbortSignal,
): Promise<void> {
  const path = `/containers/${encodeURIComponent(id)}/resize`
  const query = { h: size.rows, w: size.columns }
  const { body } = await client.stream({ method: 'POST', path, query, signal })
  await readText(body)
}

/** As the docker command passes Ctrl+C on. Whatever comes of it shows in the stream. */
async function interrupt(client: EngineClient, id: string): Promise<void> {
  try {
    const path = `/containers/${encodeURIComponent(id)}/kill`
    const query = { signal: 'SIGINT' }
    const request = { method: 'POST', path, query, signal: new AbortController().signal } as const
    await readText((await client.stream(request)).body)
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
  }
}
