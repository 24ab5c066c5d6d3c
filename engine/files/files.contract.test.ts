import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { FilesRig } from '../testing/files.ts'
import { openFiles } from '../testing/files.ts'
import { contractVersions, never, startLab, until } from '../testing/lab.ts'

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
})
