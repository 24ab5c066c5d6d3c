import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { FileEntry, FileSession } from '../../shared/files.ts'
import type { Task } from '../../shared/task.ts'
import type { FilesRig } from '../testing/files.ts'
import { codeOf, openFiles } from '../testing/files.ts'
import { createContainer, dockerOn, never, startLab, until } from '../testing/lab.ts'

let lab: LabEngine
let rig: FilesRig
let folder: string

beforeAll(async () => {
  lab = await startLab('28')
  rig = await openFiles(lab)
  folder = await mkdtemp(join(tmpdir(), 'bayplan-files-'))
})
afterAll(async () => {
  await rig?.close()
  await lab?.stop()
  await rm(folder, { recursive: true, force: true })
})

const at = (id: string) => ({ location: { kind: 'container', id } as const })

async function container(name: string, host: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const id = await createContainer(rig.connection.client(), name, { HostConfig: host })
  await dockerOn(lab, 'start', name)
  return id
}

const inside = (name: string, line: string) => dockerOn(lab, 'exec', name, 'sh', '-ec', line)

async function list(id: string, path = '/'): Promise<Map<string, FileEntry>> {
  const entries: FileEntry[] = []
  for await (const batch of rig.files.list({ ...at(id), path }, never())) entries.push(...batch)
  return new Map(entries.map((entry) => [entry.name, entry]))
}

async function text(id: string, path: string): Promise<string> {
  const range = { path, offsetBytes: 0, lengthBytes: 100_000 }
  return Buffer.from((await rig.files.read({ ...at(id), ...range }, never())).bytes).toString()
}

async function write(id: string, path: string, words: string): Promise<void> {
  const range = { path, offsetBytes: 0, lengthBytes: 0 }
  const { version } = await rig.files.read({ ...at(id), ...range }, never())
  await rig.files.write({ ...at(id), path, text: words, expectedVersion: version }, never())
}

async function upload(id: string, path: string, file: string): Promise<Task> {
  const source = { kind: 'path', path: file } as const
  const started = await rig.transfers.upload({ ...at(id), path, replace: false, source }, never())
  return rig.ended(started.taskId)
}

async function download(id: string, path: string, name: string): Promise<Task> {
  const sink = { kind: 'path', path: join(folder, name) } as const
  return rig.ended((await rig.transfers.download({ ...at(id), path, sink }, never())).taskId)
}

/** Works while the session is open. */
async function during(id: string, work: (session: FileSession) => Promise<void>): Promise<void> {
  const leave = new AbortController()
  try {
    for await (const session of rig.files.session({ ...at(id), isWritable: true }, leave.signal)) {
      if (session.reading) continue
      await work(session)
      break
    }
  } finally {
    leave.abort()
  }
}

describe('files of a running container', () => {
  it('are listed, read and changed without a shell of it, volumes and all', async () => {
    await rig.makeVolume('live-data')
    const mounts = [{ Type: 'volume', Source: 'live-data', Target: '/data' }]
    const id = await container('live', { Mounts: mounts, Tmpfs: { '/scratch': '' } })
    await inside('live', 'echo one > /etc/app.conf; chown 70:71 /etc; echo v > /data/f; echo t > /scratch/f')
    await inside('live', 'rm /bin/sh /bin/cat /bin/ls')
    await during(id, async (session) => {
      expect(session.helper).not.toBeNull()
      expect(session.mounts).toContainEqual(
        expect.objectContaining({ path: '/data', kind: 'volume', source: 'live-data', isWritable: true }),
      )
      expect((await list(id)).get('scratch')?.kind).toBe('directory')
      expect(await text(id, '/data/f')).toBe('v\n')
      expect(await text(id, '/scratch/f')).toBe('t\n')
      await write(id, '/etc/app.conf', 'two\n')
      expect(await text(id, '/etc/app.conf')).toBe('two\n')
      await rig.files.makeDirectory({ ...at(id), path: '/etc/new' }, never())
      expect((await list(id, '/etc')).get('new')).toMatchObject({
        kind: 'directory',
        userId: 70,
        groupId: 71,
      })
      await rig.files.rename({ ...at(id), path: '/etc/new', newPath: '/etc/old' }, never())
      await rig.files.setMode(
        { ...at(id), path: '/etc/old', mode: 0o700, userId: null, groupId: null },
        never(),
      )
      expect((await list(id, '/etc')).get('old')?.mode).toBe(0o700)
      await rig.files.remove({ ...at(id), paths: ['/etc/old'] }, never())
      expect((await list(id, '/etc')).has('old')).toBe(false)
      // A file that the engine mounts keeps its place.
      await write(id, '/etc/hosts', '127.0.0.1 mine\n')
      expect(await text(id, '/etc/hosts')).toBe('127.0.0.1 mine\n')
    })
    const changes = await rig.changes({ id }, never())
    expect(changes).toContainEqual({ path: '/etc/app.conf', kind: 'added' })
    expect(changes).toContainEqual({ path: '/bin/sh', kind: 'deleted' })
    expect(changes.some(({ path }) => path.startsWith('/data/'))).toBe(false)
    await until('no helper', async () => (await rig.helpers()).length === 0)
  })

  it('does not remove a volume that is mounted somewhere below', async () => {
    await rig.makeVolume('kept')
    const id = await container('keeper', {
      Mounts: [{ Type: 'volume', Source: 'kept', Target: '/srv/a/data' }],
    })
    await inside('keeper', 'echo precious > /srv/a/data/f; echo x > /srv/a/before')
    expect(await codeOf(rig.files.remove({ ...at(id), paths: ['/srv'] }, never()))).toBe('conflict')
    expect(await text(id, '/srv/a/data/f')).toBe('precious\n')
    expect(await text(id, '/srv/a/before')).toBe('x\n')
  })

  it('lets no link lead out of the container, not even with the processes of the host', async () => {
    const id = await container('guest', { PidMode: 'host' })
    await inside(
      'guest',
      'ln -s /proc/1/root/etc /out; ln -s ../../../../../../etc /up; ln -s loop /loop; echo mine > /etc/mine',
    )
    expect([...(await list(id, '/up')).keys()]).toContain('mine')
    expect(await codeOf(list(id, '/out'))).toBe('permission-denied')
    expect(await codeOf(text(id, '/loop'))).toBe('bad-request')
    expect((await list(id)).get('loop')?.link?.kind).toBeNull()
  })

  it('works while the container is paused, and ends when it is removed', async () => {
    const id = await container('stopping')
    await dockerOn(lab, 'pause', 'stopping')
    expect((await list(id)).has('bin')).toBe(true)
    await dockerOn(lab, 'unpause', 'stopping')
    const session = rig.files.session({ ...at(id), isWritable: false }, never())
    await session.next()
    const over = codeOf(session.next())
    await dockerOn(lab, 'rm', '--force', 'stopping')
    expect(await over).toBe('stream-lost')
    await until('gone', async () => (await codeOf(list(id))) === 'not-found')
    await until('no helper', async () => (await rig.helpers()).length === 0)
  })

  it('cannot change a read-only root, and can what is mounted', async () => {
    const id = await container('locked', { ReadonlyRootfs: true, Tmpfs: { '/scratch': '' } })
    await during(id, async (session) => {
      expect(session.isRootReadOnly).toBe(true)
      const make = (path: string) => rig.files.makeDirectory({ ...at(id), path }, never())
      expect(await codeOf(make('/etc/new'))).toBe('permission-denied')
      await make('/scratch/new')
      expect((await list(id, '/scratch')).has('new')).toBe(true)
    })
  })
})

describe('files of a container that does not run', () => {
  it('are listed, read, written and uploaded with nothing started', async () => {
    await rig.makeVolume('idle-data')
    const id = await container('idle', { Mounts: [{ Type: 'volume', Source: 'idle-data', Target: '/data' }] })
    const lines = [
      'mkdir /conf; echo one > /conf/app.ini; chown 70:71 /conf /conf/app.ini; chmod 640 /conf/app.ini',
      'ln -s /conf /short; ln -s ../../../../etc/passwd /conf/up; ln -s loop /loop; ln /conf/app.ini /conf/twin',
      `echo v > /data/f; echo 1 > "$(printf '/conf/a\\nb')"; echo 2 > "$(printf '/conf/bad\\377')"`,
    ]
    await inside('idle', lines.join('; '))
    await dockerOn(lab, 'kill', 'idle')
    await until(
      'stopped',
      async () => (await dockerOn(lab, 'inspect', '-f', '{{.State.Running}}', 'idle')) === 'false',
    )
    await during(id, async (session) => {
      expect(session.helper).toBeNull()
      const conf = await list(id, '/short')
      expect([...conf.keys()].sort()).toEqual(['a\nb', 'app.ini', 'bad\udcff', 'twin', 'up'])
      expect(conf.get('app.ini')).toMatchObject({ sizeBytes: 4, mode: 0o640, userId: 70, groupId: 71 })
      expect(conf.get('twin')?.sizeBytes).toBe(4)
      expect((await list(id)).get('loop')?.link?.kind).toBeNull()
      expect(await text(id, '/short/app.ini')).toBe('one\n')
      expect(await text(id, '/conf/bad\udcff')).toBe('2\n')
      expect(await codeOf(list(id, '/loop'))).toBe('bad-request')

      const { version } = await rig.files.read(
        { ...at(id), path: '/conf/app.ini', offsetBytes: 0, lengthBytes: 9 },
        never(),
      )
      const stale = { ...at(id), path: '/conf/app.ini', text: 'two\n', expectedVersion: '1-1-0' }
      expect(await codeOf(rig.files.write(stale, never()))).toBe('conflict')
      await rig.files.write({ ...stale, expectedVersion: version }, never())
      expect(await text(id, '/conf/app.ini')).toBe('two\n')
      expect((await list(id, '/conf')).get('app.ini')).toMatchObject({ mode: 0o640, userId: 70 })

      await rig.files.makeDirectory({ ...at(id), path: '/short/sub' }, never())
      expect((await list(id, '/conf')).get('sub')).toMatchObject({ kind: 'directory', userId: 70 })
      await writeFile(join(folder, 'up.bin'), 'uploaded')
      expect((await upload(id, '/conf/sub/up.bin', join(folder, 'up.bin'))).state).toBe('done')
      expect((await upload(id, '/conf/sub/up.bin', join(folder, 'up.bin'))).error?.code).toBe('conflict')
      expect(await text(id, '/conf/sub/up.bin')).toBe('uploaded')
      expect((await download(id, '/short', 'short.tar')).state).toBe('done')

      const renamed = rig.files.rename({ ...at(id), path: '/conf', newPath: '/other' }, never())
      expect(await codeOf(renamed)).toBe('unsupported')
      expect(await codeOf(rig.files.remove({ ...at(id), paths: ['/conf'] }, never()))).toBe('unsupported')
      // What is mounted is seen through a helper, and can be changed in every way.
      await rig.files.rename({ ...at(id), path: '/data/f', newPath: '/data/g' }, never())
      expect(await text(id, '/data/g')).toBe('v\n')
    })
    expect(await dockerOn(lab, 'inspect', '-f', '{{.State.StartedAt}} {{.RestartCount}}', 'idle')).toMatch(
      / 0$/,
    )
    expect(await codeOf(list('f'.repeat(64)))).toBe('not-found')
  })
})

describe('folders', () => {
  it('of 50,000 entries come in batches, whether the container runs or not', {
    timeout: 120_000,
  }, async () => {
    const id = await container('crowd')
    await inside('crowd', 'mkdir /many; cd /many; for i in $(seq 50000); do : > file-$i; done')
    const counts = async (): Promise<readonly number[]> => {
      const sizes: number[] = []
      for await (const batch of rig.files.list({ ...at(id), path: '/many' }, never()))
        sizes.push(batch.length)
      return [sizes.reduce((sum, size) => sum + size, 0), Math.max(...sizes)]
    }
    const few = expect.toSatisfy((size: number) => size <= 5_000)
    expect(await counts()).toEqual([50_000, few])
    await dockerOn(lab, 'kill', 'crowd')
    expect(await counts()).toEqual([50_000, few])
  })

  it('are put into containers as a whole, and none of their names leads out', async () => {
    const id = await container('boxes', { Tmpfs: { '/scratch': '' } })
    const source = join(folder, 'tree')
    await mkdir(join(source, 'deep/er'), { recursive: true })
    await writeFile(join(source, 'deep/er/file'), 'content')
    await writeFile(join(source, `long-${'n'.repeat(150)}`), 'long')
    await symlink('deep/er', join(source, 'link'))
    await inside('boxes', 'mkdir /into; chown 5:6 /into')
    const put = async (path: string) => {
      const params = { ...at(id), path, source: { kind: 'path', path: source } as const }
      return rig.ended((await rig.transfers.uploadFolder(params, never())).taskId)
    }
    expect((await put('/into')).state).toBe('done')
    expect(await text(id, '/into/tree/link/file')).toBe('content')
    expect((await list(id, '/into/tree')).get(`long-${'n'.repeat(150)}`)).toMatchObject({
      sizeBytes: 4,
      userId: 5,
    })
    expect((await put('/scratch')).error?.code).toBe('unsupported')
    const down = await download(id, '/into', 'into.tar')
    expect(down.state).toBe('done')
    expect((await readFile(join(folder, 'into.tar'))).includes('content')).toBe(true)
  })

  it('keeps a large file whole on both ways, also right after the container was killed', async () => {
    const id = await container('large')
    const content = Buffer.alloc(9_000_000, 'bayplan')
    await writeFile(join(folder, 'large.bin'), content)
    expect((await upload(id, '/large.bin', join(folder, 'large.bin'))).state).toBe('done')
    expect((await upload(id, '/large.bin', join(folder, 'large.bin'))).error?.code).toBe('conflict')
    expect([...(await list(id)).keys()].filter((name) => name.startsWith('.bayplan'))).toEqual([])
    await download(id, '/large.bin', 'back.bin')
    expect((await readFile(join(folder, 'back.bin'))).equals(content)).toBe(true)
    await dockerOn(lab, 'kill', 'large')
    // For a moment the engine still lists it as running.
    expect((await list(id)).get('large.bin')?.sizeBytes).toBe(content.length)
    expect((await download(id, '/large.bin', 'again.bin')).error).toBeNull()
    expect((await readFile(join(folder, 'again.bin'))).equals(content)).toBe(true)
  })
})
