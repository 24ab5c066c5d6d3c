import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import { Credentials } from './registry/credentials.ts'
import type { FilesRig } from './testing/files.ts'
import { openFiles } from './testing/files.ts'
import { dockerOn, never, startLab } from './testing/lab.ts'

const run = promisify(execFile)

let lab: LabEngine
let rig: FilesRig
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bayplan-full-'))
  lab = await startLab('28')
  rig = await openFiles(lab)
})
afterAll(async () => {
  await rig?.close()
  await lab?.stop()
  await rm(folder, { recursive: true })
})

describe('a disk that is full', () => {
  it('with the settings on it: an account is not kept, and the file is as it was', async () => {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
    try {
      const file = join(folder, 'config.json')
      const before = JSON.stringify({ auths: { 'ghcr.io': { auth: 'bGFiOnNlY3JldA==' } } })
      await writeFile(file, before)
      const filler = join(folder, 'filler')
      await run('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']).catch(() => undefined)
      const credentials = new Credentials({ env: { DOCKER_CONFIG: folder }, platform: 'linux' })
      const login = { kind: 'password', username: 'me', password: 'x'.repeat(5_000) } as const
      const store = async (): Promise<void> => credentials.store('quay.io', login, true, never())
      await expect(store()).rejects.toMatchObject({ data: { code: 'out-of-space' } })
      expect(await readFile(file, 'utf8')).toBe(before)
      expect((await readdir(folder)).sort()).toEqual(['config.json', 'filler'])
      await rm(filler)
      await store()
      expect(Object.keys(JSON.parse(await readFile(file, 'utf8')).auths)).toEqual(['ghcr.io', 'quay.io'])
    } finally {
      await run('umount', ['-l', folder])
    }
  })

  it('with a volume on it: an upload fails for want of room, and leaves what was there', async () => {
    await lab.docker('rm', '--force', 'keeper')
    const options = ['--opt', 'type=tmpfs', '--opt', 'device=tmpfs', '--opt', 'o=size=1m']
    await dockerOn(lab, 'volume', 'create', '--label', 'bayplan.test=1', ...options, 'small')
    // What keeps it mounted: a file system in memory is gone with the last container that uses it.
    const keeper = ['--network', 'none', '--label', 'bayplan.test=1', '-v', 'small:/v', 'bayplan/quickstop:1']
    await dockerOn(lab, 'run', '--detach', '--name', 'keeper', ...keeper)
    await dockerOn(lab, 'exec', 'keeper', 'sh', '-c', 'echo kept > /v/kept')
    const path = join(folder, 'large.bin')
    await writeFile(path, Buffer.alloc(4 << 20, 'x'))
    const place = { location: { kind: 'volume', name: 'small' }, path: '/large.bin', replace: false } as const
    const { taskId } = await rig.transfers.upload({ ...place, source: { kind: 'path', path } }, never())
    const ended = await rig.ended(taskId)
    expect(ended.state).toBe('failed')
    // The engine closes while bytes are still sent; at times the connection is given up before its answer is read.
    expect(['out-of-space', 'stream-lost']).toContain(ended.error?.code)
    expect(await dockerOn(lab, 'exec', 'keeper', 'ls', '-A', '/v')).toBe('kept')
    await writeFile(path, 'small enough')
    const again = await rig.transfers.upload({ ...place, source: { kind: 'path', path } }, never())
    expect((await rig.ended(again.taskId)).state).toBe('done')
  })
})
