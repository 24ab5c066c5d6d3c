import type { ErrorCode } from '../../shared/errors.ts'
import { EngineError } from '../../shared/errors.ts'
import type { FileLocation } from '../../shared/files.ts'
import type { EngineConnection } from '../client.ts'
import type { ArchiveView } from './archive-path.ts'
import { statInArchive } from './archive-stat.ts'
import { type ContainerFacts, containerFacts, mountAt, runsNow } from './container-facts.ts'
import type { HelperPlace } from './own-helper.ts'
import type { StoppedTree } from './stopped-tree.ts'
import type { StoppedTrees } from './stopped-trees.ts'

/** Who tells of a path, and what it is called there. */
export type Spot =
  | { readonly by: 'helper'; readonly place: HelperPlace; readonly path: string }
  | { readonly by: 'engine'; readonly tree: StoppedTree; readonly path: string }

type Target = { readonly location: FileLocation; readonly path: string }

/** How work through a helper fails when the container's processes are gone: before the helper starts, as it does, later. */
const endings: ReadonlySet<ErrorCode> = new Set(['conflict', 'engine-failed', 'stream-lost'])

/** Where the files of a location are to be had: from a helper, or from the engine itself. */
export class Places {
  readonly stopped: StoppedTrees
  private readonly connection: EngineConnection

  constructor(connection: EngineConnection, stopped: StoppedTrees) {
    this.connection = connection
    this.stopped = stopped
  }

  /**
   * A container that runs is seen through a helper, with everything mounted in it. One that does not is read from the
   * engine; the volumes and folders mounted in it are seen through helpers of their own.
   * Errors: not-found (container), and those of reading a container that does not run.
   */
  async find(location: FileLocation, path: string, signal: AbortSignal): Promise<Spot> {
    if (location.kind === 'volume') {
      return { by: 'helper', place: { kind: 'volume', name: location.name }, path }
    }
    const facts = await containerFacts(this.connection.client(), location.id, signal)
    if (facts.isRunning) return { by: 'helper', place: { kind: 'container', id: facts.id }, path }
    return this.findIdle(facts, path, signal)
  }

  /**
   * Works where a path is found. The list tells late that a container ended, so what fails because of that is done once
   * more without its processes, unless `mayRepeat` says that too much has happened already.
   */
  async at<T>(
    { location, path }: Target,
    signal: AbortSignal,
    work: (spot: Spot) => Promise<T>,
    mayRepeat: (error: EngineError) => boolean = () => true,
  ): Promise<T> {
    const spot = await this.find(location, path, signal)
    try {
      return await work(spot)
    } catch (error) {
      const isRepeatable = error instanceof EngineError && endings.has(error.code) && mayRepeat(error)
      if (!isRepeatable || location.kind === 'volume' || spot.by === 'engine') throw error
      const client = this.connection.client()
      const facts = await containerFacts(client, location.id, signal)
      if (spot.place.kind !== 'container' || (await runsNow(client, facts.id, signal))) throw error
      return work(await this.findIdle(facts, path, signal))
    }
  }

  private findIdle(facts: ContainerFacts, path: string, signal: AbortSignal): Promise<Spot> {
    return this.stopped.use(facts.id, signal, (tree) => this.findStopped(facts, tree, path, signal))
  }

  private async findStopped(
    facts: ContainerFacts,
    tree: StoppedTree,
    path: string,
    signal: AbortSignal,
  ): Promise<Spot> {
    const real = tree.locate(path)
    const own: Spot = { by: 'engine', tree, path: real }
    const through = tree.resolve(path)
    // A link is an entry of where it is; what it leads to may be somewhere else.
    const mount = mountAt(facts.mounts, real) ?? mountAt(facts.mounts, through)
    if (!mount || mount.source === '' || !(await this.isFolder(facts.id, mount.path, signal))) return own
    const place: HelperPlace =
      mount.kind === 'volume' ? { kind: 'volume', name: mount.source } : { kind: 'bind', path: mount.source }
    const inside = (mountAt(facts.mounts, real) ? real : through).slice(mount.path.length)
    return { by: 'helper', place, path: inside === '' ? '/' : inside }
  }

  /** A single file may be mounted, too; the engine's archive calls see it. */
  private async isFolder(id: string, path: string, signal: AbortSignal): Promise<boolean> {
    const view: ArchiveView = { id, folder: '' }
    return (await statInArchive(this.connection.client(), view, path, signal))?.kind === 'directory'
  }
}

/** Errors: unsupported when one is somewhere else than the other. */
export function samePlace(spot: Spot, other: Spot): void {
  const isSame =
    spot.by === 'helper' && other.by === 'helper'
      ? JSON.stringify(spot.place) === JSON.stringify(other.place)
      : spot.by === other.by
  if (!isSame) throw new EngineError('unsupported', 'not across mounts of a container that does not run')
}
