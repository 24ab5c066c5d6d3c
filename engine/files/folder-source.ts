import type { Dirent } from 'node:fs'
import { createReadStream } from 'node:fs'
import { lstat, readdir, readlink, stat } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import { Readable } from 'node:stream'
import { EngineError } from '../../shared/errors.ts'
import { decodeName } from '../../shared/file-name.ts'
import { type TarEntry, tarEnd, tarHeader, tarPadding } from '../../shared/tar.ts'
import { errnoOf, messageOf } from '../errors.ts'
import type { OpenSource } from '../transfers.ts'

type Owner = { readonly userId: number; readonly groupId: number }

/**
 * A folder of the host's disk under its own name, as a tar that is made while it is read. Links stay links; what is
 * neither file, folder nor link is left out. All of it belongs to one owner.
 */
export class FolderSource implements OpenSource {
  readonly url = null
  readonly sizeBytes = null
  private readonly path: string
  private owned: Owner = { userId: 0, groupId: 0 }

  /** Throws `bad-request` for a path that depends on the host's own folder. */
  constructor(path: string) {
    if (!isAbsolute(path)) throw new EngineError('bad-request', `${path} is no absolute path`)
    this.path = path
  }

  owner({ userId, groupId }: Owner): void {
    this.owned = { userId, groupId }
  }

  async readable(): Promise<Readable> {
    const top = await stat(this.path).catch(fail)
    if (!top.isDirectory()) throw new EngineError('file-failed', `${this.path} is no folder`)
    return Readable.from(packFolder(this.path, this.owned), { objectMode: false, highWaterMark: 1 << 20 })
  }

  settle(): void {}
}

async function* packFolder(path: string, owner: Owner): AsyncGenerator<Uint8Array, void, undefined> {
  const name = basename(path)
  yield tarHeader({ ...(await attributesOf(path, owner)), name: `${name}/`, kind: 'directory' })
  yield* packEntries(path, `${name}/`, owner)
  yield tarEnd()
}

async function* packEntries(
  path: string,
  prefix: string,
  owner: Owner,
): AsyncGenerator<Uint8Array, void, undefined> {
  const entries: Dirent<Buffer>[] = await readdir(path, { withFileTypes: true, encoding: 'buffer' }).catch(
    fail,
  )
  for (const entry of entries) {
    const inner = join(path, entry.name.toString())
    const name = `${prefix}${decodeName(entry.name)}`
    if (entry.isDirectory()) {
      yield tarHeader({ ...(await attributesOf(inner, owner)), name: `${name}/`, kind: 'directory' })
      yield* packEntries(inner, `${name}/`, owner)
    } else if (entry.isSymbolicLink()) {
      const target = decodeName(await readlink(inner, { encoding: 'buffer' }).catch(fail))
      yield tarHeader({ ...(await attributesOf(inner, owner)), name, kind: 'link', target })
    } else if (entry.isFile()) yield* packFile(inner, name, owner)
  }
}

async function* packFile(
  path: string,
  name: string,
  owner: Owner,
): AsyncGenerator<Uint8Array, void, undefined> {
  const attributes = await attributesOf(path, owner)
  yield tarHeader({ ...attributes, name, kind: 'file' })
  let left = attributes.sizeBytes
  // What grows while it is read is taken as long as it was.
  const end = attributes.sizeBytes - 1
  if (left > 0) {
    try {
      for await (const chunk of createReadStream(path, { end, highWaterMark: 256 << 10 })) {
        left -= (chunk as Buffer).length
        yield chunk as Buffer
      }
    } catch (error) {
      fail(error)
    }
  }
  if (left > 0) throw new EngineError('file-failed', `${path} became shorter while it was read`)
  yield new Uint8Array(tarPadding(attributes.sizeBytes))
}

async function attributesOf(path: string, owner: Owner): Promise<Omit<TarEntry, 'name' | 'kind'>> {
  const { size, mode, mtimeMs } = await lstat(path).catch(fail)
  return { sizeBytes: size, mode: mode & 0o777, modifiedAtMs: mtimeMs, ...owner }
}

function fail(error: unknown): never {
  if (errnoOf(error) === '') throw error
  throw new EngineError('file-failed', messageOf(error))
}
