import type { CallHandler } from '../../shared/contract.ts'
import { EngineError } from '../../shared/errors.ts'
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
import { fromCallback } from './from-callback.ts'
import type { Helper } from './helper.ts'
import type { ReadRange } from './helper-files.ts'
import * as program from './helper-files.ts'
import type { HelperPool } from './helper-pool.ts'
import { wholeVolume, withHelper } from './own-helper.ts'

type Place = { readonly location: FileLocation }
type Target = Place & { readonly path: string }

/**
 * The files of volumes, through helper containers. Paths are resolved strictly inside the volume, whatever links it
 * holds. Reading uses a helper that cannot write; the first change brings one that can.
 *
 * Errors: not-found (volume or file), conflict, permission-denied, bad-request, out-of-space, unsupported (engine for
 * which there is no helper), stream-lost; the subject is the volume, or the file by its path.
 */
export class Files {
  private readonly connection: EngineConnection
  private readonly pool: HelperPool

  constructor(connection: EngineConnection, pool: HelperPool) {
    this.connection = connection
    this.pool = pool
  }

  /** Keeps the helper while it is open. Ends when the volume is let go, for example to be removed. */
  session(
    { location, isWritable }: Place & { readonly isWritable: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<FileSession, void, undefined> {
    return this.pool.session(location.name, isWritable, signal)
  }

  /** One directory in batches, unsorted. Errors: not-found, bad-request when it is none. */
  list(
    { location, path }: Target,
    signal: AbortSignal,
  ): AsyncGenerator<readonly FileEntry[], void, undefined> {
    return fromCallback(signal, (push, stop) =>
      this.look(location, stop, (helper) => program.listDirectory(helper, path, push, stop)),
    )
  }

  readonly stat: CallHandler<Target, FileEntry> = async ({ location, path }, signal) => {
    const entry = await this.look(location, signal, (helper) => program.statFile(helper, path, signal))
    return { ...entry, name: path.slice(path.lastIndexOf('/') + 1) }
  }

  readonly read: CallHandler<Place & ReadRange, FileContent> = ({ location, ...range }, signal) =>
    this.look(location, signal, (helper) => program.readFile(helper, range, signal))

  /** Errors: conflict when the file is not the expected version any more, or is there although it must not be. */
  readonly write: CallHandler<WriteParams, FileVersion> = ({ location, ...params }, signal) =>
    this.change(location, signal, (helper) => {
      const { path, text, expectedVersion } = params
      const expected = expectedVersion === null ? 'nothing' : { version: expectedVersion }
      return program.writeFile(helper, { path, expected, content: once(Buffer.from(text)) }, signal)
    })

  readonly makeDirectory: CallHandler<Target, null> = ({ location, path }, signal) =>
    this.change(location, signal, async (helper) => {
      await program.makeDirectory(helper, path, signal)
      return null
    })

  /** Errors: conflict when the new name is taken. */
  readonly rename: CallHandler<Target & { readonly newPath: string }, null> = (params, signal) =>
    this.change(params.location, signal, async (helper) => {
      await program.renameFile(helper, params, signal)
      return null
    })

  /** With all that is in them. Stops at the first that cannot be removed. */
  readonly remove: CallHandler<Place & { readonly paths: readonly string[] }, null> = (params, signal) =>
    this.own(params.location, false, signal, async (helper) => {
      for (const path of params.paths) await program.removeFile(helper, path, signal)
      return null
    })

  /** Errors: unsupported for a link. */
  readonly setMode: CallHandler<SetModeParams, null> = ({ location, ...change }, signal) =>
    this.change(location, signal, async (helper) => {
      await program.setMode(helper, change, signal)
      return null
    })

  /** Reads the whole tree, which may take minutes; ends with its signal. */
  readonly measure: CallHandler<Target, FileMeasure> = ({ location, path }, signal) =>
    this.own(location, true, signal, (helper) => program.measureTree(helper, path, signal))

  private look<T>(
    { name }: FileLocation,
    signal: AbortSignal,
    work: (helper: Helper) => Promise<T>,
  ): Promise<T> {
    return this.pool.use(name, false, signal, work)
  }

  private change<T>(
    { name }: FileLocation,
    signal: AbortSignal,
    work: (helper: Helper) => Promise<T>,
  ): Promise<T> {
    return this.pool.use(name, true, signal, work)
  }

  private own<T>(
    { name }: FileLocation,
    isReadOnly: boolean,
    signal: AbortSignal,
    work: (helper: Helper) => Promise<T>,
  ): Promise<T> {
    return withHelper(this.connection, wholeVolume(name, isReadOnly), signal, work)
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

/** Puts the volume into what went wrong where no file is named. */
export function aboutVolume(error: unknown, volume: string): unknown {
  if (!(error instanceof EngineError) || error.data.subject !== null) return error
  return error.with({ subject: { kind: 'volume', id: volume, name: volume } })
}
