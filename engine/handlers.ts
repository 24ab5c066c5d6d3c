import { AsyncQueue } from '../shared/async-queue.ts'
import type { Container } from '../shared/container.ts'
import type { Handlers } from '../shared/contract.ts'
import type { EngineStatus, HostInfo } from '../shared/engine.ts'
import type { Image } from '../shared/image.ts'
import type { Network } from '../shared/network.ts'
import type { Archives } from './archives.ts'
import { binHandlers } from './bin-handlers.ts'
import type { OwnedConnection } from './connection.ts'
import { containerPageHandlers } from './container-page-handlers.ts'
import type { Containers } from './containers.ts'
import type { EngineEvents } from './events.ts'
import type { ExecSessions } from './exec.ts'
import type { FileParts } from './files/file-parts.ts'
import { fileHandlers } from './files/files-handlers.ts'
import { imageHandlers } from './image-handlers.ts'
import type { Images } from './images.ts'
import type { Inventory } from './inventory.ts'
import { containerLogs } from './logs.ts'
import { olderLogs } from './logs-older.ts'
import { networkHandlers } from './network-handlers.ts'
import type { Networks } from './networks.ts'
import type { Ports } from './ports.ts'
import type { RegistryParts } from './registry-handlers.ts'
import { registryHandlers } from './registry-handlers.ts'
import { runHandlers } from './run-handlers.ts'
import type { RunParts } from './run-parts.ts'
import type { StatsHub } from './stats.ts'
import type { Storage } from './storage.ts'
import { storageHandlers } from './storage-handlers.ts'
import { taskHandlers } from './task-handlers.ts'
import type { TaskHub } from './tasks.ts'

export type Parts = {
  readonly hostInfo: HostInfo
  readonly connection: OwnedConnection
  readonly events: EngineEvents
  readonly inventory: Inventory<Container>
  readonly containers: Containers
  readonly stats: StatsHub
  readonly execs: ExecSessions
  readonly imageInventory: Inventory<Image>
  readonly images: Images
  readonly tasks: TaskHub
  readonly archives: Archives
  readonly registries: RegistryParts
  readonly storage: Storage
  readonly files: FileParts
  readonly networkInventory: Inventory<Network>
  readonly networks: Networks
  readonly ports: Ports
  readonly making: RunParts
}

/** Binds each row of the contract to the part that does it. */
export function createHandlers(parts: Parts): Handlers {
  const { connection, events, inventory, containers, stats, tasks } = parts
  const ofContainerPage = containerPageHandlers(parts)
  const ofTasks = taskHandlers(tasks)
  const ofBin = binHandlers(parts.making.bin, parts.making.binInventory)
  const ofStorage = storageHandlers(parts.storage)
  const ofFiles = fileHandlers(parts.files)
  const ofNetworks = networkHandlers(parts.networks, parts.networkInventory)
  const ofImages = imageHandlers(parts.images, parts.imageInventory)
  const ofEngine = engineHandlers(parts)
  return {
    calls: {
      ...ofEngine,
      'container.inspect': containers.inspect,
      'container.changes': containers.changes,
      'container.start': containers.start,
      'container.stop': containers.stop,
      'container.restart': containers.restart,
      'container.pause': containers.pause,
      'container.unpause': containers.unpause,
      'container.kill': containers.kill,
      'container.rename': containers.rename,
      'container.remove': containers.remove,
      'container.olderLogs': (params, signal) => olderLogs(connection, params, signal),
      'container.statsHistory': async ({ id }) => stats.history(id),
      ...ofContainerPage.calls,
      ...runHandlers(parts.making),
      ...ofBin.calls,
      ...ofNetworks.calls,
      'ports.list': parts.ports.list,
      'ports.probe': parts.ports.probe,
      ...ofImages.calls,
      ...registryHandlers(parts.registries),
      ...ofTasks.calls,
      'image.save': parts.archives.save,
      'image.load': parts.archives.load,
      'image.import': parts.archives.import,
      'container.export': parts.archives.export,
      ...ofStorage.calls,
      ...ofFiles.calls,
    },
    streams: {
      'engine.status': (_, signal) => followStatus(connection, signal),
      'container.feed': (_, signal) => inventory.feed(signal),
      'container.logs': (params, signal) => containerLogs({ connection, events }, params, signal),
      'stats.live': (_, signal, input) => stats.live({}, signal, input),
      ...ofContainerPage.streams,
      ...ofNetworks.streams,
      ...ofBin.streams,
      ...ofImages.streams,
      ...ofTasks.streams,
      ...ofStorage.streams,
      ...ofFiles.streams,
    },
  } satisfies Handlers
}

/** Which engine is in use, and which could be. */
function engineHandlers({ hostInfo, connection }: Parts) {
  return {
    'host.info': async () => hostInfo,
    'engine.endpoints': async (_, signal) => connection.candidates(signal),
    'engine.use': async ({ host }) => {
      await connection.use(host)
      return null
    },
    'engine.retry': async () => {
      connection.recheck()
      return null
    },
  } satisfies Partial<Handlers['calls']>
}

/** The status now and at each change; a slow reader gets the newest only. */
async function* followStatus(connection: OwnedConnection, signal: AbortSignal): AsyncGenerator<EngineStatus> {
  const queue = new AsyncQueue<null>()
  const undo = connection.onStatus(() => {
    if (queue.size === 0) queue.push(null)
  })
  const onAbort = (): void => queue.end()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    queue.push(null)
    for await (const _ of queue) {
      if (signal.aborted) return
      yield connection.status
    }
  } finally {
    undo()
    signal.removeEventListener('abort', onAbort)
  }
}
