import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { FilesRig } from '../testing/files.ts'
import { openFiles } from '../testing/files.ts'
import { contractVersions, createContainer, dockerOn, never, startLab, until } from '../testing/lab.ts'

describe.each(contractVersions)('the helper on Docker %s', (version) => {
  let lab: LabEngine
  let rig: FilesRig
  let folder: string

  beforeAll(async () => {
    lab = await startLab(version)
    rig = await openFiles(lab)
    folder = await mkdtemp(join(tmpdir(), 'bayplan-files-'))
  })
  afterAll(async () => {
    await rig?.close()
    await lab?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  it('reads and writes a volume, brings it out and in again, and leaves no container', async () => {
    await rig.makeVolume('one')
    await rig.makeVolume('two')
    await rig.shell('one', 'mkdir /v/d; echo hello > /v/d/f; ln -s d/f /v/way; chown 7:8 /v/d/f')
    const place = { location: { kind: 'volume', name: 'one' } as const }
    const range = { path: '/way', offsetBytes: 0, lengthBytes: 100 }
    const read = await rig.files.read({ ...place, ...range }, never())
    expect(Buffer.from(read.bytes).toString()).toBe('hello\n')
    const change = { path: '/d/f', text: 'changed\n', expectedVersion: read.version }
    await rig.files.write({ ...place, ...change }, never())

    const path = join(folder, 'one.tar')
    const whole = { compress: false, stopFirst: true }
    const out = await rig.volumeWork.export({ name: 'one', ...whole, sink: { kind: 'path', path } })
    const exported = await rig.ended(out.taskId)
    expect(exported.error).toBeNull()
    const expectedSha256 = exported.result?.sha256 ?? ''
    const back = { name: 'two', replace: true, stopFirst: false, expectedSha256 }
    const into = await rig.volumeWork.import({ ...back, source: { kind: 'path', path } })
    expect((await rig.ended(into.taskId)).error).toBeNull()
    const look = 'cat /v/d/f; stat -c "%u %g" /v/d/f; readlink /v/way'
    expect(await rig.shell('two', look)).toBe('changed\r\n7 8\r\nd/f\r\n')
    await rig.release('one')
    await until('no helper is left', async () => (await rig.helpers()).length === 0)
  })

  it('sees and changes a container, running and stopped', async () => {
    const id = await createContainer(rig.connection.client(), 'box')
    await dockerOn(lab, 'start', 'box')
    await dockerOn(lab, 'exec', 'box', 'sh', '-c', 'mkdir /d; echo one > /d/f; rm /bin/vi')
    const place = { location: { kind: 'container', id } as const }
    const edit = async (text: string): Promise<string> => {
      const range = { path: '/d/f', offsetBytes: 0, lengthBytes: 100 }
      const { version, bytes } = await rig.files.read({ ...place, ...range }, never())
      await rig.files.write({ ...place, path: '/d/f', text, expectedVersion: version }, never())
      return Buffer.from(bytes).toString()
    }
    expect(await edit('two\n')).toBe('one\n')
    await rig.files.rename({ ...place, path: '/d', newPath: '/e' }, never())
    await rig.files.rename({ ...place, path: '/e', newPath: '/d' }, never())
    await dockerOn(lab, 'kill', 'box')
    const stopped = async () =>
      (await dockerOn(lab, 'inspect', '-f', '{{.State.Running}}', 'box')) === 'false'
    await until('the container has stopped', stopped)
    expect(await edit('three\n')).toBe('two\n')
    expect(await edit('four\n')).toBe('three\n')
    expect(await rig.changes({ id }, never())).toContainEqual({ path: '/bin/vi', kind: 'deleted' })
    await until('no helper is left', async () => (await rig.helpers()).length === 0)
  })
})
