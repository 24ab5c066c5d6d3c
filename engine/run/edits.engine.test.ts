import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import { parseBinName } from '../../shared/bin-name.ts'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import { withOption } from '../../shared/docker-run/run-spec.ts'
import type { Task } from '../../shared/task.ts'
import type { EngineConnection } from '../client.ts'
import type { Json } from '../normalize/record.ts'
import { Credentials } from '../registry/credentials.ts'
import { ImageTransfers } from '../registry/image-transfers.ts'
import { TaskHub } from '../tasks.ts'
import type { Fault } from '../testing/faulty-connection.ts'
import { faultyConnection } from '../testing/faulty-connection.ts'
import type { TestHost } from '../testing/host.ts'
import { openTestHost } from '../testing/host.ts'
import { dockerOn, startLab, until } from '../testing/lab.ts'
import { ContainerCalls } from './container-calls.ts'
import { ContainerEdits } from './edits.ts'
import { workingPlace } from './run-place.ts'

const healthy = [
  '--health-cmd=true',
  '--health-interval=200ms',
  '--stop-signal=KILL',
  '--label=bayplan.test=1',
]

describe('edits on a real engine', () => {
  let lab: LabEngine
  let host: TestHost
  let tasks: TaskHub

  beforeAll(async () => {
    lab = await startLab('28')
    host = await openTestHost(lab)
    tasks = new TaskHub({ onBug: (error) => host.bugs.push(error) })
    await docker('network', 'create', '--subnet=10.77.0.0/24', '--label=bayplan.test=1', 'inner')
    await docker('network', 'create', '--subnet=10.78.0.0/24', '--label=bayplan.test=1', 'outer')
  })
  afterAll(async () => {
    expect(host.bugs).toEqual([])
    await tasks.dispose()
    host.dispose()
    await lab.stop()
  })

  const docker = (...args: string[]) => dockerOn(lab, ...args)

  function editsOn(connection: EngineConnection): ContainerEdits {
    const credentials = new Credentials({ env: {}, platform: 'linux' })
    return new ContainerEdits({
      connection,
      tasks,
      transfers: new ImageTransfers({ connection, tasks, credentials }),
      stoppedHere: { expect: () => () => undefined },
      here: workingPlace({ env: {}, cwd: '/tmp' }),
      nameOf: () => null,
    })
  }

  async function end(taskId: string): Promise<Task> {
    await tasks.ended(taskId)
    const abort = new AbortController()
    for await (const item of tasks.feed(abort.signal)) {
      const task = item.kind === 'snapshot' ? item.items.find(({ id }) => id === taskId) : undefined
      abort.abort()
      if (task) return task
    }
    throw new Error('no such task')
  }

  const inspect = async (name: string): Promise<Inspected> =>
    (await new ContainerCalls(host.client).inspect(name)) as unknown as Inspected
  const idOf = (name: string) => docker('inspect', '--format={{.Id}}', name)

  /** A container with everything that a replacement may lose. */
  async function makeRich(name: string, number: number): Promise<string> {
    const id = await docker(
      'run',
      '--detach',
      `--name=${name}`,
      '--network=inner',
      `--ip=10.77.0.${number}`,
      '--network-alias=www',
      `--mac-address=02:42:0a:4d:00:${number}`,
      '--volume=/data',
      '--restart=always',
      '--env=COLOUR=red',
      `--label=kept=${name}`,
      '--sysctl=net.ipv4.ip_unprivileged_port_start=0',
      ...healthy,
      'bb',
      'sh',
      '-c',
      'sleep 100000',
    )
    await docker('network', 'connect', '--alias=www2', `--ip=10.78.0.${number}`, 'outer', name)
    await docker('exec', name, 'sh', '-c', 'echo treasure > /data/file')
    return id
  }

  async function edit(
    edits: ContainerEdits,
    name: string,
    change: (spec: RunSpec) => RunSpec,
    keepDays = 7,
  ): Promise<Task> {
    const id = await idOf(name)
    const { spec } = await edits.spec({ id })
    const { taskId } = await edits.edit({ id, spec: change(spec), pull: 'missing', keepDays })
    return end(taskId)
  }

  const blue = (spec: RunSpec) => withOption(spec, 'env', ['COLOUR=blue'])

  it('replaces a container by one that differs only in what was changed', async () => {
    const oldId = await makeRich('rich', 10)
    const before = await inspect('rich')
    const plan = await editsOn(host.connection).plan({
      id: oldId,
      spec: blue((await editsOn(host.connection).spec({ id: oldId })).spec),
    })
    expect(plan).toMatchObject({ way: 'recreate', changed: ['env'], keepsOld: true })
    expect(plan.carriedVolumes).toHaveLength(1)

    const task = await edit(editsOn(host.connection), 'rich', blue)
    expect(task).toMatchObject({ state: 'done', error: null })
    const after = await inspect('rich')
    expect(task.result?.containerIds).toEqual([after.Id])
    expect(after.Id).not.toBe(oldId)
    expect(after.Config.Env).toContain('COLOUR=blue')
    expect(after.Config.Env).not.toContain('COLOUR=red')
    expect(after.Config.Labels).toEqual(before.Config.Labels)
    expect(after.HostConfig['Sysctls']).toEqual(before.HostConfig['Sysctls'])
    expect(after.HostConfig['RestartPolicy']).toEqual(before.HostConfig['RestartPolicy'])
    expect(networksOf(after)).toEqual(networksOf(before))
    expect(await docker('exec', 'rich', 'cat', '/data/file')).toBe('treasure')

    const old = await inspect(oldId)
    expect(parseBinName(old.Name.slice(1))).toMatchObject({
      kind: 'bin',
      name: 'rich',
      isReplaced: true,
      former: { run: 'running', restart: { name: 'always' } },
    })
    expect(old.HostConfig['RestartPolicy']).toMatchObject({ Name: 'no' })
    // Its volume is in use: nothing is lost when the old one goes with its volumes.
    await docker('rm', '--volumes', oldId)
    expect(await docker('exec', 'rich', 'cat', '/data/file')).toBe('treasure')
    await docker('rm', '--force', 'rich')
  })

  describe.concurrent('whatever step fails, the old container is back', () => {
    const steps = ['create', 'connect', 'stop', 'rename', 'rename', 'start', 'update', 'rename']
    const cases = steps.flatMap((step, at) =>
      (['refused', 'lost'] as const).map((fault): [string, number, Fault] => [step, at, fault]),
    )

    it('knows every step', async ({ expect }) => {
      await makeRich('steps', 11)
      const asked: string[] = []
      const task = await edit(
        editsOn(faultyConnection(host.connection, { asked, at: null, fault: 'refused' })),
        'steps',
        blue,
      )
      expect(task.state).toBe('done')
      expect(asked.map((request) => request.split('/').at(-1))).toEqual(steps)
      await docker('rm', '--force', 'steps', await docker('ps', '-aq', '--filter=name=bayplan-bin.*steps'))
    })

    it.for(cases)('%s (request %i) %s', async ([, at, fault], { expect }) => {
      const name = `back-${at}-${fault}`
      const id = await makeRich(name, 20 + at * 2 + (fault === 'lost' ? 1 : 0))
      const before = await inspect(name)
      const asked: string[] = []
      const task = await edit(editsOn(faultyConnection(host.connection, { asked, at, fault })), name, blue)
      expect(task).toMatchObject({ state: 'failed', error: { engineMessage: `fault at ${asked[at]}` } })
      await until('it runs', async () => (await inspect(id)).State.Running)
      const after = await inspect(id)
      expect(after.Name).toBe(`/${name}`)
      expect(networksOf(after)).toEqual(networksOf(before))
      expect(after.HostConfig).toEqual(before.HostConfig)
      expect(await docker('exec', name, 'cat', '/data/file')).toBe('treasure')
      expect(await docker('ps', '--all', '--quiet', '--no-trunc', `--filter=label=kept=${name}`)).toBe(id)
      await docker('rm', '--force', '--volumes', name)
    })
  })

  it.each<[string, (spec: RunSpec) => RunSpec, string, string | null]>([
    ['does not become healthy', (spec) => withOption(spec, 'health-cmd', 'false'), 'unhealthy', null],
    ['ends at once', (spec) => ({ ...spec, command: ['sh', '-c', 'exit 3'] }), 'ended-at-once', null],
    ['cannot be started', (spec) => ({ ...spec, command: ['no-such-program'] }), 'bad-request', null],
    ['has no image', (spec) => ({ ...spec, image: 'localhost:1/none:1' }), 'registry-unreachable', 'image'],
    ['has no network', (spec) => withOption(spec, 'network', ['nowhere']), 'not-found', 'network'],
    ['wants a name that is taken', (spec) => withOption(spec, 'name', 'other'), 'conflict', 'name'],
    ['wants a port that is taken', (spec) => withOption(spec, 'publish', ['8088:80']), 'conflict', 'publish'],
  ])('brings it back when the new one %s', async (_, change, code, option) => {
    if ((await lab.docker('inspect', 'other')).code !== 0)
      await docker('run', '-d', '--name=other', '-p8088:1', ...healthy, 'bb', 'sleep', '100000')
    const id = await docker(
      'run',
      '-d',
      '--name=plain',
      '--health-retries=1',
      ...healthy,
      'bb',
      'sleep',
      '100000',
    )
    const task = await edit(editsOn(host.connection), 'plain', change)
    expect(task).toMatchObject({ state: 'failed', error: { code, option, operation: 'container.edit' } })
    const after = await inspect(id)
    expect(after).toMatchObject({ Name: '/plain', State: { Running: true } })
    expect(await docker('ps', '--all', '--format={{.Names}}', '--filter=label=bayplan.test')).not.toMatch(
      /bayplan-/,
    )
    await docker('rm', '--force', 'plain')
  })

  it('brings it back when the person cancels while the new one is not healthy yet', async () => {
    const id = await docker('run', '-d', '--name=slow', ...healthy, 'bb', 'sleep', '100000')
    const edits = editsOn(host.connection)
    const { spec } = await edits.spec({ id })
    const never = withOption(withOption(spec, 'health-cmd', 'sleep 1; false'), 'health-retries', '1000')
    const { taskId } = await edits.edit({ id, spec: never, pull: 'missing', keepDays: 7 })
    await until(
      'the new one runs',
      async () =>
        (await lab.docker('inspect', '-f', '{{.State.Running}}', 'slow')).stdout.trim() === 'true' &&
        (await idOf('slow')) !== id,
    )
    tasks.cancel(taskId)
    expect(await end(taskId)).toMatchObject({ state: 'cancelled' })
    expect(await inspect('slow')).toMatchObject({ Id: id, State: { Running: true } })
    await docker('rm', '--force', 'slow')
  })

  it('leaves one running that the engine can change in place', async () => {
    const id = await docker('run', '-d', '--name=live', '--memory=64m', ...healthy, 'bb', 'sleep', '100000')
    const before = await inspect(id)
    const task = await edit(editsOn(host.connection), 'live', (spec) => {
      const limited = withOption(withOption(spec, 'memory', '128m'), 'restart', 'unless-stopped')
      return withOption(withOption(limited, 'cpus', '1.5'), 'name', 'living')
    })
    expect(task).toMatchObject({ state: 'done', result: { containerIds: [id] } })
    const after = await inspect('living')
    expect(after.State['StartedAt']).toBe(before.State['StartedAt'])
    expect(after.HostConfig).toMatchObject({
      Memory: 134_217_728,
      MemorySwap: 268_435_456,
      NanoCpus: 1_500_000_000,
      RestartPolicy: { Name: 'unless-stopped' },
    })
    await docker('rm', '--force', 'living')
  })

  it('refuses what would be lost by being stopped, and says why', async () => {
    const id = await docker('run', '-d', '--rm', '--name=shortlived', ...healthy, 'bb', 'sleep', '100000')
    const owner = await docker('run', '-d', '--name=owner', ...healthy, 'bb', 'sleep', '100000')
    await docker(
      'run',
      '-d',
      '--name=guest',
      '--network=container:owner',
      ...healthy,
      'bb',
      'sleep',
      '100000',
    )
    const edits = editsOn(host.connection)
    const planOf = async (of: string) =>
      edits.plan({ id: of, spec: blue((await edits.spec({ id: of })).spec) })
    expect(await planOf(id)).toMatchObject({ way: 'refused', refusal: 'auto-remove' })
    expect(await planOf(owner)).toMatchObject({ refusal: 'depended-on', dependants: ['guest'] })
    expect(await edit(edits, 'shortlived', blue)).toMatchObject({ error: { code: 'not-replaceable' } })
    expect(await inspect(id)).toMatchObject({ State: { Running: true } })
    await docker('rm', '--force', 'shortlived', 'guest', 'owner')
  })

  it('does not keep what Compose would take for its own', async () => {
    const label = '--label=com.docker.compose.project=shop'
    const id = await docker('run', '-d', '--name=shop-api-1', label, ...healthy, 'bb', 'sleep', '100000')
    expect(await edit(editsOn(host.connection), 'shop-api-1', blue)).toMatchObject({ state: 'done' })
    expect((await lab.docker('inspect', id)).code).not.toBe(0)
    expect((await inspect('shop-api-1')).Config.Labels).toMatchObject({
      'com.docker.compose.project': 'shop',
    })
    await docker('rm', '--force', 'shop-api-1')
  })
})

type Inspected = {
  readonly Id: string
  readonly Name: string
  readonly State: Json & { readonly Running: boolean }
  readonly Config: Json & { readonly Env: readonly string[]; readonly Labels: Json }
  readonly HostConfig: Json
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, Json>> }
}

/** Addresses, names and hardware addresses, without what the engine draws anew at each start. */
function networksOf({ Id: id, NetworkSettings: { Networks: networks } }: Inspected): unknown {
  return Object.fromEntries(
    Object.entries(networks).map(([name, told]) => [
      name,
      {
        address: told['IPAddress'],
        asked: told['IPAMConfig'],
        aliases: told['Aliases'],
        names: (told['DNSNames'] as readonly string[]).filter((each) => each !== id.slice(0, 12)),
        mac: name === 'inner' ? told['MacAddress'] : '',
      },
    ]),
  )
}
