import type * as z from 'zod/mini'
import { archiveCalls } from './archive-contract.ts'
import { binCalls, binStreams } from './bin-contract.ts'
import type { ChangeCounts, Container, ContainerDetails } from './container.ts'
import { containerTarget, killParams, removeParams, renameParams, stopParams } from './container.ts'
import { containerPageCalls, containerPageStreams } from './container-page-contract.ts'
import type { CallRow, Nothing, Phantom } from './contract-row.ts'
import { call, none, stream, type } from './contract-row.ts'
import { diskCalls } from './disk-contract.ts'
import type { EndpointCandidate, EngineStatus, HostInfo } from './engine.ts'
import { useEndpointParams } from './engine.ts'
import type { ExecItem, ExecSession } from './exec.ts'
import { createExecParams, execInput, execListParams, execTarget, resizeExecParams } from './exec.ts'
import type { Feed } from './feed.ts'
import { fileCalls, fileStreams } from './files-contract.ts'
import { imageCalls, imageStreams } from './image-contract.ts'
import type { LogBatch, OlderLogs } from './logs.ts'
import { logsParams, olderLogsParams } from './logs.ts'
import { networkCalls, networkStreams } from './network-contract.ts'
import { portCalls } from './ports-contract.ts'
import { registryCalls } from './registry-contract.ts'
import { runCalls } from './run-contract.ts'
import type { StatsBatch, StatsSample } from './stats.ts'
import { statsInput } from './stats.ts'
import { taskCalls, taskStreams } from './task-contract.ts'
import { volumeCalls, volumeStreams } from './volume-contract.ts'

/*
 * The whole contract between a page and its host, as one table. Client, server, tests and documentation
 * derive from it: a new capability is a new row here, never a new kind of frame. Areas with many rows keep them in
 * a file of their own (`<area>-contract.ts`), spread in here.
 */

export const calls = {
  'host.info': call(none, type<HostInfo>(), ''),
  'engine.endpoints': call(none, type<EndpointCandidate[]>(), 'SystemPing'),
  'engine.use': call(useEndpointParams, type<Nothing>(), 'SystemVersion'),
  'engine.retry': call(none, type<Nothing>(), 'SystemVersion'),
  'container.inspect': call(containerTarget, type<ContainerDetails>(), 'ContainerInspect'),
  'container.changes': call(containerTarget, type<ChangeCounts>(), 'ContainerChanges'),
  'container.start': call(containerTarget, type<Nothing>(), 'ContainerStart'),
  'container.stop': call(stopParams, type<Nothing>(), 'ContainerStop'),
  'container.restart': call(stopParams, type<Nothing>(), 'ContainerRestart'),
  'container.pause': call(containerTarget, type<Nothing>(), 'ContainerPause'),
  'container.unpause': call(containerTarget, type<Nothing>(), 'ContainerUnpause'),
  'container.kill': call(killParams, type<Nothing>(), 'ContainerKill'),
  'container.rename': call(renameParams, type<Nothing>(), 'ContainerRename'),
  'container.remove': call(removeParams, type<Nothing>(), 'ContainerDelete'),
  'container.olderLogs': call(olderLogsParams, type<OlderLogs>(), 'ContainerLogs'),
  'container.statsHistory': call(containerTarget, type<StatsSample[]>(), 'ContainerStats'),
  'exec.create': call(createExecParams, type<ExecSession>(), 'ContainerExec, ExecStart'),
  'exec.list': call(execListParams, type<ExecSession[]>(), 'ExecInspect'),
  'exec.resize': call(resizeExecParams, type<Nothing>(), 'ExecResize'),
  'exec.close': call(execTarget, type<Nothing>(), ''),
  ...containerPageCalls,
  ...runCalls,
  ...binCalls,
  ...networkCalls,
  ...portCalls,
  ...imageCalls,
  ...registryCalls,
  ...taskCalls,
  ...archiveCalls,
  ...volumeCalls,
  ...fileCalls,
  ...diskCalls,
} as const

export const streams = {
  'engine.status': stream(none, type<EngineStatus>(), 'SystemPing, SystemVersion, SystemInfo'),
  'container.feed': stream(none, type<Feed<Container>>(), 'ContainerList, ContainerInspect, SystemEvents'),
  'container.logs': stream(logsParams, type<LogBatch>(), 'ContainerLogs'),
  ...containerPageStreams,
  ...binStreams,
  ...networkStreams,
  'stats.live': stream(none, type<StatsBatch>(), 'ContainerStats', statsInput),
  'exec.session': stream(execTarget, type<ExecItem>(), 'ExecStart, ExecInspect', execInput),
  ...imageStreams,
  ...taskStreams,
  ...volumeStreams,
  ...fileStreams,
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type CallParams<N extends CallName> = Calls[N] extends CallRow<infer P, unknown> ? P : never
export type CallResult<N extends CallName> =
  Calls[N] extends CallRow<never, infer R>
    ? R
    : Calls[N] extends { readonly result: Phantom<infer R> }
      ? R
      : never

export type Streams = typeof streams
export type StreamName = keyof Streams
export type StreamParams<N extends StreamName> = Streams[N] extends {
  readonly params: z.ZodMiniType<infer P>
}
  ? P
  : never
export type StreamItem<N extends StreamName> = Streams[N] extends { readonly item: Phantom<infer T> }
  ? T
  : never
export type StreamInput<N extends StreamName> = Streams[N] extends { readonly input: z.ZodMiniType<infer I> }
  ? I
  : never

/** Answers one call. Throws `EngineError` for expected failures; must stop soon after `signal` aborts. */
export type CallHandler<P, R> = (params: P, signal: AbortSignal) => Promise<R>
/** Serves one stream. Ends when the iterable ends; must stop soon after `signal` aborts. */
export type StreamHandler<P, T, I> = (
  params: P,
  signal: AbortSignal,
  input: AsyncIterable<I>,
) => AsyncIterable<T>

/** One function for each row of the table: a missing or mistyped one does not compile. */
export type Handlers = {
  readonly calls: { readonly [N in CallName]: CallHandler<CallParams<N>, CallResult<N>> }
  readonly streams: {
    readonly [N in StreamName]: StreamHandler<StreamParams<N>, StreamItem<N>, StreamInput<N>>
  }
}
