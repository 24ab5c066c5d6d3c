import type { Container } from '../shared/container.ts'
import type { DiskKind } from '../shared/disk.ts'
import { pruneCommand } from '../shared/docker-command-prune.ts'
import { EngineError, toErrorData } from '../shared/errors.ts'
import type { ChosenItem, PruneItem, PruneKind, PrunePlan, PruneRunParams } from '../shared/prune.ts'
import type { TaskOutcome, TaskResult, TaskStart } from '../shared/task.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import type { DiskUsages } from './disk-usage.ts'
import { requestJson } from './engine-json.ts'
import { containerOfList } from './normalize/container.ts'
import { listOf } from './normalize/record.ts'
import type { NetworkUser } from './prune-plan.ts'
import {
  buildCacheItems,
  containerItems,
  imageItems,
  isLiving,
  networkItems,
  volumeItems,
} from './prune-plan.ts'
import { removeUnused } from './prune-removal.ts'
import type { TaskHub, TaskReporter } from './tasks.ts'
import { throwIfStopped } from './tasks.ts'

type Dependencies = {
  readonly connection: EngineConnection
  readonly diskUsages: DiskUsages
  readonly tasks: Pick<TaskHub, 'start'>
  /** The row as last known: it knows when the container ended. */
  readonly known: (id: string) => Container | undefined
  /** Lets go of a volume that a person looks into: that would be its last user. */
  readonly releaseVolume: (name: string) => Promise<void>
}

/** These failures are about the connection, not about one object: going on would fail for all others too. */
const fatalCodes: ReadonlySet<string> = new Set(['engine-unreachable', 'cancelled', 'stream-lost'])

/** Finds what nothing uses, and removes of it what a person chose. */
export class Prune {
  private readonly dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies
  }

  /**
   * Source: `SystemDataUsage` for the sizes, `ContainerList`, `NetworkList`. Takes as long as the engine
   * measures. Errors: engine-unreachable, engine-failed, cancelled.
   */
  async plan(kinds: readonly PruneKind[], signal: AbortSignal): Promise<PrunePlan> {
    const { connection, diskUsages, known } = this.dependencies
    const measure = (kind: DiskKind) => diskUsages.measure(kind, signal)
    const items: PruneItem[] = []
    const wants = (kind: PruneKind): boolean => kinds.includes(kind)
    const endOf = (id: string): number | null => known(id)?.runtime?.finishedAtMs ?? null

    if (wants('container')) items.push(...containerItems((await measure('container')).containers, endOf))
    const images = wants('image') ? (await measure('image')).images : []
    const volumes = wants('volume') ? (await measure('volume')).volumes : []
    const cache = wants('build-cache') ? (await measure('build-cache')).buildCache : []
    // After the sizes, which take long: who uses what must be as new as can be.
    const client = connection.client()
    const containers = await listContainers(client, signal)
    items.push(...imageItems(images, new Set(containers.map((container) => container.imageId))))
    if (wants('network')) {
      const networks = await requestJson(client, { method: 'GET', path: '/networks', signal })
      items.push(...networkItems(listOf(networks), containers.map(networkUserOf)))
    }
    items.push(...buildCacheItems(cache), ...volumeItems(volumes, mountedIn(containers)))
    return { measuredAtMs: Date.now(), items }
  }

  /**
   * Removes one object after the other, each only if it is still as the plan saw it and still unused. One
   * that cannot be removed does not keep the others; the outcome of each is in the task's result.
   */
  run({ items, whole }: PruneRunParams): TaskStart {
    const { connection, tasks, releaseVolume } = this.dependencies
    const client = connection.client()
    return tasks.start({
      kind: 'prune',
      subject: subjectOf(items),
      command: pruneCommand(client.endpoint, items, whole),
      work: (task, signal) =>
        removeAll(
          async (item) => {
            if (item.kind === 'volume') await releaseVolume(item.id)
            await removeUnused(client, item, signal)
          },
          items,
          task,
          signal,
        ),
    })
  }
}

const mostNames = 3

/** The first few by name, the rest as a number. */
function subjectOf(items: readonly ChosenItem[]): string {
  const names = items
    .slice(0, mostNames)
    .map(({ name }) => name.replace(/^([0-9a-f]{12})[0-9a-f]{52}$/, '$1'))
  return items.length > mostNames ? `${names.join(', ')} +${items.length - mostNames}` : names.join(', ')
}

type Remove = (item: ChosenItem) => Promise<void>

async function removeAll(
  remove: Remove,
  items: readonly ChosenItem[],
  task: TaskReporter,
  signal: AbortSignal,
): Promise<TaskResult> {
  const outcomes: TaskOutcome[] = []
  let freedBytes = 0
  task.progress({ phase: 'removing', doneItems: 0, totalItems: items.length })
  for (const item of items) {
    throwIfStopped(signal)
    const outcome = await removeOne(remove, item)
    outcomes.push(outcome)
    if (!outcome.error) freedBytes += item.bytes ?? 0
    task.line(`${item.kind} ${item.name}${outcome.error ? `: ${outcome.error.engineMessage}` : ''}`)
    task.progress({ doneItems: outcomes.length })
  }
  return { outcomes, bytes: freedBytes }
}

async function removeOne(remove: Remove, item: ChosenItem): Promise<TaskOutcome> {
  const { kind, id, name, bytes } = item
  try {
    await remove(item)
    return { kind, id, name, bytes, error: null }
  } catch (error) {
    if (!(error instanceof EngineError) || fatalCodes.has(error.code)) throw error
    return { kind, id, name, bytes, error: toErrorData(error) }
  }
}

/** All of them, running or not. */
export async function listContainers(
  client: EngineClient,
  signal: AbortSignal,
): Promise<readonly Container[]> {
  const query = { all: true }
  const rows = await requestJson(client, { method: 'GET', path: '/containers/json', query, signal })
  return listOf(rows).map(containerOfList)
}

export function mountedIn(containers: readonly Container[]): ReadonlySet<string> {
  const volumes = containers.flatMap(({ mounts }) => mounts.filter((mount) => mount.type === 'volume'))
  return new Set(volumes.map((mount) => mount.source))
}

function networkUserOf({ name, state, networks, networkMode }: Container): NetworkUser {
  return {
    name,
    isLiving: isLiving(state),
    networks: new Set([networkMode, ...networks.map((endpoint) => endpoint.network)]),
  }
}
