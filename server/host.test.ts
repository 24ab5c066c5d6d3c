import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../shared/errors.ts'
import { createClient } from '../shared/rpc-client.ts'
import { quiet } from '../shared/testing/fake-handlers.ts'
import { eventually } from '../shared/testing/transport-rig.ts'
import { HostRig } from './testing/host-rig.ts'

describe('web host', { timeout: 30_000 }, () => {
  let rig: HostRig | null = null
  afterEach(async () => {
    await rig?.stop()
    rig = null
  })

  it('sends every response with its security headers, and a nonce of its own', async () => {
    rig = await HostRig.start()
    const seen = new Set<string>()
    for (const path of ['/', '/assets/main-abc123.js', '/nothing']) {
      const { headers } = await rig.fetch(path)
      expect(headers).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      expect(headers['permissions-policy']).toContain('camera=()')
      const policy = String(headers['content-security-policy'])
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
      seen.add(nonce)
      expect(policy.replace(nonce, 'N').split('; ')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'nonce-N'",
        "img-src 'self' data:",
        "font-src 'self'",
        `connect-src 'self' ws://127.0.0.1:${rig.host.port}`,
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        ...(path === '/' ? ["require-trusted-types-for 'script'", 'trusted-types default'] : []),
      ])
    }
    expect(seen.size).toBe(3)
  })

  it('tells the page the nonce of its own response', async () => {
    rig = await HostRig.start()
    const { headers, body } = await rig.fetch('/')
    const nonce = /content="([^"]+)"/.exec(body)?.[1]
    expect(headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
  })

  it('lets the browser keep hashed files and nothing else', async () => {
    rig = await HostRig.start()
    expect((await rig.fetch('/')).headers['cache-control']).toBe('no-store')
    expect((await rig.fetch('/nothing')).headers['cache-control']).toBe('no-store')
    expect((await rig.fetch('/assets/main-abc123.js')).headers['cache-control']).toContain('immutable')
  })

  it('answers HEAD as GET without the body', async () => {
    rig = await HostRig.start()
    const get = await rig.fetch('/')
    const head = await rig.fetch('/', {}, 'HEAD')
    expect(head.status).toBe(200)
    expect(head.body).toBe('')
    expect(head.headers['content-length']).toBe(get.headers['content-length'])
  })

  it('listens on the IPv4 loopback address only', async () => {
    rig = await HostRig.start()
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address }) => address)
      .filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80'))
    for (const address of ['127.0.0.2', '::1', ...others]) {
      const socket = connect(rig.host.port, address)
      const outcome = await Promise.race([
        once(socket, 'connect').then(() => 'connected'),
        once(socket, 'error').then(() => 'refused'),
      ]).catch(() => 'refused')
      socket.destroy()
      expect([address, outcome]).toEqual([address, 'refused'])
    }
  })

  it('a reloaded page goes on with its session; a second window comes with a ticket of its own', async () => {
    rig = await HostRig.start({ calls: { 'container.start': async () => null } })
    const first = await rig.enter({ ticket: rig.ticket() })
    const second = await rig.enter({ ticket: rig.ticket() })
    expect(second.session).not.toBe(first.session)
    first.socket.close()
    await once(first.socket, 'close')
    const reloaded = await rig.enter({ session: first.session })
    expect(reloaded.session).toBe(first.session)
    const duplicated = await rig.enter({ session: first.session })
    for (const { port } of [reloaded, second, duplicated]) {
      expect(await createClient(port).call('container.start', { id: 'abc' })).toBeNull()
    }
  })

  it('a page that goes away leaves nothing running; other pages go on', async () => {
    rig = await HostRig.start({ streams: { 'container.feed': (_params, signal) => quiet(signal) } })
    const leaving = await rig.enter({ ticket: rig.ticket() })
    const staying = await rig.enter({ ticket: rig.ticket() })
    createClient(leaving.port).open('container.feed', {})
    createClient(staying.port).open('container.feed', {})
    await eventually(() => expect(rig?.active()).toBe(2))
    leaving.socket.terminate()
    await eventually(() => expect(rig?.active()).toBe(1))
  })

  it('a bug in a handler is written down with its stack and shown as internal', async () => {
    rig = await HostRig.start({
      calls: {
        'container.start': async () => {
          throw new TypeError('planted')
        },
      },
    })
    const { port } = await rig.enter({ ticket: rig.ticket() })
    const failure = createClient(port).call('container.start', { id: 'abc' })
    await expect(failure).rejects.toMatchObject({ data: { code: 'internal' } })
    await expect(failure).rejects.toBeInstanceOf(EngineError)
    expect(rig.logged.join('\n')).toMatch(/bug in container\.start:[^]*TypeError: planted\n\s+at /)
  })

  it('calls out idle once the last page is gone', async () => {
    const onIdle = vi.fn()
    rig = await HostRig.start({}, { idleExitSeconds: 0.05, onIdle })
    const { socket } = await rig.enter({ ticket: rig.ticket() })
    expect(onIdle).not.toHaveBeenCalled()
    socket.close()
    await eventually(() => expect(onIdle).toHaveBeenCalledOnce())
  })

  it('closes with pages open, one of them deaf, within the time a person waits', async () => {
    const closing = await HostRig.start()
    const page = await closing.enter({ ticket: closing.ticket() })
    const deaf = await closing.enter({ ticket: closing.ticket() })
    deaf.socket.pause()
    const [[code]] = await Promise.all([once(page.socket, 'close'), closing.host.close()])
    expect(code).toBe(1001)
    await expect(closing.fetch('/')).rejects.toThrow('ECONNREFUSED')
    await closing.stop()
  })
})
