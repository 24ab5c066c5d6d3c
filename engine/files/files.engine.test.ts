import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { FileEntry } from '../../shared/files.ts'
import type { FilesRig } from '../testing/files.ts'
import { codeOf, openFiles } from '../testing/files.ts'
import { createContainer, never, startLab, until } from '../testing/lab.ts'
import { createHelperContainer } from './helper-container.ts'
import { reapHelpers } from './helper-reaper.ts'

let lab: LabEngine
let rig: FilesRig

beforeAll(async () => {
  lab = await startLab('28')
  rig = await openFiles(lab)
})
afterAll(async () => {
  await rig?.close()
  await lab?.stop()
})

const at = (name: string) => ({ location: { kind: 'volume', name } as const })

async function list(volume: string, path = '/'): Promise<Map<string, FileEntry>> {
  const entries: FileEntry[] = []
  for await (const batch of rig.files.list({ ...at(volume), path }, never())) entries.push(...batch)
  return new Map(entries.map((entry) => [entry.name, entry]))
}

async function text(volume: string, path: string): Promise<string> {
  const range = { path, offsetBytes: 0, lengthBytes: 100_000 }
  const { bytes: content } = await rig.files.read({ ...at(volume), ...range }, never())
  return Buffer.from(content).toString()
}

describe('files of a volume', () => {
  it('lists, reads and changes them, and a new file belongs to the owner of its folder', async () => {
    await rig.makeVolume('plain')
    await rig.shell(
      'plain',
      'mkdir /v/conf; echo one > /v/conf/a.txt; chown -R 70:70 /v/conf; chmod 640 /v/conf/a.txt',
    )
    const files = await list('plain', '/conf')
    expect(files.get('a.txt')).toMatchObject({
      kind: 'file',
      sizeBytes: 4,
      mode: 0o640,
      userId: 70,
      groupId: 70,
    })

    const path = '/conf/a.txt'
    const version = files.get('a.txt')?.version ?? ''
    await rig.files.write({ ...at('plain'), path, text: 'two\n', expectedVersion: version }, never())
    expect(await text('plain', path)).toBe('two\n')
    expect((await list('plain', '/conf')).get('a.txt')).toMatchObject({ mode: 0o640, userId: 70 })

    const made = '/conf/new.txt'
    await rig.files.write({ ...at('plain'), path: made, text: 'x', expectedVersion: null }, never())
    await rig.files.makeDirectory({ ...at('plain'), path: '/conf/sub' }, never())
    await rig.files.rename({ ...at('plain'), path: made, newPath: '/conf/sub/b.txt' }, never())
    const change = { path: '/conf/sub/b.txt', mode: 0o600, userId: null, groupId: 99 }
    await rig.files.setMode({ ...at('plain'), ...change }, never())
    expect((await list('plain', '/conf')).get('sub')).toMatchObject({ kind: 'directory', userId: 70 })
    expect((await list('plain', '/conf/sub')).get('b.txt')).toMatchObject({
      mode: 0o600,
      userId: 70,
      groupId: 99,
    })
    await rig.files.remove({ ...at('plain'), paths: ['/conf/sub'] }, never())
    expect([...(await list('plain', '/conf')).keys()]).toEqual(['a.txt'])
  })

  it('does not overwrite what somebody else wrote meanwhile, nor an existing name', async () => {
    await rig.makeVolume('race')
    await rig.shell('race', 'echo mine > /v/f')
    const version = (await list('race')).get('f')?.version ?? ''
    await rig.shell('race', 'echo theirs > /v/f')
    const write = (expectedVersion: string | null) =>
      rig.files.write({ ...at('race'), path: '/f', text: 'late', expectedVersion }, never())
    expect(await codeOf(write(version))).toBe('conflict')
    expect(await codeOf(write(null))).toBe('conflict')
    await rig.files.makeDirectory({ ...at('race'), path: '/d' }, never())
    expect(await codeOf(rig.files.rename({ ...at('race'), path: '/f', newPath: '/d' }, never()))).toBe(
      'conflict',
    )
    expect(await text('race', '/f')).toBe('theirs\n')
    expect([...(await list('race')).keys()].sort()).toEqual(['d', 'f'])
  })

  it('shows names with newlines and broken UTF-8, and works on them', async () => {
    await rig.makeVolume('names')
    await rig.shell(
      'names',
      `cd /v; echo 1 > "$(printf 'a\\nb')"; echo 2 > "$(printf 'bad\\377\\200')"; echo 3 > 'é 😀'`,
    )
    const names = [...(await list('names')).keys()].sort()
    expect(names).toEqual(['a\nb', 'bad\udcff\udc80', 'é 😀'].sort())
    expect(await text('names', '/bad\udcff\udc80')).toBe('2\n')
    await rig.files.rename({ ...at('names'), path: '/bad\udcff\udc80', newPath: '/good\udcfe' }, never())
    await rig.files.remove({ ...at('names'), paths: ['/a\nb'] }, never())
    expect([...(await list('names')).keys()].sort()).toEqual(['good\udcfe', 'é 😀'].sort())
  })

  it('follows no link out of the volume', async () => {
    await rig.makeVolume('links')
    const lines = [
      'cd /v; mkdir in; echo inside > in/file; ln -s /in/file absolute; ln -s in relative',
      'ln -s ../../../../etc/passwd up; ln -s /bayplan-helper program; ln -s /proc proc; ln -s loop loop; mkfifo pipe',
    ]
    await rig.shell('links', lines.join('; '))
    const files = await list('links')
    expect(files.get('absolute')?.link).toEqual({ target: '/in/file', kind: 'file' })
    expect(files.get('relative')?.link).toEqual({ target: 'in', kind: 'directory' })
    for (const name of ['up', 'program', 'proc', 'loop']) expect(files.get(name)?.link?.kind).toBeNull()
    expect(await text('links', '/absolute')).toBe('inside\n')
    expect([...(await list('links', '/relative')).keys()]).toEqual(['file'])
    expect(await codeOf(text('links', '/up'))).toBe('not-found')
    expect(await codeOf(text('links', '/program'))).toBe('not-found')
    expect(await codeOf(text('links', '/loop'))).toBe('bad-request')
    // A pipe would wait for ever.
    expect(await codeOf(text('links', '/pipe'))).toBe('bad-request')
    await rig.files.remove({ ...at('links'), paths: ['/relative'] }, never())
    expect(await text('links', '/in/file')).toBe('inside\n')
  })

  it('does not create a volume by looking for it', async () => {
    expect(await codeOf(list('missing'))).toBe('not-found')
    const { Volumes } = await rig.connection.client().docker.listVolumes()
    expect(Volumes.map((volume) => volume.Name)).not.toContain('missing')
  })
})

describe('the helper container', () => {
  it('cannot write while nobody asked to, and is gone when the person leaves', async () => {
    await rig.makeVolume('session')
    const leave = new AbortController()
    const session = rig.files.session({ ...at('session'), isWritable: false }, leave.signal)
    const { value } = await session.next()
    if (!value) throw new Error('no session')
    const { docker } = rig.connection.client()
    const about = await docker.getContainer(value.helper ?? '').inspect()
    expect(about.Mounts[0]?.RW).toBe(false)
    expect(about.HostConfig.NetworkMode).toBe('none')
    expect(about.HostConfig.AutoRemove).toBe(true)
    expect(about.Config.Labels?.['bayplan.helper']).toBe('1')
    leave.abort()
    await session.return()
    await until('no helper for the volume', async () => !(await rig.helpers()).includes(`/${value.helper}`))
  })

  it('is let go of before its volume is removed', async () => {
    await rig.makeVolume('going')
    const session = rig.files.session({ ...at('going'), isWritable: true }, never())
    await session.next()
    const ended = session.next()
    await rig.release('going')
    await rig.connection.client().docker.getVolume('going').remove()
    expect((await ended).done).toBe(true)
  })

  it('ends by itself when Bayplan is killed', async () => {
    await rig.makeVolume('killed')
    const other = await openFiles(lab)
    const session = other.files.session({ ...at('killed'), isWritable: false }, never())
    const { value } = await session.next()
    const ended = codeOf(session.next())
    // What remains of a killed process: its connections end, and it does nothing more.
    other.connection.dispose()
    expect(await ended).toBe('stream-lost')
    await until('the helper is gone', async () => !(await rig.helpers()).includes(`/${value?.helper}`))
    await other.close()
  })

  it('is cleared away when it never ran, and never when it runs or is not ours', async () => {
    await rig.makeVolume('stale')
    const client = rig.connection.client()
    const mounts = [{ volume: 'stale', folder: '', isReadOnly: true }]
    const left = await createHelperContainer(client, mounts, never())
    await createContainer(client, 'theirs', { Labels: { 'bayplan.helper': '1' } })
    const other = await openFiles(lab)
    const session = other.files.session({ ...at('stale'), isWritable: false }, never())
    const { value } = await session.next()
    const used = `/${value?.helper}`

    // One that was made a moment ago may be about to start.
    await reapHelpers(client, never())
    expect(await rig.helpers()).toContain(`/${left.name}`)
    await reapHelpers(client, never(), -10)
    expect([...(await rig.helpers())].sort()).toEqual([used, '/theirs'].sort())
    await other.close()
    await client.docker.getContainer('theirs').remove()
    await until('no helper is left', async () => (await rig.helpers()).length === 0)
  })
})
