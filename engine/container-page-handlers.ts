import type { Handlers } from '../shared/contract.ts'
import type { EngineConnection } from './client.ts'
import { ContainerLife } from './container-life.ts'
import { ContainerProcesses } from './container-processes.ts'
import type { Containers } from './containers.ts'
import type { ExecSessions } from './exec.ts'

type Parts = {
  readonly connection: EngineConnection
  readonly containers: Containers
  readonly execs: ExecSessions
}

/** The rows of the contract that only the page of one container uses. */
export function containerPageHandlers({ connection, containers, execs }: Parts) {
  const processes = new ContainerProcesses(connection, containers.kill)
  const life = new ContainerLife(connection)
  return {
    calls: {
      'exec.create': (params, signal) => execs.create(params, signal),
      'exec.list': async ({ containerId }) => execs.list(containerId),
      'exec.resize': async ({ sessionId, size }) => execs.resize(sessionId, size),
      'exec.close': async ({ sessionId }) => execs.close(sessionId),
      'container.signalProcess': processes.signal,
      'container.commit': life.commit,
      'container.probe': life.probe,
      'container.attach': (params, signal) => execs.attachMain(params, signal),
    },
    streams: {
      'exec.session': (params, signal, input) => execs.attach(params, signal, input),
      'container.processes': (params, signal) => processes.watch(params, signal),
      'container.wait': (params, signal) => life.wait(params, signal),
      'container.health': (params, signal) => life.health(params, signal),
    },
  } satisfies { calls: Partial<Handlers['calls']>; streams: Partial<Handlers['streams']> }
}
