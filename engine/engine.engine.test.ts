import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import { calls, streams } from '../shared/contract.ts'
import type { EngineStatus } from '../shared/engine.ts'
import type { Engine } from './engine.ts'
import { createEngine } from './engine.ts'
import { connectLab, createContainer, never, startLab, until } from './testing/lab.ts'

const hostInfo = { kind: 'web', appVersion: '1.0.0', platform: 'linux', user: 'mei' } as const

describe('the engine side as a whole', () => {
  let lab: LabEngine
  let engine: Engine
  const bugs: unknown[] = []

  beforeAll(async () => {
    lab = await startLab('28')
    engine = createEngine({ host: lab.host, hostInfo, env: {}, onBug: (error) => bugs.push(error) })
  })
  afterAll(async () => {
    await engine.dispose()
    await lab.stop()
    expect(bugs).toEqual([])
  })

  it('has a handler for every row of the contract and no other', () => {
    expect(Object.keys(engine.handlers.calls).toSorted()).toEqual(Object.keys(calls).toSorted())
    expect(Object.keys(engine.handlers.streams).toSorted()).toEqual(Object.keys(streams).toSorted())
  })

  it('tells its status now and on each change, until the reader leaves', async () => {
    const controller = new AbortController()
    const seen: EngineStatus['state'][] = []
    for await (const status of engine.handlers.streams['engine.status']({}, controller.signal, nothing())) {
      seen.push(status.state)
      if (status.state === 'connected') controller.abort()
    }
    expect(seen.at(-1)).toBe('connected')
    expect(await engine.handlers.calls['host.info']({}, never())).toEqual(hostInfo)
  })

  it('offers the engine in use first, with its version', async () => {
    const [first] = await engine.handlers.calls['engine.endpoints']({}, never())
    expect(first).toMatchObject({
      host: lab.host,
      isCurrent: true,
      reachability: 'reachable',
      engineVersion: expect.stringMatching(/^28\./),
    })
  })

  it('opens no stream to the engine while nobody looks', async () => {
    // The count of open files of dockerd's socket would be the proof; the events counter is what it tells.
    const client = await connectLab(lab)
    const listeners = async (): Promise<number> =>
      ((await client.docker.info()) as { NEventsListener: number }).NEventsListener
    await until('no listener', async () => (await listeners()) === 0)
    const controller = new AbortController()
    const feed = engine.handlers.streams['container.feed']({}, controller.signal, nothing())
    const second = engine.handlers.streams['container.feed']({}, controller.signal, nothing())
    const iterator = feed[Symbol.asyncIterator]()
    expect(await iterator.next()).toMatchObject({ value: { kind: 'snapshot' } })
    expect(await second[Symbol.asyncIterator]().next()).toMatchObject({ value: { kind: 'snapshot' } })
    expect(await listeners()).toBe(1)
    controller.abort()
    await iterator.return?.()
  })

  it('names the container in an error, as a person knows it', async () => {
    const client = await connectLab(lab)
    const id = await createContainer(client, 'named')
    const controller = new AbortController()
    for await (const item of engine.handlers.streams['container.feed']({}, controller.signal, nothing())) {
      const rows = item.kind === 'snapshot' ? item.items : item.kind === 'change' ? item.upserts : []
      if (rows.some((row) => row.id === id)) break
    }
    await expect(engine.handlers.calls['container.pause']({ id }, never())).rejects.toMatchObject({
      data: {
        code: 'conflict',
        operation: 'ContainerPause',
        subject: { kind: 'container', id, name: 'named' },
      },
    })
    controller.abort()
  })

  it('refuses an endpoint that it cannot speak to and keeps the one it has', async () => {
    await expect(engine.handlers.calls['engine.use']({ host: 'ssh://far' }, never())).rejects.toMatchObject({
      code: 'unsupported',
    })
    expect(engine.connection.status).toMatchObject({ state: 'connected', endpoint: { host: lab.host } })
  })

  it('fails calls with what is known while no engine answers', async () => {
    const away = createEngine({ host: 'unix:///nowhere.sock', hostInfo, env: {} })
    await until('unreachable', () => away.connection.status.state === 'unreachable')
    await expect(away.handlers.calls['container.start']({ id: 'abc' }, never())).rejects.toMatchObject({
      data: { code: 'engine-unreachable', retryable: true, operation: 'ContainerStart' },
    })
    const feed = away.handlers.streams['container.feed']({}, never(), nothing())[Symbol.asyncIterator]()
    expect(await feed.next()).toEqual({ done: false, value: { kind: 'offline' } })
    await feed.return?.()
    await away.dispose()
  })
})

async function* nothing(): AsyncGenerator<never> {}
