import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.mjs'
import { startEngine } from '../scripts/lab/engine.mjs'
import { dockerCommand, dockerCommandsFor } from '../shared/docker-command.ts'
import { networkCommandsFor } from '../shared/docker-command-network.ts'

const sh = promisify(execFile)

let engine: LabEngine

beforeAll(async () => {
  engine = await startEngine({ version: '28' })
})
afterAll(async () => {
  await engine.stop()
})

/** Types the printed command into a real shell. */
async function type(command: string): Promise<string> {
  const folder = engine.dockerPath.replace(/\/[^/]+$/, '')
  const env = { ...process.env, ...engine.dockerEnv, PATH: `${folder}:${process.env['PATH']}` }
  const { stdout } = await sh('sh', ['-c', command], { env })
  return stdout
}

async function run(name: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await engine.docker(
    'run',
    '--detach',
    '--label',
    'bayplan.test=1',
    '--name',
    name,
    ...args,
  )
  expect(stderr, stderr).toBe('')
  expect(code).toBe(0)
}

async function state(name: string, template = '{{.State.Status}}'): Promise<string> {
  return (await engine.docker('inspect', '--format', template, name)).stdout.trim()
}

describe('the printed command', () => {
  it('does what its click promises: stop, start, restart, pause, unpause, rename, kill, remove', async () => {
    await run('verbs', '--init', 'bb', 'sleep', '1000')
    await type(dockerCommand.stop({ names: ['verbs'], timeoutSeconds: 5 }))
    expect(await state('verbs')).toBe('exited')
    await type(dockerCommand.start({ names: ['verbs'] }))
    expect(await state('verbs')).toBe('running')
    const startedAt = await state('verbs', '{{.State.StartedAt}}')
    await type(dockerCommand.restart({ names: ['verbs'], timeoutSeconds: 5 }))
    expect(await state('verbs', '{{.State.StartedAt}}')).not.toBe(startedAt)
    await type(dockerCommand.pause({ names: ['verbs'] }))
    expect(await state('verbs')).toBe('paused')
    await type(dockerCommand.unpause({ names: ['verbs'] }))
    expect(await state('verbs')).toBe('running')
    await type(dockerCommand.rename({ name: 'verbs', newName: 'verbs.2' }))
    expect(await state('verbs.2')).toBe('running')
    await type(dockerCommand.kill({ names: ['verbs.2'], signal: 'SIGKILL' }))
    await expect.poll(() => state('verbs.2', '{{.State.ExitCode}}')).toBe('137')
    await type(dockerCommand.remove({ names: ['verbs.2'] }))
    expect(await state('verbs.2')).toBe('')
  })

  it('makes, connects, disconnects and removes networks of any name', async () => {
    const networks = networkCommandsFor(null)
    const network = `--it's <b>"any"</b> $HOME`
    const pool = { subnet: '10.88.0.0/16', gateway: '10.88.0.9', ipRange: '10.88.4.0/24' }
    const flags = { isInternal: true, isAttachable: true, isIngress: false, isConfigOnly: false }
    await type(
      networks.create({
        ...flags,
        name: network,
        driver: 'bridge',
        scope: 'local',
        configFrom: null,
        hasIpv4: true,
        hasIpv6: true,
        ipamDriver: 'default',
        ipamOptions: { a: 'b' },
        pools: [
          { ...pool, auxAddresses: { printer: '10.88.4.7' } },
          { subnet: 'fd00:88::/64', gateway: null, ipRange: null, auxAddresses: {} },
        ],
        options: { 'com.docker.network.driver.mtu': '1400' },
        labels: { 'bayplan.test': '1', note: 'two words' },
      }),
    )
    await run('member', '--init', 'bb', 'sleep', '1000')
    const names = { network, container: 'member' }
    const connection = {
      networkId: '',
      containerId: '',
      aliases: ['first', 'second'],
      ipv4Address: '10.88.4.20',
      ipv6Address: 'fd00:88::20',
      linkLocalAddresses: ['169.254.3.20'],
      links: [],
      driverOptions: { 'com.example.key': 'value' },
      gatewayPriority: 5,
    }
    await type(networks.connect(names, connection))
    const [inspected] = JSON.parse(await type(networks.inspect(network))) as Record<string, unknown>[]
    expect(inspected).toMatchObject({ Name: network, Internal: true, Attachable: true, EnableIPv6: true })
    const endpoint = await state(
      'member',
      `{{json (index .NetworkSettings.Networks ${JSON.stringify(network)})}}`,
    )
    expect(JSON.parse(endpoint)).toMatchObject({
      IPAddress: '10.88.4.20',
      GlobalIPv6Address: 'fd00:88::20',
      Aliases: ['first', 'second'],
      GwPriority: 5,
    })
    await type(networks.remove(network, ['member']))
    expect(await type(networks.list())).not.toContain('any')
    await engine.docker('rm', '--force', 'member')
  })

  it('sends the signal it names', async () => {
    await run('signal', '--init', 'bb', 'sleep', '1000')
    await type(dockerCommand.kill({ names: ['signal'], signal: 'SIGTERM' }))
    await expect.poll(() => state('signal', '{{.State.ExitCode}}')).toBe('143')
    await type(dockerCommand.remove({ names: ['signal'] }))
  })

  it('stops the running ones first, then removes all, with their anonymous volumes', async () => {
    await run('gone-1', '--init', '--volume', '/data', 'bb', 'sleep', '1000')
    await run('gone-2', '--init', 'bb', 'true')
    const volume = await state('gone-1', '{{(index .Mounts 0).Name}}')
    await type(dockerCommand.remove({ names: ['gone-1', 'gone-2'], stopFirst: ['gone-1'], volumes: true }))
    expect(await state('gone-1')).toBe('')
    expect(await state('gone-2')).toBe('')
    expect((await engine.docker('volume', 'inspect', volume)).code).not.toBe(0)
  })

  it('kills and removes by force', async () => {
    await run('forced', 'bb', 'sleep', '1000')
    await type(dockerCommand.remove({ names: ['forced'], force: true }))
    expect(await state('forced')).toBe('')
  })

  it('reads: ps, logs, inspect, version, at an engine it is pointed to', async () => {
    await run('reads', '--label', 'com.docker.compose.project=my shop', 'bb', 'echo', 'hello')
    const pointed = dockerCommandsFor({ host: engine.host, source: 'flag', name: '' })
    expect(await type(pointed.ps({ project: 'my shop' }))).toContain('reads')
    expect(await type(dockerCommand.ps({ project: 'other' }))).not.toContain('reads')
    expect(await type(dockerCommand.logs({ name: 'reads', tail: 1, timestamps: true }))).toMatch(
      /^\d{4}-.*Z hello\n$/,
    )
    expect(await type(dockerCommand.inspect('reads'))).toContain('"Name": "/reads"')
    expect(await type(dockerCommand.version())).toContain('Server')
    await type(dockerCommand.remove({ names: ['reads'], force: true }))
  })
})
