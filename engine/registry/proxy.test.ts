import type { IncomingMessage, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { never } from '../testing/lab.ts'
import { exchange } from './http.ts'
import { proxyFor } from './proxy.ts'

const trust = { isInsecure: true, ca: [] }
let proxy: Server
let asked: IncomingMessage[]

beforeEach(async () => {
  asked = []
  proxy = createServer((request, response) => {
    asked.push(request)
    if (request.headers['proxy-authorization'] === undefined) response.writeHead(407)
    response.end('{}')
  })
  // No tunnel is dug.
  proxy.on('connect', (request, socket) => {
    asked.push(request)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  for (const name of [
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'ALL_PROXY',
    'all_proxy',
  ])
    vi.stubEnv(name, '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  proxy.closeAllConnections()
  proxy.close()
})

const port = () => (proxy.address() as AddressInfo).port
const ask = (url: string) => exchange({ method: 'GET', url: new URL(url), signal: never() }, trust)

describe('a proxy named by the environment', () => {
  test('is asked in the place of a registry, with the name and password of its address', async () => {
    vi.stubEnv('HTTP_PROXY', `http://user:secret@127.0.0.1:${port()}`)
    expect((await ask('http://registry.invalid/v2/')).status).toBe(200)
    expect(asked[0]?.url).toBe('http://registry.invalid/v2/')
    expect(asked[0]?.headers['proxy-authorization']).toBe(`Basic ${btoa('user:secret')}`)
  })

  test('that refuses is named, without its password', async () => {
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${port()}`)
    vi.stubEnv('HTTPS_PROXY', `http://user:secret@127.0.0.1:${port()}`)
    const refused = {
      code: 'registry-unreachable',
      engineMessage: expect.stringContaining(`proxy 127.0.0.1:${port()} `),
    }
    await expect(ask('http://registry.invalid/v2/')).rejects.toMatchObject({
      data: { ...refused, status: 407 },
    })
    await expect(ask('https://registry.invalid/v2/')).rejects.toMatchObject({
      data: { ...refused, status: 403 },
    })
    expect(asked.map((request) => request.method)).toEqual(['GET', 'CONNECT'])
  })

  test('is not asked for what NO_PROXY names, nor for this computer', () => {
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.invalid:3128')
    vi.stubEnv('NO_PROXY', 'inside.lan,.corp')
    const asksFor = (url: string) => proxyFor(new URL(url))?.host ?? null
    expect(asksFor('https://registry.invalid/')).toBe('proxy.invalid:3128')
    for (const host of ['inside.lan', 'a.corp', 'localhost:5000', '127.0.0.1', '[::1]:5000'])
      expect(asksFor(`https://${host}/`)).toBeNull()
  })

  test('that is no address is told without being shown', () => {
    vi.stubEnv('HTTPS_PROXY', 'socks5://user:secret@proxy:1080')
    expect(() => proxyFor(new URL('https://registry.invalid/'))).toThrow(/^(?!.*secret)/)
  })
})
