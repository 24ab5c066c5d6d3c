import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { EngineError } from '../../shared/errors.ts'
import type { Environment } from '../endpoint-facts.ts'
import { errnoOf, messageOf } from '../errors.ts'
import type { Json } from '../normalize/record.ts'
import { parseRecord } from '../normalize/record.ts'

/** A person's secrets are nobody else's. */
const fileMode = 0o600
const folderMode = 0o700
const abandonedMs = 60_000

/**
 * Docker's own `config.json`, shared with the docker command. What we do not know in it stays as it is. It is
 * replaced in one step, so that nobody ever reads half of it; a file that is no JSON is never overwritten.
 */
export class DockerConfig {
  readonly file: string
  private last: Promise<unknown> = Promise.resolve()

  constructor(env: Environment) {
    const home = env['HOME'] ?? env['USERPROFILE'] ?? os.homedir()
    this.file = path.join(env['DOCKER_CONFIG'] || path.join(home, '.docker'), 'config.json')
  }

  /** All of it; empty when there is no file. Throws `bad-request` when it is no JSON, `permission-denied`. */
  async read(): Promise<Json> {
    const text = await readIfThere(this.file)
    if (text === null || text.trim() === '') return {}
    const config = parseRecord(text)
    if (config === null) throw new EngineError('bad-request', `${this.file} is not a JSON object`)
    return config
  }

  /** Changes it; one change at a time. A change that returns what it was given writes nothing. */
  async change(change: (config: Json) => Json): Promise<void> {
    const mine = this.last.then(async () => {
      const before = await this.read()
      const after = change(before)
      if (after !== before) await this.write(after)
    })
    this.last = mine.catch(() => undefined)
    return mine
  }

  private async write(config: Json): Promise<void> {
    try {
      // A link, as dotfile managers make it, stays one.
      const target = await realpath(this.file).catch(() => this.file)
      await mkdir(path.dirname(target), { recursive: true, mode: folderMode })
      await replaceFile(target, `${JSON.stringify(config, null, '\t')}\n`)
    } catch (error) {
      throw fileFailure(error, this.file)
    }
  }
}

async function replaceFile(target: string, text: string): Promise<void> {
  const fresh = `${target}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(fresh, text, { mode: fileMode, flag: 'wx' })
    // The mode given at creation is narrowed by the umask; a file that was stricter stays so.
    await chmod(fresh, (await modeOf(target)) & fileMode)
    await rename(fresh, target)
    await sweep(target)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}

/** Removes what a process left that was killed while it wrote: it may hold a password. */
async function sweep(target: string): Promise<void> {
  const folder = path.dirname(target)
  const own = new RegExp(`^${path.basename(target).replaceAll('.', '\\.')}\\.[0-9a-f]{12}$`)
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => own.test(each))) {
    const file = path.join(folder, name)
    // A young one may be another window's that is about to put it in place.
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > abandonedMs) await rm(file, { force: true })
  }
}

async function modeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ mode }) => mode | 0o200,
    () => fileMode,
  )
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null
    throw fileFailure(error, file)
  }
}

function fileFailure(error: unknown, file: string): unknown {
  const errno = errnoOf(error)
  if (errno === '') return error
  const said = `${file}: ${messageOf(error)}`
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return new EngineError('out-of-space', said)
  return new EngineError(isRefusal(errno) ? 'permission-denied' : 'engine-failed', said)
}

const isRefusal = (errno: string): boolean => errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS'
