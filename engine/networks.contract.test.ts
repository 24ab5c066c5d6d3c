import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Container } from '../shared/container.ts'
import { EngineError } from '../shared/errors.ts'
import type { CreateNetwork, Network, NetworkConnection } from '../shared/network.ts'
import type { ConnectedEngine } from './connect.ts'
import type { Inventory } from './inventory.ts'
import { createInventory } from './live-list.ts'
import { isApiAtLeast } from './negotiate.ts'
import { networkKind } from './network-kind.ts'
import { Networks } from './networks.ts'
import {
  connectLab,
  contractVersions,
  createContainer,
  FoldedFeed,
  followContainers,
  never,
  startLab,
  testLabels,
  until,
} from './testing/lab.ts'

const plainNetwork: CreateNetwork = {
  name: '',
  driver: 'bridge',
  scope: null,
  isInternal: false,
  isAttachable: false,
  isIngress: false,
  isConfigOnly: false,
  configFrom: null,
  hasIpv4: null,
  hasIpv6: null,
  ipamDriver: null,
  ipamOptions: {},
  pools: [],
  options: {},
  labels: testLabels,
}

const plainConnection: NetworkConnection = {
  networkId: '',
  containerId: '',
  aliases: [],
  ipv4Address: null,
  ipv6Address: null,
  linkLocalAddresses: [],
  links: [],
  driverOptions: {},
  gatewayPriority: null,
}

const pool = (subnet: string) => ({ subnet, gateway: null, ipRange: null, auxAddresses: {} })

describe.each(contractVersions)('networks on engine %s', (version) => {
  let lab: LabEngine
  let engine: ConnectedEngine
  let live: ReturnType<typeof followContainers>
  let containers: FoldedFeed<Container>
  let inventory: Inventory<Network>
  let feed: FoldedFeed<Network>
  let networks: Networks

  beforeAll(async () => {
    lab = await startLab(version)
    engine = await connectLab(lab)
    live = followContainers(lab.host)
    inventory = createInventory(networkKind(), {
      ...live,
      onBug: (error) => {
        throw error
      },
    })
    networks = new Networks({ ...live, known: (id) => inventory.get(id) })
    containers = new FoldedFeed(live.inventory)
    feed = new FoldedFeed(inventory)
    await until('the lists', () => !feed.isStale && !containers.isStale)
  })
  afterAll(async () => {
    feed.close()
    containers.close()
    inventory.dispose()
    live.dispose()
    await lab.stop()
  })

  const create = async (name: string, more: Partial<CreateNetwork> = {}): Promise<string> =>
    (await networks.create({ ...plainNetwork, name, ...more }, never())).id
  const startContainer = async (name: string, network: string): Promise<string> => {
    const id = await createContainer(engine, name, { HostConfig: { NetworkMode: network } })
    await engine.docker.getContainer(id).start()
    return id
  }
  const codeOf = async (work: Promise<unknown>): Promise<readonly [string, number | null, string | null]> => {
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    )
    if (!(error instanceof EngineError)) throw new Error(`expected a refusal, got ${String(error)}`)
    return [error.code, error.data.status, error.data.subject?.name ?? null]
  }

  it('lists what comes with the engine, and follows what comes and goes', async () => {
    const rows = [...feed.rows.values()]
    expect(rows.map(({ name }) => name).toSorted()).toEqual(['bridge', 'host', 'none'])
    expect(rows.every(({ isBuiltIn }) => isBuiltIn)).toBe(true)
    const id = await create('short-lived')
    await until('created', () => feed.rows.get(id)?.name === 'short-lived')
    await networks.remove({ id }, never())
    await until('removed', () => !feed.rows.has(id))
    // One snapshot: all else came by events.
    expect(feed.told.filter((item) => item.kind === 'snapshot')).toHaveLength(1)
  })

  it('creates with every option, and shows each as it was asked for', async () => {
    const labels = { ...testLabels, 'com.docker.compose.project': 'shop', 'with space': 'a=b' }
    const id = await create('every <option> ünï', {
      isInternal: true,
      isAttachable: true,
      hasIpv6: true,
      ipamDriver: 'default',
      pools: [
        {
          subnet: '10.77.0.0/16',
          gateway: '10.77.0.254',
          ipRange: '10.77.5.0/24',
          auxAddresses: { printer: '10.77.5.9' },
        },
        pool('fd00:77::/64'),
      ],
      options: { 'com.docker.network.driver.mtu': '1400' },
      labels,
    })
    await until('its row', () => feed.rows.has(id))
    expect(feed.rows.get(id)).toMatchObject({
      name: 'every <option> ünï',
      driver: 'bridge',
      scope: 'local',
      isInternal: true,
      isAttachable: true,
      isIngress: false,
      isConfigOnly: false,
      configFrom: null,
      hasIpv4: true,
      hasIpv6: true,
      ipamDriver: 'default',
      options: { 'com.docker.network.driver.mtu': '1400' },
      labels,
      isBuiltIn: false,
      project: 'shop',
    })
    expect(feed.rows.get(id)?.pools).toMatchObject([
      {
        subnet: '10.77.0.0/16',
        gateway: '10.77.0.254',
        ipRange: '10.77.5.0/24',
        auxAddresses: { printer: '10.77.5.9' },
      },
      { subnet: 'fd00:77::/64' },
    ])
    expect(feed.rows.get(id)?.createdAtMs).toBeGreaterThan(Date.now() - 600_000)
  })

  it('switches IPv4 off where the engine can, and says so where it cannot', async () => {
    const wish = { hasIpv4: false, hasIpv6: true, pools: [pool('fd00:78::/64')] }
    if (!isApiAtLeast(engine.apiVersion, '1.48')) {
      expect((await codeOf(create('six-only', wish)))[0]).toBe('unsupported')
      return
    }
    const id = await create('six-only', wish)
    await until('its row', () => feed.rows.get(id)?.hasIpv4 === false)
    const member = await startContainer('on-six', 'six-only')
    await until('its address', () =>
      (containers.rows.get(member)?.networks[0]?.ipAddress ?? '').includes(':'),
    )
  })

  it('says which refusal is which', async () => {
    await create('taken', { pools: [pool('10.78.0.0/24')] })
    expect(await codeOf(create('taken'))).toEqual(['conflict', 409, 'taken'])
    expect(await codeOf(create('overlaps', { pools: [pool('10.78.0.0/16')] }))).toEqual([
      'conflict',
      403,
      'overlaps',
    ])
    // The oldest engine says 500 to this one.
    expect((await codeOf(create('bad-subnet', { pools: [pool('nonsense')] })))[0]).toMatch(
      version === '20.10' ? /bad-request|engine-failed/ : /bad-request/,
    )
    expect((await codeOf(networks.remove({ id: 'bridge' }, never())))[0]).toBe('conflict')
    expect((await codeOf(networks.remove({ id: 'never-was' }, never())))[0]).toBe('not-found')
  })

  it('connects with aliases and a static address, and disconnects so that it can be taken back', async () => {
    const id = await create('shop_backend', { pools: [pool('10.79.0.0/24')] })
    const web = await startContainer('web', 'bridge')
    const wish: NetworkConnection = {
      ...plainConnection,
      networkId: id,
      containerId: web,
      aliases: ['www', 'site'],
      ipv4Address: '10.79.0.50',
    }
    await networks.connect(wish, never())
    await until(
      'the address in the list',
      () =>
        containers.rows.get(web)?.networks.some((endpoint) => endpoint.ipAddress === '10.79.0.50') ?? false,
    )
    const endpoint = containers.rows.get(web)?.networks.find(({ network }) => network === 'shop_backend')
    expect(endpoint).toMatchObject({ networkId: id, macAddress: expect.stringMatching(/^[0-9a-f:]{17}$/) })
    expect([...(endpoint?.names ?? [])].sort()).toEqual(['site', 'web', 'www'])
    expect(containers.rows.get(web)?.networks.find(({ network }) => network === 'bridge')?.names).toEqual([])
    expect(await codeOf(networks.connect({ ...wish, ipv4Address: null }, never()))).toMatchObject([
      'conflict',
      403,
      'shop_backend',
    ])

    const restored = await networks.disconnect({ networkId: id, containerId: web, force: false }, never())
    expect({ ...restored, aliases: restored.aliases.toSorted() }).toEqual({
      ...wish,
      aliases: ['site', 'www'],
    })
    await until('left', () => containers.rows.get(web)?.networks.length === 1)
    await networks.connect(restored, never())
    await until(
      'back',
      () => containers.rows.get(web)?.networks.some((each) => each.ipAddress === '10.79.0.50') ?? false,
    )
  })

  it('shows who is attached, stopped containers too, with addresses from `Networks` alone', async () => {
    const id = await create('crowd', { pools: [pool('10.80.0.0/24')] })
    const runs = await startContainer('runs', 'crowd')
    const never0 = await createContainer(engine, 'never-started', { HostConfig: { NetworkMode: 'crowd' } })
    const stopped = await startContainer('stopped', 'crowd')
    await engine.docker.getContainer(stopped).stop()
    const { network, attachments, raw } = await networks.inspect({ id }, never())
    expect(network.name).toBe('crowd')
    expect(JSON.parse(raw)).toMatchObject({ Name: 'crowd' })
    expect(attachments.map((each) => [each.containerName, each.isRunning, each.ipv4Address])).toEqual([
      ['never-started', false, null],
      ['runs', true, '10.80.0.2'],
      ['stopped', false, null],
    ])
    expect(attachments.map(({ containerId }) => containerId)).toEqual([never0, runs, stopped])
    expect(attachments[1]).toMatchObject({ macAddress: expect.stringMatching(/:/), names: ['runs'] })
    // As long as somebody runs on it, it cannot go.
    expect(await codeOf(networks.remove({ id }, never()))).toEqual(['conflict', 403, 'crowd'])
    await networks.disconnect({ networkId: id, containerId: runs, force: true }, never())
    await networks.remove({ id }, never())
    await until('removed', () => !feed.rows.has(id))
  })

  it('explains why one container reaches another or not', async () => {
    const id = await create('probe-net', { pools: [pool('10.81.0.0/24')] })
    const serve = 'httpd -p 8080 && httpd -p 127.0.0.1:9090 && exec sleep 100000'
    const db = await createContainer(engine, 'db', {
      Cmd: ['sh', '-c', serve],
      HostConfig: { NetworkMode: 'probe-net' },
      ExposedPorts: { '5432/tcp': {} },
    })
    await engine.docker.getContainer(db).start()
    const app = await startContainer('app', 'probe-net')
    const stranger = await startContainer('stranger', 'bridge')
    const test = (sourceId: string, port: number, host: string | null = null) =>
      networks.probe({ sourceId, targetId: db, port, host }, never())
    await until('it listens', async () => (await test(app, 8080)).listeningOn?.length === 1)

    expect(await test(app, 8080)).toMatchObject({
      outcome: 'ok',
      sharedNetworks: ['probe-net'],
      address: 'db',
      ipAddress: '10.81.0.2',
      program: 'nc',
    })
    expect(await test(app, 5432)).toMatchObject({
      outcome: 'not-listening',
      listeningOn: [],
      otherPorts: [8080],
      isDeclared: true,
    })
    expect(await test(app, 9090)).toMatchObject({ outcome: 'loopback-only', listeningOn: ['127.0.0.1'] })
    // Resolvers take some seconds to give up.
    if (version === '28') {
      const misspelt = await test(app, 8080, 'datenbank')
      expect(misspelt).toMatchObject({ outcome: 'name-not-resolved', address: 'datenbank' })
    }
    expect(await test(app, 8080, 'localhost')).toMatchObject({ outcome: 'own-loopback' })
    expect(await test(stranger, 8080)).toMatchObject({ outcome: 'no-shared-network', sharedNetworks: [] })
    if (version === '28') {
      // A packet filter that drops is the one reason that nothing but waiting tells.
      const { State } = await engine.docker.getContainer(db).inspect()
      const inTarget = ['nsenter', '--target', String(State.Pid), '--net', 'iptables']
      const drop = ['-A', 'INPUT', '-p', 'tcp', '--dport', '8080', '-j', 'DROP']
      const { code, stderr } = await lab.nsenter([...inTarget, ...drop])
      expect(code, stderr).toBe(0)
      expect(await test(app, 8080)).toMatchObject({ outcome: 'timed-out', listeningOn: ['::'] })
    }
    const sidecar = await startContainer('sidecar', `container:${db}`)
    expect(await test(sidecar, 9090)).toMatchObject({ outcome: 'ok', address: '127.0.0.1' })
    await engine.docker.getContainer(db).stop()
    expect(await test(app, 8080)).toMatchObject({ outcome: 'target-stopped' })
    await networks.disconnect({ networkId: id, containerId: db, force: false }, never())
  })

  it('tells what is known where no program can try', async () => {
    await create('bare-net')
    const bare = await createContainer(engine, 'bare', {
      Image: 'bayplan/noshell:1',
      Cmd: [],
      HostConfig: { NetworkMode: 'bare-net' },
    })
    await engine.docker.getContainer(bare).start()
    const peer = await startContainer('peer', 'bare-net')
    await until('both run', async () =>
      (await networks.inspect({ id: 'bare-net' }, never())).attachments.every(({ isRunning }) => isRunning),
    )
    const probe = { sourceId: bare, targetId: peer, port: 80, host: null }
    expect(await networks.probe(probe, never())).toMatchObject({
      outcome: 'no-program',
      program: null,
      sharedNetworks: ['bare-net'],
      listeningOn: [],
    })
    // The other way round nothing in the target can tell what it listens on.
    const back = await networks.probe({ ...probe, sourceId: peer, targetId: bare }, never())
    expect(back).toMatchObject({ outcome: 'refused', listeningOn: null, otherPorts: [] })
  })
})
