import type { CallHandler } from '../../shared/contract.ts'
import { EngineError } from '../../shared/errors.ts'
import { lastName } from '../../shared/file-name.ts'
import type {
  FileContent,
  FileEntry,
  FileLocation,
  FileMeasure,
  FileSession,
  FileVersion,
  SetModeParams,
  WriteParams,
} from '../../shared/files.ts'
import type { EngineConnection } from '../client.ts'
import { containerFacts, isRootReadOnly } from './container-facts.ts'
import { type FileTree, helperTree } from './file-tree.ts'
import { fromCallback } from './from-callback.ts'
import type { ReadRange } from './helper-files.ts'
import type { HelperPool } from './helper-pool.ts'
import { scopeOf, withHelper } from './own-helper.ts'
import { type Places, type Spot, samePlace } from './places.ts'

type Place = { readonly location: FileLocation }
type Target = Place & { readonly path: string }

/** Of a volume: nothing is mounted in it. */
const plain = { reading: null, mounts: [], isRootReadOnly: false } as const

/**
 * The files of volumes and containers. Paths are resolved strictly inside, whatever links there are. Reading uses a
 * helper that does not write; the first change brings one that does. `places.ts` says who tells of what.
 *
 * Errors: not-found (volume, container or file), conflict, permission-denied, bad-request, out-of-space, unsupported
 * (engine for which there is no helper; what can only be done while a container runs), stream-lost; the subject is
 * the volume or container, or the file by its path.
 */
export class Files {
  private readonly connection: EngineConnection
  private readonly pool: HelperPool
  private readonly places: Places

  constructor(connection: EngineConnection, pool: HelperPool, places: Places) {
    this.connection = connection
    this.pool = pool
    this.places = places
  }

  /** Keeps what is needed while it is open. Ends when the volume is let go, for example to be removed. */
  async *session(
    { location, isWritable }: Place & { readonly isWritable: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<FileSession, void, undefined> {
    if (location.kind === 'volume') {
      const place = { kind: 'volume', name: location.name } as const
      for await (const open of this.pool.session(place, isWritable, signal)) yield { ...open, ...plain }
      return
    }
    const client = this.connection.client()
    const { id, isRunning, mounts } = await containerFacts(client, location.id, signal)
    const about = { mounts, isRootReadOnly: await isRootReadOnly(client, id, signal) }
    if (isRunning) {
      const place = { kind: 'container', id } as const
      const sessions = this.pool.session(place, isWritable, signal)
      for await (const open of sessions) yield { ...open, ...about, reading: null }
      return
    }
    for await (const reading of this.places.stopped.session(id, signal)) {
      yield { helper: null, isWritable, reading, ...about }
    }
  }

  /** One directory in batches, unsorted. Errors: not-found, bad-request when it is none. */
  list(
    { location, path }: Target,
    signal: AbortSignal,
  ): AsyncGenerator<readonly FileEntry[], void, undefined> {
    return fromCallback(signal, (push, stop) => {
      let isEmpty = true
      const take = (entries: FileEntry[]): void | Promise<void> => {
        isEmpty = false
        return push(entries)
      }
      const work: Work<void> = (tree, real) => tree.list(real, take, stop)
      return this.use({ location, path }, false, stop, work, () => isEmpty)
    })
  }

  readonly stat: CallHandler<Target, FileEntry> = async (target, signal) => {
    const entry = await this.look(target, signal, (tree, path) => tree.stat(path, signal))
    return { ...entry, name: lastName(target.path) }
  }

  readonly read: CallHandler<Place & ReadRange, FileContent> = (params, signal) =>
    this.look(params, signal, (tree, path) => tree.read({ ...params, path }, signal))

  /** Errors: conflict when the file is not the expected version any more, or is there although it must not be. */
  readonly write: CallHandler<WriteParams, FileVersion> = (params, signal) =>
    this.change(params, signal, (tree, path) => tree.write({ ...params, path }, signal))

  readonly makeDirectory: CallHandler<Target, null> = (target, signal) =>
    this.change(target, signal, async (tree, path) => {
      await tree.makeDirectory(path, signal)
      return null
    })

  /** Errors: conflict when the new name is taken. */
  readonly rename: CallHandler<Target & { readonly newPath: string }, null> = async (params, signal) => {
    const { location, newPath } = params
    const target = await this.places.find(location, newPath, signal)
    return this.change(params, signal, async (tree, path, spot) => {
      samePlace(spot, target)
      await tree.rename(path, target.path, signal)
      return null
    })
  }

  /** With all that is in them. Stops at the first that cannot be removed. */
  readonly remove: CallHandler<Place & { readonly paths: readonly string[] }, null> = async (
    params,
    signal,
  ) => {
    const spots = await Promise.all(
      params.paths.map((path) => this.places.find(params.location, path, signal)),
    )
    for (const spot of spots) {
      await this.own(spot, false, signal, (tree) => tree.remove(spot.path, signal))
    }
    return null
  }

  /** Errors: unsupported for a link. */
  readonly setMode: CallHandler<SetModeParams, null> = (params, signal) =>
    this.change(params, signal, async (tree, path) => {
      await tree.setMode({ ...params, path }, signal)
      return null
    })

  /** Reads the whole tree, which may take minutes; ends with its signal. */
  readonly measure: CallHandler<Target, FileMeasure> = async ({ location, path }, signal) => {
    return this.places.at({ location, path }, signal, (spot) =>
      this.own(spot, true, signal, (tree) => tree.measure(spot.path, signal)),
    )
  }

  private look<T>(target: Target, signal: AbortSignal, work: Work<T>): Promise<T> {
    return this.use(target, false, signal, work)
  }

  private change<T>(target: Target, signal: AbortSignal, work: Work<T>): Promise<T> {
    // What was asked of a helper that was lost may have been done.
    return this.use(target, true, signal, work, ({ code }) => code !== 'stream-lost')
  }

  private use<T>(
    target: Target,
    isWritable: boolean,
    signal: AbortSignal,
    work: Work<T>,
    mayRepeat?: (error: EngineError) => boolean,
  ): Promise<T> {
    const at = (spot: Spot): Promise<T> =>
      spot.by === 'engine'
        ? work(spot.tree, spot.path, spot)
        : this.pool.use(spot.place, isWritable, signal, (helper) => work(helperTree(helper), spot.path, spot))
    return this.places.at(target, signal, at, mayRepeat)
  }

  /** With a helper that is for this alone: ending the work ends it. */
  private own<T>(
    spot: Spot,
    isReadOnly: boolean,
    signal: AbortSignal,
    work: (tree: FileTree) => Promise<T>,
  ): Promise<T> {
    if (spot.by === 'engine') return work(spot.tree)
    const scope = scopeOf(spot.place, isReadOnly)
    return withHelper(this.connection, scope, signal, (helper) => work(helperTree(helper)))
  }
}

type Work<T> = (tree: FileTree, path: string, spot: Spot) => Promise<T>

/** Puts the volume or container into what went wrong where no file is named. */
export function aboutPlace(error: unknown, location: FileLocation): unknown {
  if (!(error instanceof EngineError) || error.data.subject !== null) return error
  const id = location.kind === 'volume' ? location.name : location.id
  return error.with({ subject: { kind: location.kind, id, name: id } })
}
