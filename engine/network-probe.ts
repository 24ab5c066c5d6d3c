import type * as z from 'zod/mini'
import { EngineError } from '../shared/errors.ts'
import type { ProbeOutcome, ProbeReport, probeParams } from '../shared/network.ts'
import type { EngineClient } from './client.ts'
import { connectFrom } from './network-probe-programs.ts'
import { findWay, type Party, partyOf, type Way } from './normalize/network-way.ts'
import { parseRecord } from './normalize/record.ts'
import { type Listener, parseListeners } from './normalize/sockets.ts'
import { runProgram } from './run-program.ts'
import { readText } from './transport.ts'

export type ProbeParams = z.infer<typeof probeParams>

const listenerTables = ['/proc/net/tcp', '/proc/net/tcp6']
const loopbackHost = /^(localhost|127\.[0-9.]+|::1)$/i

/**
 * Tries to open a TCP connection from one container to a port of another, with whatever program the first has,
 * and explains a failure with what the engine and the second one's kernel tell. Sends no data.
 *
 * Source: `ContainerInspect`, `ContainerExec`, `ExecStart`.
 * Ends:   after a few seconds: each attempt has a time-out of its own.
 * Errors: not-found when one of the containers is gone; all else is an outcome.
 */
export async function probe(
  client: EngineClient,
  { sourceId, targetId, port, host }: ProbeParams,
  signal: AbortSignal,
): Promise<ProbeReport> {
  const source = await readParty(client, sourceId, signal)
  const target = await readParty(client, targetId, signal)
  const way = findWay(source, target)
  const listeners = target.isRunning ? await readListeners(client, targetId, signal) : null
  const known = { way, target, port, listeners, address: host, program: null }
  const obstacle = obstacleOf(source, known)
  if (way === null || obstacle !== null) return report(obstacle ?? 'no-shared-network', known)
  return attemptAlong(client, { sourceId, way, known }, signal)
}

async function attemptAlong(
  client: EngineClient,
  { sourceId, way, known }: { readonly sourceId: string; readonly way: Way; readonly known: Known },
  signal: AbortSignal,
): Promise<ProbeReport> {
  const { port, listeners } = known
  const { ipAddress } = way
  const address = known.address ?? way.name ?? ipAddress
  const run = (argv: readonly string[]) => runProgram(client, sourceId, argv, signal)
  const attempt = await connectFrom(run, { host: address, port })
  const tried = { ...known, address, program: attempt?.program ?? null }
  if (attempt === null) return report('no-program', tried)
  if (attempt.isConnected) return report('ok', tried)
  if (address !== ipAddress) {
    const direct = await connectFrom(run, { host: ipAddress, port })
    if (direct?.isConnected) return report('name-not-resolved', tried)
  }
  return report(explainFailure(listeners, port, way, attempt.isLate), tried)
}

/** What makes an attempt pointless, null when there is nothing of the kind. */
function obstacleOf(source: Party, { target, way, address }: Known): ProbeOutcome | null {
  if (!source.isRunning) return 'source-stopped'
  if (!target.isRunning) return 'target-stopped'
  if (way === null) return 'no-shared-network'
  return address !== null && loopbackHost.test(address) && !way.isSameNetworkStack ? 'own-loopback' : null
}

/** What the target listens on says more than how the attempt ended. */
function explainFailure(
  listeners: readonly Listener[] | null,
  port: number,
  way: Way,
  isLate: boolean,
): ProbeOutcome {
  const onPort = listeners?.filter((listener) => listener.port === port)
  if (onPort?.length === 0) return 'not-listening'
  if (onPort?.every(({ isLoopback }) => isLoopback) && !way.isSameNetworkStack) return 'loopback-only'
  return isLate ? 'timed-out' : 'refused'
}

type Known = {
  readonly way: Way | null
  readonly target: Party
  readonly port: number
  readonly listeners: readonly Listener[] | null
  readonly address: string | null
  readonly program: string | null
}

function report(outcome: ProbeOutcome, known: Known): ProbeReport {
  const { way, target, port, listeners } = known
  const others = (listeners ?? []).filter((listener) => listener.port !== port && !listener.isLoopback)
  return {
    outcome,
    sharedNetworks: way?.sharedNetworks ?? [],
    address: known.address,
    ipAddress: way?.ipAddress ?? null,
    program: known.program,
    listeningOn: listeners?.filter((one) => one.port === port).map(({ address }) => address) ?? null,
    otherPorts: [...new Set(others.map((listener) => listener.port))],
    isDeclared: target.declaredPorts.includes(port),
  }
}

async function readParty(client: EngineClient, id: string, signal: AbortSignal): Promise<Party> {
  const path = `/containers/${encodeURIComponent(id)}/json`
  try {
    const { body } = await client.stream({ method: 'GET', path, signal })
    return partyOf(parseRecord(await readText(body)))
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    throw error.with({ operation: 'ContainerInspect', subject: { kind: 'container', id, name: null } })
  }
}

/** Null when nothing in the container can read its kernel's tables. A missing table of IPv6 is no failure. */
export async function readListeners(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<readonly Listener[] | null> {
  for (const program of [['cat'], ['busybox', 'cat']]) {
    try {
      const result = await runProgram(client, id, [...program, ...listenerTables], signal)
      if (result !== null) return parseListeners(result.output)
    } catch (error) {
      // Paused meanwhile, or stopped: the attempt itself will tell.
      if (error instanceof EngineError && error.code === 'conflict') return null
      throw error
    }
  }
  return null
}
