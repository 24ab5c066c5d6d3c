import type { Duplex } from 'node:stream'
import { EngineError } from '../shared/errors.ts'
import type { TerminalSize } from '../shared/exec.ts'
import type { EngineClient } from './client.ts'
import { parseAnswer } from './engine-json.ts'
import { recordOf, textOf } from './normalize/record.ts'
import type { ContainerState } from './stream/container-state.ts'
import { readText } from './transport.ts'

/** In the environment of a session's process and what it starts: how `hangUp` finds it in the container. */
const sessionVariable = 'BAYPLAN_SESSION'

export type ExecStart = {
  readonly sessionId: string
  readonly containerId: string
  readonly command: readonly string[]
  readonly user: string
  readonly workingDir: string
  readonly size: TerminalSize
}

/**
 * Starts a process with a terminal. Nothing is typed for the person: the environment goes with the request.
 *
 * Source: `ContainerExec`, `ExecStart`. Errors: not-found, conflict (not running, paused), bad-request.
 */
export async function startExec(
  client: EngineClient,
  start: ExecStart,
  signal: AbortSignal,
): Promise<{ readonly execId: string; readonly socket: Duplex }> {
  // Before the process exists, so that its first picture has the right size; engines before 1.42 ignore it.
  const ConsoleSize = [start.size.rows, start.size.columns]
  const execId = await createExec(client, start.containerId, signal, {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    Cmd: start.command,
    Env: ['TERM=xterm-256color', `${sessionVariable}=${start.sessionId}`],
    ConsoleSize,
    ...(start.user ? { User: start.user } : {}),
    ...(start.workingDir ? { WorkingDir: start.workingDir } : {}),
  })
  // Without `Tty` here too, 20.10 sends frames.
  const body = { Detach: false, Tty: true, ConsoleSize }
  const { socket } = await client.hijack({ method: 'POST', path: `/exec/${execId}/start`, body, signal })
  return { execId, socket }
}

export async function resizeExec(
  client: EngineClient,
  execId: string,
  size: TerminalSize,
  signal: AbortSignal,
): Promise<void> {
  const query = { h: size.rows, w: size.columns }
  const { body } = await client.stream({ method: 'POST', path: `/exec/${execId}/resize`, query, signal })
  await readText(body)
}

/** Source: `ExecInspect`. Errors: not-found once the container is removed or the engine was restarted. */
export async function inspectExec(
  client: EngineClient,
  execId: string,
  signal: AbortSignal,
): Promise<{ readonly isRunning: boolean; readonly exitCode: number | null }> {
  const { body } = await client.stream({ method: 'GET', path: `/exec/${execId}/json`, signal })
  const answer = recordOf(parseAnswer(await readText(body))) as {
    readonly Running?: boolean
    readonly ExitCode?: number | null
  }
  return { isRunning: answer.Running === true, exitCode: answer.ExitCode ?? null }
}

/**
 * Finds, by the session's mark in its environment, the process the session began with, which is the one
 * whose parent has no mark; looks first and kills afterwards, because orphans change their parent.
 */
const killScript = [
  'found=',
  'for dir in /proc/[0-9]*; do',
  '  grep -q "$1" "$dir/environ" 2>/dev/null || continue',
  '  parent=0',
  '  while read -r key value; do [ "$key" = PPid: ] && parent=$value; done < "$dir/status"',
  '  grep -q "$1" "/proc/$parent/environ" 2>/dev/null || found="$found ${dir#/proc/}"',
  'done',
  '[ -z "$found" ] || kill -"$2" $found',
].join('\n')

/**
 * Sends a signal to a session's process. Closing the connection would not: the engine lets an exec run on,
 * tells only its process id outside of the container, and has no call to end it.
 *
 * Source: `ContainerExec`, `ExecStart`, for a shell script in the container as the session's user.
 */
export async function signalSession(
  client: EngineClient,
  session: Pick<ExecStart, 'sessionId' | 'containerId' | 'user'> & { readonly shell: string },
  name: 'HUP' | 'KILL',
  signal: AbortSignal,
): Promise<void> {
  const mark = `${sessionVariable}=${session.sessionId}`
  const execId = await createExec(client, session.containerId, signal, {
    Cmd: [session.shell, '-c', killScript, session.shell, mark, name],
    ...(session.user ? { User: session.user } : {}),
  })
  const body = { Detach: true }
  const answer = await client.stream({ method: 'POST', path: `/exec/${execId}/start`, body, signal })
  await readText(answer.body)
}

async function createExec(
  client: EngineClient,
  containerId: string,
  signal: AbortSignal,
  body: Readonly<Record<string, unknown>>,
): Promise<string> {
  const path = `/containers/${encodeURIComponent(containerId)}/exec`
  const answer = await client.stream({ method: 'POST', path, body, signal })
  return textOf(recordOf(parseAnswer(await readText(answer.body)))['Id'])
}

/** In the order of preference; a shell is known by its file, because asking is 20 times faster than trying. */
const shellPaths = [
  '/bin/bash',
  '/usr/bin/bash',
  '/usr/local/bin/bash',
  '/bin/sh',
  '/usr/bin/sh',
  '/bin/ash',
  '/busybox/sh',
] as const

/**
 * Finds a shell in a container without starting anything.
 *
 * Source: `ContainerArchiveInfo`. Errors: unsupported, about the container, when there is none.
 */
export async function findShell(
  client: EngineClient,
  container: ContainerState,
  signal: AbortSignal,
): Promise<string> {
  const found = await Promise.all(shellPaths.map((path) => hasFile(client, container.id, path, signal)))
  const shell = shellPaths.find((_, index) => found[index])
  if (shell) return shell
  const subject = { kind: 'container', id: container.id, name: container.name } as const
  throw new EngineError('unsupported', 'the container has no shell', {
    subject,
    operation: 'ContainerArchiveInfo',
  })
}

async function hasFile(
  client: EngineClient,
  id: string,
  file: string,
  signal: AbortSignal,
): Promise<boolean> {
  const path = `/containers/${encodeURIComponent(id)}/archive`
  try {
    const { body } = await client.stream({ method: 'HEAD', path, query: { path: file }, signal })
    body.resume()
    return true
  } catch (error) {
    // A file in the place of a folder is a bad request.
    if (error instanceof EngineError && (error.code === 'not-found' || error.code === 'bad-request'))
      return false
    throw error
  }
}
