import { createServer, type Server } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Container } from '../shared/container.ts'
import type { PortAnswer } from '../shared/ports.ts'
import { Ports } from './ports.ts'
import { dockerOn, FoldedFeed, followContainers, never, startLab, testLabels, until } from './testing/lab.ts'

describe('ports of the engine’s host', () => {
  let lab: LabEngine
  let live: ReturnType<typeof followContainers>
  let feed: FoldedFeed<Container>
  let ports: Ports

  beforeAll(async () => {
    lab = await startLab('28', { portForward: true })
    live = followContainers(lab.host)
    await live.connection.whenConnected(never())
    feed = new FoldedFeed(live.inventory)
    ports = new Ports({ connection: live.connection, known: (id) => live.inventory.get(id) })
  })
  afterAll(async () => {
    feed.close()
    live.dispose()
    await lab.stop()
  })

  /** A container that publishes a port, by the docker command. Answers with its id. */
  function make(verb: string, flag: string, name: string, port: string, ...command: string[]) {
    const labels = Object.entries(testLabels).flatMap(([key, value]) => ['--label', `${key}=${value}`])
    return dockerOn(lab, verb, flag, '--name', name, ...labels, '--publish', port, 'bb', ...command)
  }

  /** Runs a program behind a published port, and waits until the list tells the port. */
  async function serve(name: string, containerPort: number, script: string) {
    const id = await make('run', '--detach', name, `127.0.0.1::${containerPort}`, 'sh', '-c', script)
    const published = () => feed.rows.get(id)?.ports.find(({ hostPort }) => hostPort !== null)
    await until('the published port', () => published() !== undefined)
    return {
      containerId: id,
      protocol: 'tcp',
      hostIp: '127.0.0.1',
      hostPort: published()?.hostPort ?? 0,
    } as const
  }

  it('what a stopped container was asked to publish is told', async () => {
    const id = await make('create', '--tty', 'wish', '127.0.0.1:8000-8010:80', 'true')
    await until('the wish', () => feed.rows.get(id)?.runtime !== null && feed.rows.has(id))
    expect(feed.rows.get(id)?.runtime?.publishes).toEqual([
      { containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: '8000-8010' },
    ])
    expect(feed.rows.get(id)?.ports.filter(({ hostPort }) => hostPort !== null)).toEqual([])
  })

  it('a program that serves answers; one on its own loopback, and one that is not there, are explained', async () => {
    const served = await serve('served', 80, 'httpd -p 80 && exec sleep 100000')
    const inner = await serve('inner', 81, 'httpd -p 127.0.0.1:81 && exec sleep 100000')
    const idle = await serve('idle', 82, 'exec sleep 100000')
    // A busy machine delays programs, the proxy, and the lab's way into its sandbox: each is asked until it is told so.
    const isTold = (target: typeof served, part: Partial<PortAnswer>) =>
      until(JSON.stringify(part), async () => {
        const answer = await ports.probe(target, never())
        return isDeepStrictEqual({ ...answer, ...part }, answer)
      })
    await isTold(served, { outcome: 'answers', insideAddresses: null, isInsideLoopbackOnly: false })
    await isTold(inner, { outcome: 'closed', insideAddresses: ['127.0.0.1'], isInsideLoopbackOnly: true })
    await isTold(idle, { outcome: 'closed', insideAddresses: [], isInsideLoopbackOnly: false })
  })

  it('only ports that somebody has are connected to', async () => {
    const nobodys = { protocol: 'tcp', hostIp: '127.0.0.1', hostPort: 22 } as const
    const [id = ''] = feed.rows.keys()
    await expect(ports.probe({ ...nobodys, containerId: id }, never())).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
    await expect(
      ports.probe({ ...nobodys, hostIp: '192.0.2.1', containerId: null }, never()),
    ).rejects.toMatchObject({ data: { code: 'not-found' } })
  })

  it('a program of this machine is found with its name, and asked', async () => {
    const server: Server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const told = await ports.list({}, never())
    const own = told.isKnown ? told.listeners.find((each) => each.port === port) : undefined
    expect(own).toMatchObject({ protocol: 'tcp', address: '127.0.0.1', owner: { pid: process.pid } })
    const target = { containerId: null, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: port } as const
    expect(await ports.probe(target, never())).toMatchObject({
      outcome: 'answers',
      address: `127.0.0.1:${port}`,
    })
    await new Promise((resolve) => server.close(resolve))
    await expect(ports.probe(target, never())).rejects.toMatchObject({ data: { code: 'not-found' } })
  })
})
