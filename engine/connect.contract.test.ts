import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { ConnectedEngine } from './connect.ts'
import { readEngineInfo } from './connect.ts'
import { connectLab, contractVersions, createContainer, never, startLab } from './testing/lab.ts'
import { readText } from './transport.ts'

const apiVersions = { '20.10': '1.41', '26': '1.45', '28': '1.51' }

describe.each(contractVersions)('connection to engine %s', (version) => {
  let lab: LabEngine
  let engine: ConnectedEngine

  beforeAll(async () => {
    lab = await startLab(version)
    engine = await connectLab(lab)
  })
  afterAll(async () => lab.stop())

  it('agrees on the newest version of both and tells what the engine is', async () => {
    expect(engine.apiVersion).toBe(apiVersions[version])
    const info = await readEngineInfo(engine, never())
    expect(info).toMatchObject({
      product: 'docker',
      osType: 'linux',
      negotiatedApiVersion: apiVersions[version],
    })
    expect(info.version.startsWith(version)).toBe(true)
    expect(info.cpuCount).toBeGreaterThan(0)
    expect(info.memoryBytes).toBeGreaterThan(1 << 20)
  })

  it('lists through dockerode with the version pinned', async () => {
    const id = await createContainer(engine, 'pinned')
    const listed = await engine.docker.listContainers({ all: true, filters: { id: [id] } })
    expect(listed.map((container) => container.Id)).toEqual([id])
  })

  it('rejects with the engine’s words, the status and a code', async () => {
    await expect(engine.docker.getContainer('nothing-here').inspect()).rejects.toMatchObject({
      data: { code: 'not-found', status: 404, engineMessage: expect.stringContaining('nothing-here') },
    })
    await createContainer(engine, 'taken')
    const again = { _query: { name: 'taken' }, _body: { Image: 'bb' } } as never
    await expect(engine.docker.createContainer(again)).rejects.toMatchObject({
      data: { code: 'conflict', status: 409 },
    })
    const request = {
      method: 'GET',
      path: '/containers/nothing-here/logs',
      query: { stdout: 1 },
      signal: never(),
    } as const
    await expect(engine.stream(request)).rejects.toMatchObject({ data: { code: 'not-found', status: 404 } })
  })

  it('takes "already started" and "already stopped" as done', async () => {
    const id = await createContainer(engine, 'twice')
    const container = engine.docker.getContainer(id)
    await container.start()
    await container.start()
    await container.stop()
    await container.stop()
  })

  it('opens a two-way stream and passes bytes through unchanged', async () => {
    const id = await createContainer(engine, 'exec')
    await engine.docker.getContainer(id).start()
    const exec = await engine.docker
      .getContainer(id)
      .exec({ Cmd: ['cat'], AttachStdin: true, AttachStdout: true, Tty: false })
    const { socket } = await engine.hijack({
      method: 'POST',
      path: `/exec/${exec.id}/start`,
      body: { Detach: false, Tty: false },
      signal: never(),
    })
    socket.end('héllo\n')
    const bytes = Buffer.concat(await socket.toArray())
    expect(bytes.subarray(8).toString()).toBe('héllo\n')
    await expect(
      engine.hijack({ method: 'POST', path: '/exec/none/start', body: {}, signal: never() }),
    ).rejects.toMatchObject({ data: { code: 'not-found' } })
  })

  it('ends a silent stream at once when aborted, and every stream when closed', async () => {
    const other = await connectLab(lab)
    const controller = new AbortController()
    const request = { method: 'GET', path: '/events' } as const
    const id = await createContainer(other, 'attached')
    await other.docker.getContainer(id).start()
    const attach = {
      method: 'POST',
      path: `/containers/${id}/attach`,
      query: { stream: 1, stdout: 1 },
    } as const
    const { socket } = await other.hijack({ ...attach, signal: controller.signal })
    const ended = new Promise((resolve) => socket.on('error', resolve))
    const aborted = await other.stream({ ...request, signal: controller.signal })
    const closed = await other.stream({ ...request, signal: never() })
    const reads = [readText(aborted.body), readText(closed.body)].map((read) =>
      read.catch((error: unknown) => error),
    )
    controller.abort()
    expect(await reads[0]).toMatchObject({ code: 'cancelled' })
    expect(await ended).toMatchObject({ code: 'cancelled' })
    other.close()
    expect(await reads[1]).toMatchObject({ code: 'stream-lost' })
    await expect(other.docker.listContainers()).rejects.toMatchObject({ code: 'engine-unreachable' })
  })
})
