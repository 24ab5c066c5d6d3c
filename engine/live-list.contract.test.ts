import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Container } from '../shared/container.ts'
import type { ConnectedEngine } from './connect.ts'
import type { EngineEvent } from './events.ts'
import {
  connectLab,
  contractVersions,
  createContainer,
  FoldedFeed,
  followContainers,
  startLab,
  until,
} from './testing/lab.ts'

describe.each(contractVersions)('live list on engine %s', (version) => {
  let lab: LabEngine
  let engine: ConnectedEngine
  let live: ReturnType<typeof followContainers>
  let feed: FoldedFeed<Container>

  beforeAll(async () => {
    lab = await startLab(version)
    engine = await connectLab(lab)
    await createContainer(engine, 'before')
    live = followContainers(lab.host)
    feed = new FoldedFeed(live.inventory)
    await until('the first snapshot', () => !feed.isStale)
  })
  afterAll(async () => {
    feed.close()
    live.dispose()
    await lab.stop()
  })

  it('begins with what is there and completes each row by itself', async () => {
    expect(feed.byName('before')).toMatchObject({
      state: 'created',
      image: 'bb',
      labels: { 'bayplan.test': '1' },
    })
    await until('the limits of the row', () => feed.byName('before')?.runtime !== null)
    expect(feed.byName('before')).toMatchObject({
      exitCode: null,
      status: 'Created',
      runtime: {
        startedAtMs: null,
        exitCode: null,
        memoryLimitBytes: null,
        restartPolicy: 'no',
        stopTimeoutSeconds: 10,
        isAutoRemoved: false,
      },
    })
  })

  it('gives a second reader the list at once', async () => {
    const second = new FoldedFeed(live.inventory)
    await until('its snapshot', () => !second.isStale, 1_000)
    expect([...second.rows.keys()]).toEqual([...feed.rows.keys()])
    second.close()
  })

  it('tells each step of a life with its cause, and never an old state with a new one', async () => {
    const seen: string[] = []
    const undo = live.events.onContainerEvent((event) =>
      seen.push(event.detail ? `${event.action}:${event.detail}` : event.action),
    )
    const id = await createContainer(engine, 'life')
    const container = engine.docker.getContainer(id)
    await until('created', () => feed.rows.get(id)?.state === 'created')
    await container.start()
    await until('running', () => feed.rows.get(id)?.state === 'running')
    await container.pause()
    await until('paused', () => feed.rows.get(id)?.state === 'paused')
    await container.unpause()
    await until('running again', () => feed.rows.get(id)?.state === 'running')
    await container.rename({ name: 'afterlife' })
    await until('renamed', () => feed.rows.get(id)?.name === 'afterlife')
    await container.kill()
    await until('exited', () => feed.rows.get(id)?.state === 'exited')
    expect(feed.rows.get(id)).toMatchObject({ exitCode: 137, wasStoppedHere: false })
    await container.remove()
    await until('removed', () => !feed.rows.has(id))
    const causes = () =>
      feed.told
        .flatMap((item) => (item.kind === 'change' ? item.causes : []))
        .filter((cause) => cause.id === id)
    // A look at the container may find it gone before the engine's last event comes.
    await until('the last cause', () => causes().some((cause) => cause.action === 'destroy'))
    undo()
    // Whether networks are left before or after the death differs between versions.
    const life = seen.filter((action) => !action.endsWith('connect'))
    expect(life).toEqual(['create', 'start', 'pause', 'unpause', 'rename', 'kill', 'die', 'destroy'])
    expect(causes().map((cause) => cause.action)).toEqual(seen)
    expect(causes().every((cause) => Math.abs(cause.atMs - Date.now()) < 60_000)).toBe(true)
  })

  it('shows health from the moment it changes, without the noise of probes', async () => {
    const events: EngineEvent[] = []
    const undo = live.events.onContainerEvent((event) => events.push(event))
    const id = await createContainer(engine, 'healthy', {
      Healthcheck: { Test: ['CMD-SHELL', 'test -f /tmp/ok'], Interval: 200e6, Timeout: 1e9, Retries: 1 },
      Cmd: ['sh', '-c', 'sleep 1; touch /tmp/ok; sleep 100000'],
    })
    await engine.docker.getContainer(id).start()
    await until('starting or unhealthy', () => feed.rows.get(id)?.health !== 'none')
    await until('healthy', () => feed.rows.get(id)?.health === 'healthy')
    expect(events.filter((event) => event.action.startsWith('exec'))).toEqual([])
    expect(events.find((event) => event.detail === 'healthy')).toMatchObject({ action: 'health_status', id })
    undo()
    await engine.docker.getContainer(id).remove({ force: true })
  })

  it('reads compose labels, published ports and limits', async () => {
    const id = await createContainer(engine, 'shop-web-1', {
      Labels: {
        'com.docker.compose.project': 'shop',
        'com.docker.compose.service': 'web',
        'com.docker.compose.container-number': '1',
        'com.docker.compose.oneoff': 'False',
      },
      ExposedPorts: { '80/tcp': {}, '9/udp': {} },
      HostConfig: {
        NetworkMode: 'bridge',
        PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '18080' }] },
        Memory: 64 << 20,
        NanoCpus: 500_000_000,
        PidsLimit: 50,
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      },
    })
    await engine.docker.getContainer(id).start()
    await until('its port', () => (feed.rows.get(id)?.ports.length ?? 0) > 0)
    expect(feed.rows.get(id)).toMatchObject({
      compose: { project: 'shop', service: 'web', number: 1, isOneOff: false, workingDir: null },
      ports: [
        { containerPort: 9, protocol: 'udp', hostPort: null, hostIps: [] },
        { containerPort: 80, protocol: 'tcp', hostPort: 18080, hostIps: ['127.0.0.1'] },
      ],
      networks: [{ network: 'bridge', ipAddress: expect.stringMatching(/^172\./) }],
      runtime: {
        cpuLimitCores: 0.5,
        memoryLimitBytes: 64 << 20,
        pidsLimit: 50,
        restartPolicy: 'on-failure:3',
        publishes: [{ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1', hostPort: '18080' }],
      },
    })
    await engine.docker.getContainer(id).remove({ force: true })
  })

  it('ends equal to `docker ps -a` after a storm', async () => {
    await Promise.all(Array.from({ length: 4 }, (_, lane) => storm(engine, `storm-${lane}`)))
    const truth = await lab.docker('ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Names}} {{.State}}')
    const expected = truth.stdout.trim().split('\n').toSorted()
    const shown = (): string[] =>
      [...feed.rows.values()].map((row) => `${row.id} ${row.name} ${row.state}`).toSorted()
    await until('the list is the truth', () => shown().join() === expected.join())
    expect(expected.length).toBeGreaterThan(8)
    // The first snapshot was the only one: nothing was lost on the way.
    expect(feed.told.filter((item) => item.kind === 'snapshot')).toHaveLength(1)
  })
})

/** Some containers live and die, every third stays. */
async function storm(engine: ConnectedEngine, name: string): Promise<void> {
  for (let index = 0; index < 9; index += 1) {
    const container = engine.docker.getContainer(await createContainer(engine, `${name}-${index}`))
    await container.start()
    if (index % 3 === 0) continue
    await container.stop()
    if (index % 3 === 1) await container.remove()
  }
}
