import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createEngine } from '../engine/engine.ts'
import { startLab } from '../engine/testing/lab.ts'
import { socketPath, ticketPrefix } from '../shared/login.ts'
import type { Client } from '../shared/rpc-client.ts'
import { createClient } from '../shared/rpc-client.ts'
import { startWebHost } from './host.ts'
import { createBuiltPage, createPagePort } from './testing/host-rig.ts'

const name = 'bayplan-test-host'

describe('web host on a real engine', () => {
  let lab: Awaited<ReturnType<typeof startLab>>
  beforeAll(async () => {
    lab = await startLab('28')
    await lab.docker('run', '-d', '--label', 'bayplan.test=1', '--name', name, 'bb', 'sleep', '1000')
  })
  afterAll(() => lab.stop())

  async function openHost() {
    const page = await createBuiltPage()
    const onBug = vi.fn()
    const engine = createEngine({
      host: lab.host,
      hostInfo: { kind: 'web', appVersion: '0', platform: 'linux', user: 'test' },
      onBug,
    })
    const host = await startWebHost({
      handlers: engine.handlers,
      transfers: engine.transfers,
      isBusy: () => false,
      root: page.root,
      port: 0,
      idleExitSeconds: 0,
      withSourceMaps: false,
      onIdle: () => {},
      log: (line) => onBug(line),
    })
    const close = async () => {
      await Promise.all([host.close(), engine.dispose()])
      await page.remove()
      expect(onBug).not.toHaveBeenCalled()
    }
    return { host, close }
  }

  async function openPage(address: string): Promise<Client> {
    const { host, origin, hash } = new URL(address)
    const socket = new WebSocket(`ws://${host}${socketPath}`, { origin })
    await once(socket, 'open')
    socket.send(JSON.stringify({ ticket: hash.slice(ticketPrefix.length) }))
    await once(socket, 'message')
    return createClient(createPagePort(socket))
  }

  async function connected(client: Client): Promise<void> {
    for await (const status of client.open('engine.status', {})) if (status.state === 'connected') return
  }

  it('two windows see one engine: a shell opened in one is typed into from the other', async () => {
    const { host, close } = await openHost()
    const first = await openPage(host.address())
    const second = await openPage(host.address())
    await Promise.all([connected(first), connected(second)])
    const session = await first.call('exec.create', {
      containerId: name,
      command: ['cat'],
      user: '',
      workingDir: '',
      size: { columns: 80, rows: 24 },
    })
    const listed = await second.call('exec.list', { containerId: null })
    expect(listed.map(({ id }) => id)).toEqual([session.id])
    const watching = first.open('exec.session', { sessionId: session.id })
    const typing = second.open('exec.session', { sessionId: session.id })
    await typing.send(new TextEncoder().encode('你好\n'))
    const decoder = new TextDecoder()
    let seen = ''
    for await (const item of watching) {
      if (item instanceof Uint8Array) seen += decoder.decode(item, { stream: true })
      if (seen.includes('你好')) break
    }
    typing.close()
    await close()
  })

  it('leaves no process in a container when it ends', async () => {
    const { host, close } = await openHost()
    const client = await openPage(host.address())
    await connected(client)
    await client.call('exec.create', {
      containerId: name,
      command: ['sh'],
      user: '',
      workingDir: '',
      size: { columns: 80, rows: 24 },
    })
    const processes = async () => {
      const lines = (await lab.docker('top', name, '-o', 'pid,args')).stdout.trim().split('\n').slice(1)
      return lines.map((line) => line.trim().replace(/^\d+\s+/, ''))
    }
    await vi.waitFor(async () => expect(await processes()).toContain('sh'))
    await close()
    await vi.waitFor(async () => expect(await processes()).toEqual(['sleep 1000']), { timeout: 5_000 })
    await client.closed
  })
})
