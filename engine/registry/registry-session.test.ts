import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { never } from '../testing/lab.ts'
import type { Credential } from './credentials.ts'
import { refuseIntrusion, refuseUnsafeRedirect } from './http.ts'
import { RegistryBrowser } from './registry-browser.ts'
import { RegistrySession } from './registry-session.ts'
import { fetchToken, parseChallenge } from './token-auth.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

function session(registry: string, credential: Credential | null = null): RegistrySession {
  return new RegistrySession({ registry, trust: { isInsecure: true, ca: [] }, credential })
}
const get = (on: RegistrySession, path: string) => on.request({ method: 'GET', path, signal: never() })
const lab = { kind: 'password', username: 'lab', password: 'secret' } as const
const labHeader = `Basic ${Buffer.from('lab:secret').toString('base64')}`

test.each([
  ['Basic realm="x"', { scheme: 'basic' }],
  [
    'Bearer realm="https://a/t",service="s",scope="repository:a/b:pull,push"',
    { scheme: 'bearer', realm: 'https://a/t', service: 's', scope: 'repository:a/b:pull,push' },
  ],
  ['bearer realm="https://a/t"', { scheme: 'bearer', realm: 'https://a/t', service: null, scope: null }],
  ['Bearer service="s"', null],
  ['Negotiate', null],
  [undefined, null],
])('the challenge %s', (header, challenge) => {
  expect(parseChallenge(header)).toEqual(challenge)
})

describe('token authentication', () => {
  /** A registry that hands out one token, and notes what its realm was asked. */
  async function tokenRegistry(asked: IncomingMessage[], bodies: string[] = []) {
    const registry: string = await serve((request, response) => {
      if (request.url?.startsWith('/token')) {
        asked.push(request)
        let body = ''
        request.on('data', (chunk) => {
          body += String(chunk)
        })
        request.on('end', () => {
          bodies.push(body)
          response.end(JSON.stringify({ token: 'T', expires_in: 300 }))
        })
      } else if (request.headers.authorization === 'Bearer T') response.end('{"repositories":["a"]}')
      else {
        response.setHeader(
          'WWW-Authenticate',
          `Bearer realm="http://${registry}/token",service="s",scope="registry:catalog:*"`,
        )
        response.writeHead(401).end('{}')
      }
    })
    return registry
  }

  test('a token is fetched with the account, once', async () => {
    const asked: IncomingMessage[] = []
    const on = session(await tokenRegistry(asked), lab)
    const browser = new RegistryBrowser(on)
    expect(await browser.repositories(null, never())).toEqual({ names: ['a'], next: null })
    await browser.repositories(null, never())
    expect(asked.map(({ url }) => url)).toEqual(['/token?service=s&scope=registry%3Acatalog%3A*&account=lab'])
    expect(asked[0]?.headers.authorization).toBe(labHeader)
  })

  test('without an account it is asked for anonymously', async () => {
    const asked: IncomingMessage[] = []
    await get(session(await tokenRegistry(asked)), '/v2/_catalog')
    expect(asked[0]?.headers.authorization).toBe(undefined)
  })

  test('an identity token is exchanged by POST', async () => {
    const asked: IncomingMessage[] = []
    const bodies: string[] = []
    await get(
      session(await tokenRegistry(asked, bodies), { kind: 'token', identityToken: 'I' }),
      '/v2/_catalog',
    )
    expect(asked[0]?.method).toBe('POST')
    expect(Object.fromEntries(new URLSearchParams(bodies[0]))).toEqual({
      grant_type: 'refresh_token',
      client_id: 'bayplan',
      refresh_token: 'I',
      service: 's',
      scope: 'registry:catalog:*',
    })
  })

  test.each(['ftp://a/t', 'nonsense'])(
    'a realm that is no web address (%s) gets no password',
    async (realm) => {
      const registry = await serve((_, response) => {
        response.writeHead(401, { 'WWW-Authenticate': `Bearer realm="${realm}"` }).end()
      })
      await expect(get(session(registry, lab), '/v2/_catalog')).rejects.toMatchObject({
        code: 'not-a-registry',
      })
    },
  )
})

test('a password is never sent in the clear because a registry with HTTPS says so', async () => {
  let asked = 0
  const realm = await serve((_, response) => {
    asked += 1
    response.end('{"token":"T"}')
  })
  const token = fetchToken({
    registryUrl: new URL('https://10.0.0.1/'),
    challenge: { scheme: 'bearer', realm: `http://${realm}/token`, service: null, scope: null },
    credential: lab,
    trust: { isInsecure: true, ca: [] },
    signal: never(),
  })
  await expect(token).rejects.toMatchObject({ code: 'not-a-registry' })
  expect(asked).toBe(0)
})

describe('a redirect', () => {
  test('elsewhere carries no password', async () => {
    const seen: IncomingMessage[] = []
    const other = await serve((request, response) => {
      seen.push(request)
      response.end('{}')
    })
    const registry = await serve((request, response) => {
      if (!request.headers.authorization)
        response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end()
      else response.writeHead(307, { Location: `http://${other}/blob` }).end()
    })
    await get(session(registry, lab), '/v2/a/blobs/sha256:x')
    expect(seen).toHaveLength(1)
    expect(seen[0]?.headers.authorization).toBe(undefined)
  })

  test('without end is no registry', async () => {
    const registry = await serve((request, response) =>
      response.writeHead(302, { Location: `${request.url}x` }).end(),
    )
    await expect(get(session(registry), '/v2/_catalog')).rejects.toMatchObject({ code: 'not-a-registry' })
  })

  test('to another protocol is refused', async () => {
    const registry = await serve((_, response) =>
      response.writeHead(302, { Location: 'file:///etc/passwd' }).end(),
    )
    await expect(get(session(registry), '/v2/_catalog')).rejects.toMatchObject({ code: 'not-a-registry' })
  })

  test.each([
    'http://127.0.0.1/',
    'http://[::1]:80/',
    'http://169.254.169.254/latest',
    'https://192.168.1.1/',
  ])('from a public registry to %s is refused', async (target) => {
    const from = new URL('https://93.184.215.14/')
    await expect(refuseIntrusion(from, new URL(target))).rejects.toMatchObject({ code: 'not-a-registry' })
  })

  test('from HTTPS to HTTP is refused', async () => {
    const from = new URL('https://10.0.0.1/')
    await expect(refuseUnsafeRedirect(from, new URL('http://10.0.0.1/'))).rejects.toMatchObject({
      code: 'not-a-registry',
    })
    await expect(refuseUnsafeRedirect(from, new URL('https://10.0.0.1/'))).resolves.toBe(undefined)
  })

  test('within a private network is fine', async () => {
    await expect(
      refuseIntrusion(new URL('http://10.0.0.1:5000/'), new URL('http://10.0.0.2/')),
    ).resolves.toBe(undefined)
  })
})

describe('answers', () => {
  const errors = (code: string) => JSON.stringify({ errors: [{ code, message: 'why' }] })

  test.each([
    [401, 'application/json', errors('UNAUTHORIZED'), 'unauthorized'],
    [403, 'application/json', errors('DENIED'), 'unauthorized'],
    [404, 'application/json', errors('NAME_UNKNOWN'), 'not-found'],
    [404, 'application/json', '', 'not-found'],
    [405, 'application/json', errors('UNSUPPORTED'), 'unsupported'],
    [429, 'application/json', errors('TOOMANYREQUESTS'), 'rate-limited'],
    [503, 'text/plain', 'busy', 'registry-unreachable'],
    [200, 'text/html; charset=utf-8', '<html>', 'not-a-registry'],
    [404, 'text/html', '<html>', 'not-a-registry'],
    [200, 'application/json', 'no json', 'not-a-registry'],
    [200, 'application/json', '[]', 'not-a-registry'],
  ])('%i %s %s', async (status, type, body, code) => {
    const registry = await serve((_, response) =>
      response.writeHead(status, { 'Content-Type': type }).end(body),
    )
    const browser = new RegistryBrowser(session(registry))
    await expect(browser.tags('a', null, never())).rejects.toMatchObject({ code })
  })

  test('nobody there', async () => {
    await expect(get(session('127.0.0.1:1'), '/v2/')).rejects.toMatchObject({ code: 'registry-unreachable' })
  })

  test('a name that nobody resolves', async () => {
    await expect(get(session('registry.invalid'), '/v2/')).rejects.toMatchObject({ code: 'no-network' })
  })

  test('an endless answer is cut off', async () => {
    const registry = await serve((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ')
      const more = (): void => {
        while (response.write(chunk));
        response.once('drain', more)
      }
      more()
    })
    await expect(get(session(registry), '/v2/_catalog')).rejects.toMatchObject({ code: 'not-a-registry' })
  })

  test('HTTPS that fails on a registry that is not insecure is never tried again in the clear', async () => {
    let asked = 0
    const registry = await serve((_, response) => {
      asked += 1
      response.end('{}')
    })
    const strict = new RegistrySession({ registry, trust: { isInsecure: false, ca: [] }, credential: lab })
    await expect(get(strict, '/v2/')).rejects.toMatchObject({ code: 'tls' })
    expect(asked).toBe(0)
  })

  test('pages follow the Link header, by its cursor only', async () => {
    const registry = await serve((request, response) => {
      const last = new URL(request.url ?? '', 'http://x').searchParams.get('last')
      if (last === null)
        response.setHeader('Link', '<http://evil.example/v2/_catalog?last=b%2Fc&n=100>; rel="next"')
      response.end(JSON.stringify({ repositories: last === null ? ['a', 'b/c'] : ['d'] }))
    })
    const browser = new RegistryBrowser(session(registry))
    expect(await browser.repositories(null, never())).toEqual({ names: ['a', 'b/c'], next: 'b/c' })
    expect(await browser.repositories('b/c', never())).toEqual({ names: ['d'], next: null })
  })

  test('an index lists its platforms, without what builders attach', async () => {
    const single = { config: { digest: 'sha256:c' }, layers: [{ size: 3 }, { size: 4 }] }
    const index = {
      manifests: [
        { digest: 'sha256:1', platform: { os: 'linux', architecture: 'amd64' } },
        { digest: 'sha256:2', platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
        {
          digest: 'sha256:3',
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
        },
        { digest: 'sha256:gone', platform: { os: 'linux', architecture: 's390x' } },
      ],
    }
    const registry = await serve((request, response) => {
      const isIndex = request.url?.endsWith('/latest')
      response.setHeader(
        'Content-Type',
        `application/vnd.oci.image.${isIndex ? 'index' : 'manifest'}.v1+json`,
      )
      if (request.url?.endsWith('gone')) response.writeHead(404).end('{}')
      else response.end(JSON.stringify(isIndex ? index : single))
    })
    const image = await new RegistryBrowser(session(registry)).image(
      { repository: 'a', reference: 'latest' },
      never(),
    )
    expect(image.isIndex).toBe(true)
    expect(image.platforms).toEqual([
      { platform: 'linux/amd64', digest: 'sha256:1', sizeBytes: 7, layerCount: 2 },
      { platform: 'linux/arm/v7', digest: 'sha256:2', sizeBytes: 7, layerCount: 2 },
      { platform: 'linux/s390x', digest: 'sha256:gone', sizeBytes: null, layerCount: null },
    ])
  })
})
