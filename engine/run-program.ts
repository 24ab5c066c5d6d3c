import { EngineError } from '../shared/errors.ts'
import type { EngineClient } from './client.ts'
import { parseAnswer } from './engine-json.ts'
import { fromStreamFailure } from './errors.ts'
import { inspectExec } from './exec-requests.ts'
import { recordOf, textOf } from './normalize/record.ts'
import { FrameReader } from './stream/frames.ts'
import { readText } from './transport.ts'

export type ProgramResult = {
  readonly exitCode: number
  /** Standard output; what exceeds `maxOutputBytes` is left out. */
  readonly output: string
}

export type ProgramOptions = {
  /** Name or number; without it the container's own. */
  readonly user?: string
  /** Standard error is part of the output, in the order of its coming. */
  readonly hasErrors?: boolean
}

/** Far more than any answer that is read. */
const maxOutputBytes = 1024 * 1024
/** How the engine or its runtime says that there is no such program, or that it cannot be run. */
const missingCodes: ReadonlySet<number> = new Set([126, 127])

/**
 * Runs one program in a running container to its end, without a shell: the words arrive as they are.
 * Null when the container has no such program.
 *
 * Source: `ContainerExec`, `ExecStart`, `ExecInspect`.
 * Errors: not-found, conflict (not running, paused), engine-unreachable, stream-lost, cancelled.
 */
export async function runProgram(
  client: EngineClient,
  containerId: string,
  argv: readonly string[],
  signal: AbortSignal,
  { user, hasErrors = false }: ProgramOptions = {},
): Promise<ProgramResult | null> {
  const run = { Cmd: argv, ...(user === undefined ? {} : { User: user }) }
  const execId = await createExec(client, containerId, run, signal)
  try {
    const output = await startExec(client, execId, hasErrors, signal)
    const { exitCode } = await inspectExec(client, execId, signal)
    if (exitCode === null || missingCodes.has(exitCode)) return null
    return { exitCode, output }
  } catch (error) {
    // Engines differ in the status for a program that is not there; a container that stopped is a conflict.
    if (error instanceof EngineError && (error.code === 'bad-request' || error.code === 'engine-failed'))
      return null
    throw error
  }
}

async function createExec(
  client: EngineClient,
  containerId: string,
  run: { readonly Cmd: readonly string[]; readonly User?: string },
  signal: AbortSignal,
): Promise<string> {
  const path = `/containers/${encodeURIComponent(containerId)}/exec`
  const request = { ...run, AttachStdout: true, AttachStderr: true, Tty: false }
  const { body } = await client.stream({ method: 'POST', path, body: request, signal })
  return textOf(recordOf(parseAnswer(await readText(body)))['Id'])
}

async function startExec(
  client: EngineClient,
  execId: string,
  hasErrors: boolean,
  signal: AbortSignal,
): Promise<string> {
  const path = `/exec/${execId}/start`
  const { socket } = await client.hijack({
    method: 'POST',
    path,
    body: { Detach: false, Tty: false },
    signal,
  })
  const parts: Buffer[] = []
  let total = 0
  let source = 0
  const reader = new FrameReader({
    begin: (next) => {
      source = next
    },
    write: (chunk, start, end) => {
      if ((source !== 0 && !hasErrors) || total >= maxOutputBytes) return
      total += end - start
      parts.push(Buffer.from(chunk.subarray(start, end)))
    },
  })
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) reader.push(chunk)
    reader.end()
  } catch (error) {
    throw fromStreamFailure(error)
  } finally {
    socket.destroy()
  }
  return Buffer.concat(parts).toString('utf8')
}
