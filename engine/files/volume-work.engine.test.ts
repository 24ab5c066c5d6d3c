import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { ImportVolumeParams } from '../../shared/files.ts'
import type { Task } from '../../shared/task.ts'
import type { FilesRig } from '../testing/files.ts'
import { openFiles } from '../testing/files.ts'
import { createContainer, never, startLab, until } from '../testing/lab.ts'
import { entryOf, tarOf } from '../testing/tar.ts'

let lab: LabEngine
let rig: FilesRig
let folder: string

beforeAll(async () => {
  lab = await startLab('28')
  rig = await openFiles(lab)
  folder = await mkdtemp(join(tmpdir(), 'bayplan-volumes-'))
})
afterAll(async () => {
  await rig?.close()
  await lab?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** Something of everything: owners, modes, links of both kinds, a hole, a name that is no text. */
const tree = [
  'cd /v; mkdir -p a/b; echo hello > a/f; chown 70:71 a/f; chmod 4750 a/f; ln a/f a/hard; ln -s ../a/f a/soft',
  'ln -s /etc/passwd out; mkfifo pipe; truncate -s 5000000 hole; echo x > "$(printf \'bad\\377\')"; chmod 1777 a/b; chmod 750 /v; chown 5:6 /v',
].join('; ')
const listing =
  "find /v -exec stat -c '%n %a %u %g %F' {} + | sort; find /v -mindepth 2 -exec stat -c '%n %Y' {} + | sort; find /v -type f -exec md5sum {} + | sort; find /v -type f -exec stat -c '%h %n' {} + | sort; readlink /v/out /v/a/soft || true"

/** What a volume holds, told by a container of its own. */
async function describeVolume(volume: string): Promise<string> {
  return rig.shell(volume, listing)
}

async function exportTo(name: string, path: string, compress = false, stopFirst = false): Promise<Task> {
  const sink = { kind: 'path', path } as const
  const { taskId } = await rig.volumeWork.export({ name, compress, stopFirst, sink })
  return rig.ended(taskId)
}

async function importFrom(name: string, path: string, more: Partial<ImportVolumeParams> = {}): Promise<Task> {
  const source = { kind: 'path', path } as const
  const plain = { name, replace: false, expectedSha256: null, stopFirst: false, source }
  const { taskId } = await rig.volumeWork.import({ ...plain, ...more })
  return rig.ended(taskId)
}

describe('work on whole volumes', () => {
  it('brings everything back that was exported, with the checksum of the file', async () => {
    await rig.makeVolume('source')
    await rig.shell('source', tree)
    const before = await describeVolume('source')
    const file = join(folder, 'source.tar')
    const exported = await exportTo('source', file)
    expect(exported).toMatchObject({ state: 'done', error: null })
    const content = await readFile(file)
    expect(exported.result?.bytes).toBe(content.length)
    expect(exported.result?.sha256).toBe(createHash('sha256').update(content).digest('hex'))

    await rig.makeVolume('copy')
    const imported = await importFrom('copy', file, { expectedSha256: exported.result?.sha256 ?? null })
    expect(imported.error).toBeNull()
    expect(imported.state).toBe('done')
    expect(await describeVolume('copy')).toBe(before)
    await until('no helper is left', async () => (await rig.helpers()).length === 0)
  })

  it('packs with gzip and reads it again, in place of what was there', async () => {
    await rig.makeVolume('packed')
    await rig.shell('packed', 'echo new > /v/kept; mkdir /v/d; echo in > /v/d/f')
    const file = join(folder, 'packed.tar.gz')
    expect((await exportTo('packed', file, true)).state).toBe('done')
    expect(gunzipSync(await readFile(file)).length % 512).toBe(0)
    await rig.makeVolume('target')
    await rig.shell('target', 'echo old > /v/kept; echo extra > /v/extra; echo x > /v/d')
    expect((await importFrom('target', file)).state).toBe('done')
    const added = await describeVolume('target')
    expect(added).toContain('/v/extra')
    expect(added).toContain('/v/d/f')
    expect((await importFrom('target', file, { replace: true })).state).toBe('done')
    expect(await describeVolume('target')).not.toContain('/v/extra')
  })

  it('copies a volume exactly and leaves Compose out of its labels', async () => {
    await rig.makeVolume('original', { 'com.docker.compose.project': 'shop', owner: 'me' })
    await rig.shell('original', tree)
    const before = await describeVolume('original')
    const start = { name: 'original', newName: 'twin', stopFirst: false }
    const done = await rig.ended((await rig.volumeWork.clone(start)).taskId)
    expect(done).toMatchObject({ state: 'done', error: null })
    expect(done.result?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(await describeVolume('twin')).toBe(before)
    const { Labels } = await rig.connection.client().docker.getVolume('twin').inspect()
    expect(Labels).toEqual({ 'bayplan.test': '1', owner: 'me' })
    // The same content has the same checksum, other content another.
    const third = { ...start, name: 'twin', newName: 'third' }
    const same = await rig.ended((await rig.volumeWork.clone(third)).taskId)
    expect(same.result?.sha256).toBe(done.result?.sha256)
    await rig.shell('third', 'echo Hello > /v/a/f')
    const fourth = { ...start, name: 'third', newName: 'fourth' }
    const other = await rig.ended((await rig.volumeWork.clone(fourth)).taskId)
    expect(other.result?.sha256).not.toBe(done.result?.sha256)
    const again = await rig.ended((await rig.volumeWork.clone(start)).taskId)
    expect(again.error?.code).toBe('conflict')
    expect(await describeVolume('twin')).toBe(before)
  })

  it('empties a volume and stops before, and starts again after, what uses it', async () => {
    await rig.makeVolume('used')
    await rig.shell('used', 'mkdir -p /v/a/b/c; echo 12345 > /v/a/b/f; echo x > /v/.hidden')
    const client = rig.connection.client()
    const id = await createContainer(client, 'user', { HostConfig: { Binds: ['used:/data'] } })
    await client.docker.getContainer(id).start()
    const done = await rig.ended((await rig.volumeWork.empty({ name: 'used', stopFirst: true })).taskId)
    expect(done).toMatchObject({ state: 'done', result: { bytes: 8 } })
    expect(done.result?.outcomes).toEqual([{ kind: 'container', id, name: 'user', bytes: null, error: null }])
    const { State } = await client.docker.getContainer(id).inspect()
    expect(State.Running).toBe(true)
    expect(Date.parse(State.FinishedAt)).toBeGreaterThan(0)
    await client.docker.getContainer(id).remove({ force: true })
    expect(await describeVolume('used')).not.toContain('/v/a')
  })
})

describe('work that is cancelled', () => {
  it('leaves neither half a clone nor a helper', async () => {
    await rig.makeVolume('endless')
    await rig.shell('endless', 'truncate -s 200G /v/hole')
    const start = { name: 'endless', newName: 'never', stopFirst: false }
    const { taskId } = await rig.volumeWork.clone(start)
    const stop = new AbortController()
    for await (const item of rig.tasks.feed(stop.signal)) {
      const rows = item.kind === 'snapshot' ? item.items : item.kind === 'change' ? item.upserts : []
      const task = rows.find(({ id }) => id === taskId)
      if (task?.progress.phase === 'copying') break
    }
    rig.tasks.cancel(taskId)
    expect((await rig.ended(taskId)).state).toBe('cancelled')
    const { Volumes } = await rig.connection.client().docker.listVolumes()
    expect(Volumes.map(({ Name }) => Name)).not.toContain('never')
    await until('no helper is left', async () => (await rig.helpers()).length === 0)
  })
})

describe('an archive that must not be unpacked', () => {
  const link = { name: 'way', type: '2', linkName: '/etc' }
  const good = [
    entryOf({ name: 'kept', content: 'new' }),
    entryOf({ name: 'more', content: 'x'.repeat(5000) }),
  ]
  const cases = [
    { what: 'is cut short', file: () => tarOf(good).subarray(0, 3000), code: 'bad-archive' },
    {
      what: 'is cut short between two files',
      file: () => tarOf(good).subarray(0, 1024),
      code: 'bad-archive',
    },
    {
      what: 'is cut short while packed',
      file: () => gzipSync(tarOf(good)).subarray(0, 60),
      code: 'bad-archive',
    },
    { what: 'is no archive', file: () => Buffer.from('hello '.repeat(500)), code: 'bad-archive' },
    { what: 'is empty', file: () => Buffer.alloc(0), code: 'bad-archive' },
    {
      what: 'names a file above',
      file: () => tarOf([entryOf({ name: '../up', content: 'x' })]),
      code: 'unsafe-archive',
    },
    {
      what: 'writes through its own link',
      file: () => tarOf([entryOf(link), entryOf({ name: 'way/f', content: 'x' })]),
      code: 'unsafe-archive',
    },
    {
      what: 'holds more than the disk',
      file: () => tarOf([entryOf({ name: 'bomb', sizeBytes: 2 ** 46 })]),
      code: 'out-of-space',
    },
    {
      what: 'has another checksum',
      file: () => tarOf(good),
      code: 'checksum-mismatch',
      sha256: '0'.repeat(64),
    },
  ]
  it.each(cases)('is refused when it $what, and nothing is lost', async ({ file, code, sha256 }) => {
    const name = `bad-${code}-${Math.random().toString(36).slice(2)}`
    await rig.makeVolume(name)
    await rig.shell(name, 'echo old > /v/kept')
    const path = join(folder, `${name}.tar`)
    await writeFile(path, file())
    const task = await importFrom(name, path, { replace: true, expectedSha256: sha256 ?? null })
    expect(task).toMatchObject({ state: 'failed', error: { code, subject: { kind: 'volume', name } } })
    const after = await describeVolume(name)
    expect(after).toContain('/v/kept')
    expect(after.split('\n').filter((line) => line.startsWith('/v')).length).toBe(2)
    await until('no helper is left', async () => (await rig.helpers()).length === 0)
  })
})

describe('uploads and downloads', () => {
  const place = { location: { kind: 'volume', name: 'moves' } as const }

  it('puts a file into a volume and brings it and its folder back', async () => {
    await rig.makeVolume('moves')
    await rig.shell('moves', 'rm -rf /v/in; mkdir /v/in; chown 9:9 /v/in')
    const path = join(folder, 'up.bin')
    const content = Buffer.alloc(5_000_000, 'bayplan')
    await writeFile(path, content)
    const source = { kind: 'path', path } as const
    const upload = (replace: boolean) =>
      rig.transfers
        .upload({ ...place, path: '/in/up.bin', replace, source }, never())
        .then(({ taskId }) => rig.ended(taskId))
    const first = await upload(false)
    expect(first.error).toBeNull()
    expect(first).toMatchObject({ state: 'done', result: { bytes: content.length } })
    expect((await upload(false)).error?.code).toBe('conflict')
    expect((await upload(true)).state).toBe('done')
    expect((await rig.files.stat({ ...place, path: '/in/up.bin' }, never())).userId).toBe(9)

    const down = async (from: string, to: string): Promise<Task> => {
      const sink = { kind: 'path', path: join(folder, to) } as const
      return rig.ended((await rig.transfers.download({ ...place, path: from, sink }, never())).taskId)
    }
    expect(await down('/in/up.bin', 'down.bin')).toMatchObject({
      state: 'done',
      result: { bytes: content.length },
    })
    expect((await readFile(join(folder, 'down.bin'))).equals(content)).toBe(true)
    expect((await down('/in', 'in.tar')).state).toBe('done')
    expect((await readFile(join(folder, 'in.tar'))).length).toBeGreaterThan(content.length)
    expect((await down('/nothing', 'none')).error?.code).toBe('not-found')
  })
})
