import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { maxMessageBytes } from '../shared/byte-port.ts'
import { closeCodes, socketPath } from '../shared/login.ts'
import { createClient } from '../shared/rpc-client.ts'
import { eventually } from '../shared/testing/transport-rig.ts'
import { HostRig, rejection } from './testing/host-rig.ts'

/* What somebody may try who is not the page: another site, a container's page, another user of the machine. */

const denied = closeCodes.denied
const foreign = 'http://127.0.0.1:1'

describe('attacks', { timeout: 30_000 }, () => {
  let rig: HostRig
  beforeEach(async () => {
    rig = await HostRig.start({ calls: { 'container.start': async () => null } }, { headersTimeoutMs: 500 })
  })
  afterEach(() => rig.stop())

  /** The host answers its own page after whatever was done to it. */
  async function expectAlive(): Promise<void> {
    const { port } = await rig.enter({ ticket: rig.ticket() })
    expect(await createClient(port).call('container.start', { id: 'abc' })).toBeNull()
  }

  describe('over HTTP', () => {
    const host = () => `127.0.0.1:${rig.host.port}`

    it.each([
      ['a rebound name', () => ({ host: 'rebind.example' })],
      ['a rebound name with the port', () => ({ host: `rebind.example:${rig.host.port}` })],
      ['localhost', () => ({ host: `localhost:${rig.host.port}` })],
      ['another port', () => ({ host: '127.0.0.1:1' })],
      ['no port', () => ({ host: '127.0.0.1' })],
      ['an IPv6 spelling', () => ({ host: `[::ffff:127.0.0.1]:${rig.host.port}` })],
      ['a decimal spelling', () => ({ host: `2130706433:${rig.host.port}` })],
      ['a trailing dot', () => ({ host: `127.0.0.1.:${rig.host.port}` })],
      ['user information', () => ({ host: `x@127.0.0.1:${rig.host.port}` })],
      ['a foreign Origin', () => ({ origin: foreign })],
      ['Origin null', () => ({ origin: 'null' })],
      ['fetch of another site', () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })],
      ['fetch of another port', () => ({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' })],
      [
        'an iframe of another port',
        () => ({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }),
      ],
      [
        'a script tag of another port',
        () => ({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }),
      ],
      ['an unknown relation', () => ({ 'sec-fetch-site': 'friend', 'sec-fetch-mode': 'cors' })],
    ])('refuses %s with 403', async (_name, headers) => {
      for (const path of ['/', '/assets/main-abc123.js', '/nothing']) {
        const answer = await rig.fetch(path, headers())
        expect([path, answer.status]).toEqual([path, 403])
        expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      }
    })

    it.each([
      [
        'a typed address',
        { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      ],
      [
        'a link',
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      ],
      [
        'a link of another port',
        { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      ],
      ['a browser without fetch metadata', {}],
    ])('opens the page for %s, without any secret in it', async (_name, headers) => {
      const answer = await rig.fetch('/', headers)
      expect(answer.status).toBe(200)
      expect(answer.headers['set-cookie']).toBeUndefined()
    })

    it('a link of another site leads to the page only, not to a file', async () => {
      const link = {
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      }
      expect((await rig.fetch('/assets/main-abc123.js', link)).status).toBe(403)
    })

    it.each([
      '/../package.json',
      '/..%2fpackage.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/package.json',
      '/..%5cpackage.json',
      '/..\\package.json',
      '//package.json',
      '/assets/../index.html',
      '/assets/..%2f..%2fpackage.json',
      '/assets//main-abc123.js',
      '/assets/',
      '/assets',
      '/index.html',
      '/index.html%00.js',
      '/%00',
      '/%zz',
      '/%c0%ae%c0%ae/package.json',
      '/.env.json',
      '/.git/config.txt',
      '/link.json',
      '/assets/main-abc123.js.map',
      '/assets/data.bin',
      '/__proto__',
      '/constructor',
      `${socketPath}`,
      'http://127.0.0.1/',
      '*',
    ])('answers %s with 404', async (path) => {
      const answer = await rig.fetch(path)
      expect(answer.status).toBe(404)
      expect(answer.body).not.toContain('secret')
    })

    it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND'])(
      'refuses %s',
      async (method) => {
        const answer = await rig.fetch('/', { origin: rig.origin }, method)
        expect(answer.status).toBe(405)
        expect(answer.headers.allow).toBe('GET, HEAD')
      },
    )

    it.each([
      ['CONNECT', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n'],
      ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
      ['HTTP/1.0 without Host', 'GET / HTTP/1.0\r\n\r\n'],
      ['garbage', '\x16\x03\x01\x02\x00 this is TLS\r\n\r\n'],
      ['another protocol', 'SSH-2.0-x\r\n\r\n'],
      ['headers larger than 16 KiB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ])('gives nothing to %s', async (_name, bytes) => {
      const answer = await rig.raw(bytes)
      expect(answer).not.toMatch(/^HTTP\/1\.1 200/)
      expect(answer).not.toContain('<!doctype')
      await expectAlive()
    })

    it('refuses two Hosts, in either order', async () => {
      for (const pair of [
        [host(), 'rebind.example'],
        ['rebind.example', host()],
      ]) {
        const lines = pair.map((name) => `Host: ${name}\r\n`).join('')
        const answer = await rig.raw(`GET / HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`)
        expect(answer).toMatch(/^HTTP\/1\.1 40[03]/)
      }
    })

    it('cuts off who dribbles headers', async () => {
      const socket = connect(rig.host.port, '127.0.0.1')
      const drip = setInterval(() => socket.write('X-A: 1\r\n'), 50)
      socket.on('error', () => {})
      socket.write(`GET / HTTP/1.1\r\nHost: ${host()}\r\n`)
      socket.resume()
      await once(socket, 'close')
      clearInterval(drip)
      await expectAlive()
    })

    it('cuts off who connects and says nothing', async () => {
      expect(await rig.raw('')).not.toContain('200')
    })

    it('bears more connections than it takes', async () => {
      const sockets = Array.from({ length: 300 }, () => connect(rig.host.port, '127.0.0.1'))
      let closed = 0
      for (const socket of sockets) {
        socket.on('error', () => {})
        socket.on('close', () => {
          closed += 1
        })
      }
      await eventually(() => expect(closed).toBeGreaterThan(20))
      for (const socket of sockets) socket.destroy()
      await eventually(() => expect(closed).toBe(300))
      await eventually(() => expectAlive())
    })
  })

  describe('over WebSocket', () => {
    it.each<[string, () => WebSocket, number]>([
      ['a foreign Origin', () => rig.socket({ origin: foreign }), 403],
      ['Origin null', () => rig.socket({ origin: 'null' }), 403],
      ['an Origin of another scheme', () => rig.socket({ origin: `https://${rig.name}` }), 403],
      ['an Origin that begins like ours', () => rig.socket({ origin: `${rig.origin}.evil.example` }), 403],
      ['a rebound Host', () => rig.socket({ host: 'rebind.example', origin: 'http://rebind.example' }), 403],
      ['localhost', () => rig.socket({ host: `localhost:${rig.host.port}` }), 403],
      ['fetch metadata of another port', () => rig.socket({ 'sec-fetch-site': 'same-site' }), 403],
      ['another path', () => rig.socket({}, '/'), 404],
      ['a query', () => rig.socket({}, `${socketPath}?ticket=x`), 404],
    ])('refuses %s', async (_name, open, status) => {
      expect(await rejection(open())).toBe(status)
    })

    it('refuses a handshake without Origin', async () => {
      const answer = await rig.raw(
        `GET ${socketPath} HTTP/1.1\r\nHost: ${rig.name}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 403/)
    })

    it('refuses an upgrade to something else', async () => {
      const answer = await rig.raw(
        `GET ${socketPath} HTTP/1.1\r\nHost: ${rig.name}\r\nOrigin: ${rig.origin}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 400/)
    })

    async function logIn(first: string | Uint8Array): Promise<number> {
      const socket = rig.socket()
      await once(socket, 'open')
      socket.send(first)
      return rejection(socket)
    }

    it('a ticket works once', async () => {
      const ticket = rig.ticket()
      await rig.enter({ ticket })
      expect(await logIn(JSON.stringify({ ticket }))).toBe(denied)
    })

    it('two that race with one ticket: one gets in', async () => {
      const ticket = rig.ticket()
      const results = await Promise.allSettled([1, 2, 3, 4].map(() => rig.enter({ ticket })))
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    it.each([
      ['a wrong ticket', JSON.stringify({ ticket: 'A'.repeat(43) }), denied],
      ['an empty ticket', JSON.stringify({ ticket: '' }), denied],
      ['a wrong session', JSON.stringify({ session: 'A'.repeat(43) }), denied],
      ['no ticket', '{}', closeCodes.notUnderstood],
      ['ticket and session', JSON.stringify({ ticket: 'a', session: 'b' }), closeCodes.notUnderstood],
      ['a ticket that is no text', '{"ticket":{"$ne":null}}', closeCodes.notUnderstood],
      ['a ticket by prototype', '{"__proto__":{"ticket":"a"}}', closeCodes.notUnderstood],
      ['garbage', 'GET / HTTP/1.1', closeCodes.notUnderstood],
      ['nothing', '', closeCodes.notUnderstood],
      ['bytes', Uint8Array.of(1, 2, 3), closeCodes.notUnderstood],
      ['a login in bytes', new TextEncoder().encode('{"ticket":"a"}'), closeCodes.notUnderstood],
    ])('turns away %s', async (_name, first, code) => {
      expect(await logIn(first)).toBe(code)
    })

    it('a ticket used as a session, and a session used as a ticket, are nothing', async () => {
      const ticket = rig.ticket()
      expect(await logIn(JSON.stringify({ session: ticket }))).toBe(denied)
      const { session } = await rig.enter({ ticket })
      expect(await logIn(JSON.stringify({ ticket: session }))).toBe(denied)
    })

    it('turns away who says nothing in time', async () => {
      const hasty = await HostRig.start({}, { loginTimeoutMs: 50 })
      expect(await rejection(hasty.socket())).toBe(closeCodes.loginTooLate)
      await hasty.stop()
    })

    it('cuts off who says more than a login before it is in', async () => {
      const socket = rig.socket()
      await once(socket, 'open')
      socket.send('x'.repeat(1 << 20))
      expect(await rejection(socket)).toBe(1006)
      const fragments = rig.socket()
      await once(fragments, 'open')
      for (let part = 0; part < 200; part += 1) fragments.send('x'.repeat(10), { fin: false })
      expect(await rejection(fragments)).toBe(1006)
      await expectAlive()
    })

    it('frames sent together with a wrong login are never read', async () => {
      const socket = rig.socket()
      await once(socket, 'open')
      const answers = vi.fn()
      socket.on('message', answers)
      socket.send(JSON.stringify({ ticket: 'wrong' }))
      const json = '[[{"t":"call","id":1,"name":"container.start","params":{"id":"abc"}}],[]]'
      const frames = Buffer.concat([Buffer.alloc(4), Buffer.from(json)])
      frames.writeUInt32LE(json.length)
      socket.send(frames)
      expect(await rejection(socket)).toBe(denied)
      expect(answers).not.toHaveBeenCalled()
    })

    it('a giant frame closes its own socket only', async () => {
      const other = await rig.enter({ ticket: rig.ticket() })
      const { socket } = await rig.enter({ ticket: rig.ticket() })
      socket.send(new Uint8Array(maxMessageBytes + 1))
      expect(await rejection(socket)).toBe(1009)
      expect(await createClient(other.port).call('container.start', { id: 'abc' })).toBeNull()
    })

    it('a frame that claims 2^62 bytes closes its socket', async () => {
      const { socket } = await rig.enter({ ticket: rig.ticket() })
      const header = Buffer.from([0x82, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])
      const raw: unknown = Reflect.get(socket, '_socket')
      if (raw instanceof Object && 'write' in raw && typeof raw.write === 'function') raw.write(header)
      expect(await rejection(socket)).toBe(1009)
      await expectAlive()
    })

    it.each([
      [
        'the parameters',
        (nested: string) => `{"t":"call","id":1,"name":"container.start","params":${nested}}`,
      ],
      ['an input', (nested: string) => `{"t":"input","id":1,"value":${nested}}`],
      ['no frame at all', (nested: string) => nested],
    ])('a million brackets as %s harm nobody', async (_name, frameOf) => {
      const { socket } = await rig.enter({ ticket: rig.ticket() })
      const nested = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`
      const json = Buffer.from(`[[${frameOf(nested)}],[]]`)
      const message = Buffer.alloc(4 + json.length)
      message.writeUInt32LE(json.length)
      json.copy(message, 4)
      socket.send(message)
      await expectAlive()
      expect(rig.logged.filter((line) => line.startsWith('bug'))).toEqual([])
    })

    it('of many who do not log in only some are let wait, and their going makes room', async () => {
      const strangers = Array.from({ length: 60 }, () => rig.socket())
      const codes: number[] = []
      for (const socket of strangers) void rejection(socket).then((code) => codes.push(code))
      await eventually(() => expect(codes).toHaveLength(44))
      expect(new Set(codes)).toEqual(new Set([429]))
      for (const socket of strangers) socket.terminate()
      await eventually(expectAlive)
    })

    it('guessing is slowed down, and who is in stays in', async () => {
      const { port, session } = await rig.enter({ ticket: rig.ticket() })
      const guesses: number[] = []
      const guess = async () => {
        const socket = rig.socket()
        const isOpen = once(socket, 'open').then(() => socket.send('{"ticket":"guess"}'))
        isOpen.catch(() => {})
        return rejection(socket)
      }
      // A slow machine earns a guess or two more while it guesses.
      while (guesses.length < 60 && guesses.at(-1) !== 429) guesses.push(await guess())
      expect(guesses.length).toBeGreaterThan(20)
      expect(guesses.slice(0, -1).every((code) => code === denied)).toBe(true)
      expect(guesses.at(-1)).toBe(429)
      expect(await createClient(port).call('container.start', { id: 'abc' })).toBeNull()
      // A second later there is room for one more.
      await eventually(async () => void (await rig.enter({ session })))
    })

    it('no secret is written to the diagnostics', async () => {
      const ticket = rig.ticket()
      const { session } = await rig.enter({ ticket })
      await logIn(JSON.stringify({ ticket }))
      await rejection(rig.socket({ origin: `http://${session}` }))
      expect(rig.logged.length).toBeGreaterThan(0)
      expect(rig.logged.join('\n')).not.toContain(ticket)
      expect(rig.logged.join('\n')).not.toContain(session)
    })
  })
})
