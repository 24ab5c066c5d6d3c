import { Readable } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import { lastName, parentPath } from '../../shared/file-name.ts'
import type { FileContent, FileEntry, FileMeasure, FileVersion, WriteParams } from '../../shared/files.ts'
import { tarEnd, tarHeader } from '../../shared/tar.ts'
import type { EngineClient } from '../client.ts'
import { fromStreamFailure } from '../errors.ts'
import { scanRaw } from '../http/pour-raw.ts'
import type { RawBody } from '../http/raw-response.ts'
import type { ArchiveView } from './archive-path.ts'
import { contentPath, entryPath } from './archive-path.ts'
import { type ArchiveStat, statInArchive } from './archive-stat.ts'
import type { FileTree } from './file-tree.ts'
import type { ReadRange } from './helper-files.ts'
import { putFile, putTar } from './put-tar.ts'
import { TarWrap } from './single-file-tar.ts'
import { TarIndex } from './tar-index.ts'
import { openTarFile, type TarFileContent } from './tar-reader.ts'
import { TarWatch } from './tar-watch.ts'

type ReadingProgress = (entries: number, bytes: number) => void

/** One file that is put in place. */
export type NewFile = {
  readonly path: string
  readonly sizeBytes: number
  readonly file: Readable
  readonly onBytes: (bytes: number) => void
}

const batchEntries = 1_000

/**
 * The files of a container that does not run, by what the engine itself does for `docker export` and `docker cp`:
 * nothing is started. Its list of names is read once from the export, whose contents are passed over; each content is
 * fetched when it is asked for. What is mounted is not part of it. The engine has no call to rename, to remove or to
 * change permissions, so those are `unsupported`.
 *
 * Source: `ContainerExport`, `ContainerArchiveInfo`, `ContainerArchive`, `PutContainerArchive`.
 */
export class StoppedTree implements FileTree {
  private readonly client: EngineClient
  private readonly view: ArchiveView
  private readonly index = new TarIndex()

  constructor(client: EngineClient, id: string) {
    this.client = client
    this.view = { id, folder: '' }
  }

  /** Reads the names. To be called once, before anything else. Errors: not-found, stream-lost, bad-archive, unsupported. */
  async fill(onProgress: ReadingProgress, signal: AbortSignal): Promise<void> {
    const path = `/containers/${this.view.id}/export`
    await this.follow(path, this.index, onProgress, signal)
  }

  /** The path without links in it, except for the last part. */
  locate(path: string): string {
    return this.index.resolveFolder(path)
  }

  /** The path without any link in it. */
  resolve(path: string): string {
    return this.index.resolve(path)
  }

  async list(
    path: string,
    onEntries: (entries: FileEntry[]) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const entries = this.index.entries(path)
    for (let at = 0; at < entries.length && !signal.aborted; at += batchEntries) {
      await onEntries(entries.slice(at, at + batchEntries))
    }
  }

  async stat(path: string): Promise<FileEntry> {
    return this.index.entry(path)
  }

  async measure(path: string): Promise<FileMeasure> {
    return this.index.measure(path)
  }

  async read({ path, offsetBytes, lengthBytes }: ReadRange, signal: AbortSignal): Promise<FileContent> {
    const real = this.resolve(path)
    const before = await this.require(real, signal)
    const { content } = await this.open(real, signal)
    const parts: Buffer[] = []
    const end = offsetBytes + lengthBytes
    let at = 0
    for await (const part of lengthBytes === 0 ? [] : content) {
      parts.push(part.subarray(Math.max(0, offsetBytes - at), Math.max(0, end - at)))
      at += part.length
      if (at >= end) break
    }
    await content.return()
    return { bytes: Buffer.concat(parts), ...versionOf(before) }
  }

  /** Errors: not-found, bad-request (no regular file). */
  private async open(path: string, signal: AbortSignal): Promise<TarFileContent> {
    const file = await this.fetchEntry(path, signal)
    if (file.header.type === '0') return file
    await file.content.return()
    throw new EngineError('bad-request', `${path} is no file`)
  }

  private async fetchEntry(path: string, signal: AbortSignal): Promise<TarFileContent> {
    const { body } = await this.client.stream({ method: 'GET', path: entryPath(this.view, path), signal })
    return openTarFile(body)
  }

  /** A tar of one entry. To be listened to or destroyed. */
  async openEntry(path: string, signal: AbortSignal): Promise<RawBody> {
    return this.openRaw(entryPath(this.view, path), signal)
  }

  /** A tar of what is in a folder. To be listened to or destroyed. */
  async openFolder(path: string, signal: AbortSignal): Promise<RawBody> {
    return this.openRaw(contentPath(this.view, path), signal)
  }

  private async openRaw(path: string, signal: AbortSignal): Promise<RawBody> {
    const { body } = await this.client.streamRaw({ method: 'GET', path, signal })
    return body
  }

  async write(params: Omit<WriteParams, 'location'>, signal: AbortSignal): Promise<FileVersion> {
    const { path, text, expectedVersion } = params
    const real = this.resolve(path)
    const there = await statInArchive(this.client, this.view, real, signal)
    const isExpected = there ? versionOf(there).version === expectedVersion : expectedVersion === null
    if (!isExpected) throw conflict(path, 'it is not what was read')
    const bytes = Buffer.from(text)
    const file = Readable.from([bytes], { objectMode: false })
    await this.put({ path: real, sizeBytes: bytes.length, file, onBytes: () => {} }, signal)
    return versionOf(await this.require(real, signal))
  }

  /** Errors: conflict when something is there that may not be replaced. */
  async upload(file: NewFile, replace: boolean, signal: AbortSignal): Promise<void> {
    const real = this.resolve(file.path)
    const there = await statInArchive(this.client, this.view, real, signal)
    if (there && (!replace || there.kind !== 'file')) throw conflict(file.path, 'something is there')
    await this.put({ ...file, path: real }, signal)
  }

  async makeDirectory(path: string, signal: AbortSignal): Promise<void> {
    const real = this.locate(path)
    const there = await statInArchive(this.client, this.view, real, signal)
    if (there) throw conflict(path, 'something is there')
    const owner = this.index.entry(parentPath(real))
    const header = tarHeader({
      name: `${lastName(real)}/`,
      kind: 'directory',
      sizeBytes: 0,
      mode: 0o755,
      userId: owner.userId,
      groupId: owner.groupId,
      modifiedAtMs: Date.now(),
    })
    await this.send(parentPath(real), Readable.from([header, tarEnd()]), signal)
    await this.reread(real, signal)
  }

  /** Unpacks a tar into a folder that is there. */
  async unpack(path: string, tar: Readable, signal: AbortSignal): Promise<void> {
    const real = this.resolve(path)
    await this.send(real, tar, signal)
    await this.reread(real, signal)
  }

  async rename(): Promise<never> {
    throw onlyRunning('rename')
  }

  async remove(): Promise<never> {
    throw onlyRunning('remove')
  }

  async setMode(): Promise<never> {
    throw onlyRunning('change permissions')
  }

  private async put({ path, sizeBytes, file, onBytes }: NewFile, signal: AbortSignal): Promise<void> {
    const folder = parentPath(path)
    const owner = this.ownerOf(path)
    const header = tarHeader({
      ...owner,
      name: lastName(path),
      kind: 'file',
      sizeBytes,
      modifiedAtMs: Date.now(),
    })
    const tar = new TarWrap(header, sizeBytes, onBytes)
    await putFile(this.client, { view: this.view, folder, file, tar }, signal)
    await this.reread(path, signal)
  }

  /** A new file belongs to whom its folder belongs to. */
  private ownerOf(path: string): { mode: number; userId: number; groupId: number } {
    try {
      const { mode, userId, groupId } = this.index.entry(path)
      return { mode, userId, groupId }
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'not-found') throw error
      const { userId, groupId } = this.index.entry(parentPath(path))
      return { mode: 0o644, userId, groupId }
    }
  }

  private async send(folder: string, tar: Readable, signal: AbortSignal): Promise<void> {
    await putTar(this.client, { view: this.view, folder, tar }, signal)
  }

  /** What an entry is now. Of a file, its content is not read for it. */
  private async reread(path: string, signal: AbortSignal): Promise<void> {
    if (path === '/') {
      await this.follow(`/containers/${this.view.id}/export`, this.index, () => {}, signal)
      return
    }
    const fresh = new TarIndex()
    const there = await statInArchive(this.client, this.view, path, signal)
    if (there?.kind === 'directory') {
      await this.follow(entryPath(this.view, path), fresh, () => {}, signal, parentPath(path))
    } else if (there) {
      const { header, content } = await this.fetchEntry(path, signal)
      await content.return()
      fresh.add({ ...header, name: path })
    }
    this.index.adopt(path, fresh)
  }

  private async follow(
    path: string,
    index: TarIndex,
    onProgress: ReadingProgress,
    signal: AbortSignal,
    folder = '',
  ): Promise<void> {
    const body = await this.openRaw(path, signal)
    const watch = new TarWatch({
      limits: null,
      onEntry: (entries, header) => {
        index.add({ ...header, name: `${folder}/${header.name}` })
        onProgress(entries, watch.tarBytes)
      },
    })
    try {
      await scanRaw(body, watch)
    } catch (error) {
      throw fromStreamFailure(error)
    }
  }

  private async require(path: string, signal: AbortSignal): Promise<ArchiveStat> {
    const there = await statInArchive(this.client, this.view, path, signal)
    if (there) return there
    throw new EngineError('not-found', `nothing is at ${path}`, {
      subject: { kind: 'file', id: path, name: lastName(path) || path },
    })
  }
}

function versionOf({ sizeBytes, modifiedNs }: ArchiveStat): FileVersion {
  return { sizeBytes, version: `${modifiedNs}-${sizeBytes}-0` }
}

function conflict(path: string, words: string): EngineError {
  return new EngineError('conflict', `${path}: ${words}`, {
    subject: { kind: 'file', id: path, name: lastName(path) },
  })
}

function onlyRunning(what: string): EngineError {
  return new EngineError('unsupported', `Docker can ${what} only while the container runs`)
}
