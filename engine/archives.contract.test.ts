import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import { tar } from '../scripts/lab/tar.mjs'
import type { Task, TaskStart } from '../shared/task.ts'
import { Archives } from './archives.ts'
import { TaskHub } from './tasks.ts'
import type { TestHost } from './testing/host.ts'
import { openTestHost } from './testing/host.ts'
import { contractVersions, createContainer, never, startLab, until } from './testing/lab.ts'
import { Transfers } from './transfers.ts'

const run = promisify(execFile)

describe.each(contractVersions)('archives on Docker %s', (version) => {
  let lab: LabEngine
  let host: TestHost
  let folder = ''
  const bugs: unknown[] = []
  const tasks = new TaskHub({ onBug: (error) => bugs.push(error) })
  let archives: Archives
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bayplan-archives-'))
    lab = await startLab(version)
    host = await openTestHost(lab)
    const { connection } = host
    archives = new Archives({ connection, tasks, transfers: new Transfers('desktop'), nameOf: () => null })
  })
  afterAll(async () => {
    await tasks.dispose()
    host.dispose()
    await lab.stop()
    await rm(folder, { recursive: true, force: true })
    expect(bugs).toEqual([])
    expect(host.bugs).toEqual([])
  })

  async function finish(start: TaskStart | Promise<TaskStart>): Promise<Task> {
    const { taskId } = await start
    await tasks.ended(taskId)
    for await (const message of tasks.feed(never())) {
      const task = message.kind === 'snapshot' ? message.items.find(({ id }) => id === taskId) : undefined
      if (task) return task
    }
    throw new Error('the task is gone')
  }
  const path = (name: string) => ({ kind: 'path', path: join(folder, name) }) as const
  const put = async (name: string, bytes: Buffer) => {
    await writeFile(join(folder, name), bytes)
    return path(name)
  }
  const save = (references: string[], name: string) =>
    finish(archives.save({ references, platform: null, sink: path(name) }))
  const load = (name: string) => finish(archives.load({ platform: null, source: path(name) }))
  const inspect = async (format: string, image: string) =>
    (await lab.docker('image', 'inspect', '--format', format, image)).stdout.trim()

  it('saves images with their tags, and loads them back as they were', async () => {
    const before = await inspect('{{.Id}}', 'bayplan/web:1')
    const saved = await save(['bayplan/web:1', 'bb:latest'], 'images.tar')
    expect(saved).toMatchObject({ state: 'done', subject: 'bayplan/web:1, bb:latest', error: null })
    expect(saved.command).toContain(
      `image save --output ${join(folder, 'images.tar')} bayplan/web:1 bb:latest`,
    )
    expect(saved.result?.bytes).toBe((await stat(join(folder, 'images.tar'))).size)
    await lab.docker('image', 'rm', 'bayplan/web:1')
    const loaded = await load('images.tar')
    expect(loaded.error).toBeNull()
    expect(loaded.result?.references?.toSorted()).toEqual(['bayplan/web:1', 'bb:latest'])
    expect(loaded.progress.doneBytes).toBe(saved.result?.bytes)
    expect(tasks.output(loaded.id)).toContain('Loaded image: bayplan/web:1')
    expect(await inspect('{{.Id}}', 'bayplan/web:1')).toBe(before)
  })

  it('says which image is missing, and leaves no file', async () => {
    const task = await save(['bayplan/none:1'], 'none.tar')
    expect(task).toMatchObject({
      state: 'failed',
      error: { code: 'not-found', operation: 'ImageGet', subject: { name: 'bayplan/none:1' } },
    })
    expect((await readdir(folder)).filter((name) => name.includes('none'))).toEqual([])
  })

  it('exports a file system and imports it with another configuration', async () => {
    const id = await createContainer(host.client, 'exported')
    const exported = await finish(archives.export({ id, sink: path('fs.tar') }))
    expect(exported).toMatchObject({ state: 'done', error: null })
    const { stdout } = await run('tar', ['--list', '--file', join(folder, 'fs.tar')])
    expect(stdout.split('\n')).toContain('bin/busybox')
    const imported = await finish(
      archives.import({
        source: path('fs.tar'),
        reference: 'bayplan/imported:2',
        changes: ['ENV A="b c"', 'CMD ["sh", "-c", "echo hello"]', 'EXPOSE 80'],
        message: 'from a file',
        platform: null,
      }),
    )
    expect(imported.error).toBeNull()
    expect(imported.result?.imageIds).toEqual([await inspect('{{.Id}}', 'bayplan/imported:2')])
    expect(await inspect('{{json .Config.Cmd}}', 'bayplan/imported:2')).toBe('["sh","-c","echo hello"]')
    expect(await inspect('{{.Comment}}', 'bayplan/imported:2')).toBe('from a file')
    await lab.docker('rm', '--force', 'exported')
  })

  it('imports without a name, and refuses a name that is none', async () => {
    const source = await put('plain.tar', tar([{ name: 'hello', body: 'world' }]))
    const params = { source, reference: null, changes: [], message: '', platform: null }
    const imported = await finish(archives.import(params))
    expect(imported.result?.imageIds?.[0]).toMatch(/^sha256:/)
    await expect(archives.import({ ...params, reference: 'No Name' })).rejects.toMatchObject({
      code: 'bad-request',
    })
  })

  it('a change that the engine does not take makes no image', async () => {
    const source = await put('plain.tar', tar([{ name: 'hello', body: 'world' }]))
    const params = { source, reference: 'bayplan/wrong:1', message: '', platform: null }
    const task = await finish(archives.import({ ...params, changes: ['FROM scratch'] }))
    expect(task).toMatchObject({ state: 'failed', error: { operation: 'ImageCreate' } })
    expect(task.error?.engineMessage).not.toBe('')
    expect(await inspect('{{.Id}}', 'bayplan/wrong:1')).toBe('')
  })

  it('a file system where images are expected, a text, and half an archive are told apart', async () => {
    await save(['bayplan/web:1'], 'whole.tar')
    const { size } = await stat(join(folder, 'whole.tar'))
    await run('truncate', ['--size', String(Math.round(size / 2)), join(folder, 'whole.tar')])
    await put('fs-only.tar', tar([{ name: 'etc/passwd', body: 'root' }]))
    await put('text.tar', Buffer.from('this is no archive\n'.repeat(1_000)))
    await put('empty.tar', Buffer.alloc(0))
    const list = async () => (await lab.docker('image', 'ls', '--quiet')).stdout.split('\n').toSorted()
    const images = await list()
    const code = async (name: string) => (await load(name)).error?.code
    expect(await code('whole.tar')).toBe('bad-archive')
    expect(await code('fs-only.tar')).toBe('no-image-archive')
    expect(await code('text.tar')).toBe('bad-archive')
    expect(await code('empty.tar')).toBe('bad-archive')
    expect(await list()).toEqual(images)
  })

  it('half a file system makes no image', async () => {
    const entries = tar([{ name: 'big', body: Buffer.alloc(1 << 20, 'x') }])
    const source = await put('half.tar', entries.subarray(0, 700_000))
    const params = { source, changes: [], message: '', platform: null }
    const task = await finish(archives.import({ ...params, reference: 'bayplan/half:1' }))
    expect(task.error?.code).toBe('bad-archive')
    expect(await inspect('{{.Id}}', 'bayplan/half:1')).toBe('')
  })

  it('an upload that is cut off, or cancelled, loads nothing', async () => {
    const web = new Transfers('web')
    const uploads = new Archives({ connection: host.connection, tasks, transfers: web, nameOf: () => null })
    await save(['bayplan/web:1'], 'cut.tar')
    const bytes = await readFile(join(folder, 'cut.tar'))
    await lab.docker('image', 'rm', 'bayplan/web:1')
    const begin = async () => {
      const source = { kind: 'browser', fileName: 'cut.tar', sizeBytes: bytes.length } as const
      const start = await uploads.load({ platform: null, source })
      const body = new PassThrough()
      web.claimUpload((start.transferUrl ?? '').slice('/transfer/'.length), { body, done: () => {} })
      body.write(bytes.subarray(0, bytes.length / 2))
      return { start, body }
    }
    const cut = await begin()
    cut.body.destroy(new Error('aborted'))
    expect(await finish(cut.start)).toMatchObject({ state: 'failed', error: { code: 'transfer-cut' } })
    const cancelled = await begin()
    tasks.cancel(cancelled.start.taskId)
    expect(await finish(cancelled.start)).toMatchObject({ state: 'cancelled', error: null })
    await until('the upload is let go', () => cancelled.body.destroyed)
    expect(await inspect('{{.Id}}', 'bayplan/web:1')).toBe('')
    expect((await load('cut.tar')).state).toBe('done')
  })

  it('what is wrong inside a compressed archive is said in the words of the engine', async () => {
    const zipped = gzipSync(tar([{ name: 'manifest.json', body: '[{"Config":"gone.json","Layers":[]}]' }]))
    await put('broken.tar.gz', zipped)
    await put('short.tar.gz', zipped.subarray(0, zipped.length - 30))
    for (const name of ['broken.tar.gz', 'short.tar.gz']) {
      const task = await load(name)
      expect([name, task.state]).toEqual([name, 'failed'])
      expect(task.error?.engineMessage).not.toBe('')
    }
  })
})
