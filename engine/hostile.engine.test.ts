import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Container } from '../shared/container.ts'
import type { ConnectedEngine } from './connect.ts'
import { Containers } from './containers.ts'
import {
  connectLab,
  createContainer,
  FoldedFeed,
  followContainers,
  never,
  startLab,
  until,
} from './testing/lab.ts'

describe('hostile containers', () => {
  let lab: LabEngine
  let engine: ConnectedEngine
  let live: ReturnType<typeof followContainers>
  let feed: FoldedFeed<Container>
  let containers: Containers

  beforeAll(async () => {
    lab = await startLab('28')
    engine = await connectLab(lab)
    live = followContainers(lab.host)
    feed = new FoldedFeed(live.inventory)
    await until('the list', () => !feed.isStale)
    containers = new Containers({ ...live, known: (id) => live.inventory.get(id) })
  })
  afterAll(async () => {
    feed.close()
    live.dispose()
    await lab.stop()
  })

  it('with labels made to break pages and objects arrive as they are', async () => {
    const labels: Record<string, string> = JSON.parse(
      '{"__proto__":"polluted","constructor":"x","":"empty key","html":"<img src=x onerror=alert(1)>","rtl":"\\u202egnp.exe","nul":"a\\u0000b","ansi":"\\u001b[31m"}',
    )
    const id = await createContainer(engine, 'labels', { Labels: labels })
    await until(
      'the row',
      () => feed.rows.get(id)?.runtime !== undefined && feed.rows.get(id)?.runtime !== null,
    )
    const expected = new Map([...Object.entries(labels), ['bayplan.test', '1']])
    expect(new Map(Object.entries(feed.rows.get(id)?.labels ?? {}))).toEqual(expected)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(new Map(Object.entries((await containers.inspect({ id }, never())).labels))).toEqual(expected)
  })

  it('with 5,000 variables are inspected whole', async () => {
    const variables = Array.from({ length: 5_000 }, (_, index) => `VARIABLE_${index}=${'x'.repeat(50)}`)
    const id = await createContainer(engine, 'variables', { Env: [...variables, 'NOEQ'] })
    const details = await containers.inspect({ id }, never())
    expect(details.environment.filter((variable) => variable.name.startsWith('VARIABLE_'))).toHaveLength(
      5_000,
    )
    expect(details.environment).toContainEqual({ name: 'NOEQ', value: null })
    expect(JSON.parse(details.raw)).toMatchObject({ Id: id })
  })

  it('with a name of 2,000 characters keep it', async () => {
    const name = `n${'a'.repeat(1_999)}`
    const id = await createContainer(engine, name)
    await until('the row', () => feed.rows.get(id)?.name === name)
  })

  it('with a label of 3 MB do not stop the list from following', async () => {
    const id = await createContainer(engine, 'heavy', { Labels: { heavy: 'x'.repeat(3 << 20) } })
    const container = engine.docker.getContainer(id)
    await container.start()
    await until('running', () => feed.rows.get(id)?.state === 'running')
    await container.remove({ force: true })
    await until('gone', () => !feed.rows.has(id))
    const after = await createContainer(engine, 'after-heavy')
    await until('the next one', () => feed.rows.has(after))
    expect(feed.told.filter((item) => item.kind === 'snapshot')).toHaveLength(1)
  })

  it('on networks with odd names are listed with them', async () => {
    const network = 'n<b> ünï " name'
    await engine.docker.createNetwork({ Name: network, Labels: { 'bayplan.test': '1' } })
    const id = await createContainer(engine, 'on-odd-network', { HostConfig: { NetworkMode: network } })
    await engine.docker.getContainer(id).start()
    await until(
      'its network',
      () => feed.rows.get(id)?.networks.some((endpoint) => endpoint.ipAddress !== null) === true,
    )
    expect(feed.rows.get(id)?.networks.map((endpoint) => endpoint.network)).toEqual([network])
    await engine.docker.getNetwork(network).disconnect({ Container: id, Force: true })
    await until('without network', () => feed.rows.get(id)?.networks.length === 0)
  })
})
