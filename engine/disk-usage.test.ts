import { describe, expect, it } from 'vitest'
import { EngineError } from '../shared/errors.ts'
import type { EngineClient, EngineRequest } from './client.ts'
import { DiskUsages } from './disk-usage.ts'
import { FakeConnection, fakeClient, playedAnswer } from './testing/fakes.ts'

function rig(apiVersion: string) {
  const requests: EngineRequest[] = []
  const bodies: ReturnType<typeof playedAnswer>['body'][] = []
  const client: EngineClient = {
    ...fakeClient((request) => {
      const { body, response } = playedAnswer()
      requests.push(request)
      bodies.push(body)
      request.signal.addEventListener('abort', () => body.destroy(new Error('aborted')))
      return response
    }),
    apiVersion,
  }
  const connection = new FakeConnection()
  connection.connect(client)
  const usages = new DiskUsages(connection)
  return { requests, bodies, connection, client, usages }
}

const never = (): AbortSignal => new AbortController().signal
const volume = (name: string, size: number) => ({ Name: name, UsageData: { Size: size } })

describe('disk usage', () => {
  it('does not peg the engine: all who ask at once share one walk', async () => {
    const { usages, requests, bodies } = rig('1.51')
    const asked = [usages.volumeSizes(true, never()), usages.volumeSizes(true, never())]
    bodies[0]?.end(JSON.stringify({ Volumes: [volume('a', 5)] }))
    for (const sizes of await Promise.all(asked)) expect(sizes?.bytes).toEqual({ a: 5 })
    expect(requests.map((request) => request.query?.['type'])).toEqual(['volume'])
  })

  it('ends the walk when nobody waits any more, and begins a new one when asked again', async () => {
    const { usages, requests, bodies } = rig('1.51')
    const controller = new AbortController()
    const asked = usages.volumeSizes(true, controller.signal)
    controller.abort()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    expect(requests[0]?.signal.aborted).toBe(true)
    const again = usages.volumeSizes(true, never())
    bodies[1]?.end(JSON.stringify({ Volumes: [volume('a', 6)] }))
    expect((await again)?.bytes).toEqual({ a: 6 })
  })

  it('says what failed, for all who wait', async () => {
    const client = fakeClient(() => {
      throw new EngineError('engine-failed', 'a disk usage operation is already running', { status: 500 })
    })
    const connection = new FakeConnection()
    connection.connect(client)
    await expect(new DiskUsages(connection).volumeSizes(true, never())).rejects.toMatchObject({
      data: { code: 'engine-failed', operation: 'SystemDataUsage', status: 500 },
    })
  })

  it('asks nothing for what was measured before', async () => {
    const { usages, requests, bodies } = rig('1.51')
    expect(await usages.volumeSizes(false, never())).toBeNull()
    const asked = usages.volumeSizes(true, never())
    bodies[0]?.end(JSON.stringify({ Volumes: [volume('a', 5), volume('b', -1)] }))
    await asked
    expect((await usages.volumeSizes(false, never()))?.bytes).toEqual({ a: 5, b: null })
    expect(requests).toHaveLength(1)
    // The other kinds were not measured.
    expect(await usages.usage(false, never())).toBeNull()
  })

  it('does not show sizes of one engine under the name of another', async () => {
    const { usages, bodies, connection } = rig('1.51')
    const asked = usages.volumeSizes(true, never())
    bodies[0]?.end(JSON.stringify({ Volumes: [volume('a', 5)] }))
    await asked
    connection.lose('unix:///other.sock')
    expect(await usages.volumeSizes(false, never())).toBeNull()
  })

  it('asks an old engine once for everything, and a new one for the items', async () => {
    const old = rig('1.41')
    const usage = old.usages.volumeSizes(true, never())
    old.bodies[0]?.end(JSON.stringify({ LayersSize: 9, Images: [], Volumes: [volume('a', 5)] }))
    await usage
    expect(old.requests[0]?.query).toEqual({ type: undefined, verbose: undefined })
    expect(await old.usages.usage(false, never())).toMatchObject({ layerBytes: 9, volumes: [{ name: 'a' }] })

    const recent = rig('1.53')
    const sizes = recent.usages.volumeSizes(true, never())
    recent.bodies[0]?.end(JSON.stringify({ VolumeUsage: { Items: [volume('a', 5)] } }))
    expect((await sizes)?.bytes).toEqual({ a: 5 })
    expect(recent.requests[0]?.query).toEqual({ type: 'volume', verbose: true })
  })
})
