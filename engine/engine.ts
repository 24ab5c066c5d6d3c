import type { Handlers } from '../shared/contract.ts'
import type { HostInfo } from '../shared/engine.ts'
import { Archives } from './archives.ts'
import type { EngineConnection } from './client.ts'
import { createConnection } from './connection.ts'
import { containerKind } from './container-kind.ts'
import { Containers } from './containers.ts'
import type { Environment } from './endpoint-facts.ts'
import { createEvents } from './events.ts'
import { createExecSessions } from './exec.ts'
import { createFileParts } from './files/file-parts.ts'
import type { Parts } from './handlers.ts'
import { createHandlers } from './handlers.ts'
import { imageKind, type KnownLayers } from './image-kind.ts'
import { Images } from './images.ts'
import { createInventory } from './live-list.ts'
import { networkKind } from './network-kind.ts'
import { Networks } from './networks.ts'
import { Ports } from './ports.ts'
import { createRegistryParts } from './registry-handlers.ts'
import { workingPlace } from './run/run-place.ts'
import { createRunParts } from './run-parts.ts'
import { createStatsHub } from './stats.ts'
import { StoppedHere } from './stopped-here.ts'
import { createStorage } from './storage.ts'
import { TaskHub } from './tasks.ts'
import { Transfers } from './transfers.ts'

export type EngineOptions = {
  /** `--host`: goes before everything else. */
  readonly host?: string
  /** `--context`: a docker context by name. */
  readonly context?: string
  readonly hostInfo: HostInfo
  /** Where DOCKER_HOST and its kin are read from; the process' own by default. */
  readonly env?: Environment
  /** Told about thrown values that are no `EngineError`: bugs. By default their stack goes to stderr. */
  readonly onBug?: (error: unknown) => void
}

export type Engine = {
  readonly handlers: Handlers
  readonly connection: EngineConnection
  readonly tasks: Pick<TaskHub, 'hasRunning'>
  /** Files on their way through the browser, to be claimed over HTTP. */
  readonly transfers: Transfers
  /** Looks at once whether the engine is there, e.g. after the computer slept. */
  recheck(): void
  /** Ends everything that was opened; sessions in containers are hung up. */
  dispose(): Promise<void>
}

/** The one door to the engine side. Connects at once and keeps at it until disposed. */
export function createEngine(options: EngineOptions): Engine {
  const onBug = options.onBug ?? writeBug
  const connection = createConnection({
    flags: { host: options.host ?? null, context: options.context ?? null },
    env: options.env ?? process.env,
    onBug,
  })
  const events = createEvents(connection, onBug)
  const parts = createParts(options, { connection, events, onBug })
  const { tasks, transfers } = parts
  return {
    handlers: createHandlers(parts),
    connection,
    tasks,
    transfers,
    recheck: () => connection.recheck(),
    dispose: async () => {
      await tasks.dispose()
      await parts.files.dispose()
      parts.making.dispose()
      parts.stats.dispose()
      await parts.execs.dispose()
      parts.inventory.dispose()
      parts.networkInventory.dispose()
      parts.imageInventory.dispose()
      parts.storage.dispose()
      events.dispose()
      connection.dispose()
    },
  }
}

type Base = Pick<Parts, 'connection' | 'events'> & { readonly onBug: (error: unknown) => void }

/** Everything that the rows of the contract are bound to. */
function createParts(options: EngineOptions, base: Base): Parts & { readonly transfers: Transfers } {
  const { connection, events, onBug } = base
  const { hostInfo } = options
  const stoppedHere = new StoppedHere()
  const inventory = createInventory(containerKind(stoppedHere), base)
  const known = (id: string) => inventory.get(id)
  const nameOf = (id: string) => known(id)?.name ?? null
  const containers = new Containers({ connection, stoppedHere, known })
  const tasks = new TaskHub({ onBug })
  const transfers = new Transfers(hostInfo.kind)
  const releaseVolume = (name: string): Promise<void> => files.release(name)
  const storage = createStorage({ connection, events, tasks, knownContainer: known, releaseVolume, onBug })
  const registries = createRegistryParts({ connection, tasks, env: options.env ?? process.env })
  const files = createFileParts({
    connection,
    tasks,
    transfers,
    containers,
    volumes: storage.volumes,
    onBug,
  })
  return {
    hostInfo,
    connection,
    events,
    inventory,
    containers,
    stats: createStatsHub({ connection, events }),
    execs: createExecSessions({ connection }),
    tasks,
    transfers,
    archives: new Archives({ connection, tasks, transfers, nameOf }),
    ...createLists(base),
    registries,
    storage,
    files,
    ports: new Ports({ connection, known }),
    making: createRunParts({
      connection,
      events,
      tasks,
      stoppedHere,
      nameOf,
      transfers: registries.transfers,
      here: workingPlace({ env: options.env ?? process.env, cwd: process.cwd() }),
      onBug,
    }),
  }
}

type ListDependencies = Parameters<typeof createInventory>[1]

/** Images and networks: the live list of each, and what is done to them. */
function createLists(dependencies: ListDependencies) {
  const { connection } = dependencies
  const layers: KnownLayers = new Map()
  const imageInventory = createInventory(imageKind(layers), dependencies)
  const images = new Images({ connection, layers, known: (id) => imageInventory.get(id) })
  const networkInventory = createInventory(networkKind(), dependencies)
  const networks = new Networks({ connection, known: (id) => networkInventory.get(id) })
  return { imageInventory, images, networkInventory, networks }
}

function writeBug(error: unknown): void {
  const trace = error instanceof Error ? error.stack : String(error)
  process.stderr.write(`bayplan engine: ${trace}\n`)
}
