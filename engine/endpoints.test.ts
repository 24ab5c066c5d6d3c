import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatherEndpointFacts } from './endpoint-facts.ts'
import type { EndpointFacts } from './endpoints.ts'
import { chooseEndpoint, contextFolder, listTargets, parseContextMeta, usualPlaces } from './endpoints.ts'
import { parseHost } from './target.ts'

const tls = { ca: 'CA', cert: 'CERT', key: 'KEY', verify: true }
const nothing: EndpointFacts = {
  flags: { host: null, context: null },
  dockerHost: null,
  dockerContext: null,
  environmentTls: null,
  currentContext: null,
  contexts: [
    { name: 'nas', host: 'tcp://nas:2376', tls },
    { name: 'desktop', host: 'unix:///home/mei/.docker/desktop/docker.sock', tls: null },
  ],
  usualSockets: [
    { name: 'Docker', host: 'unix:///var/run/docker.sock', exists: true },
    { name: 'Podman', host: 'unix:///run/podman/podman.sock', exists: true },
  ],
}

describe('the engine to begin with', () => {
  it.each<[string, Partial<EndpointFacts>, { host: string; source: string; name: string }]>([
    ['nothing is set', {}, { host: 'unix:///var/run/docker.sock', source: 'socket', name: 'Docker' }],
    [
      'only Podman is there',
      {
        usualSockets: nothing.usualSockets.map((socket) => ({ ...socket, exists: socket.name === 'Podman' })),
      },
      { host: 'unix:///run/podman/podman.sock', source: 'socket', name: 'Podman' },
    ],
    [
      'no socket is there',
      { usualSockets: nothing.usualSockets.map((socket) => ({ ...socket, exists: false })) },
      { host: 'unix:///var/run/docker.sock', source: 'socket', name: 'Docker' },
    ],
    [
      'a context is current',
      { currentContext: 'nas' },
      { host: 'tcp://nas:2376', source: 'context', name: 'nas' },
    ],
    [
      'the default context is current',
      { currentContext: 'default' },
      { host: 'unix:///var/run/docker.sock', source: 'socket', name: 'Docker' },
    ],
    [
      'DOCKER_CONTEXT goes before the current one',
      { currentContext: 'desktop', dockerContext: 'nas' },
      { host: 'tcp://nas:2376', source: 'context', name: 'nas' },
    ],
    [
      'DOCKER_HOST goes before DOCKER_CONTEXT',
      { dockerHost: 'tcp://other:2375', dockerContext: 'nas', currentContext: 'desktop' },
      { host: 'tcp://other:2375', source: 'environment', name: 'DOCKER_HOST' },
    ],
    [
      '--context goes before DOCKER_HOST',
      { flags: { host: null, context: 'desktop' }, dockerHost: 'tcp://other:2375' },
      { host: 'unix:///home/mei/.docker/desktop/docker.sock', source: 'flag', name: 'desktop' },
    ],
    [
      '--context default means DOCKER_HOST',
      { flags: { host: null, context: 'default' }, dockerHost: 'tcp://other:2375' },
      { host: 'tcp://other:2375', source: 'environment', name: 'DOCKER_HOST' },
    ],
    [
      '--host goes before everything',
      {
        flags: { host: 'unix:///x.sock', context: null },
        dockerHost: 'tcp://other:2375',
        currentContext: 'nas',
      },
      { host: 'unix:///x.sock', source: 'flag', name: 'unix:///x.sock' },
    ],
  ])('%s', (_, facts, endpoint) => {
    expect(chooseEndpoint({ ...nothing, ...facts })).toMatchObject({ kind: 'target', target: { endpoint } })
  })

  it('survives a current context that does not exist, and names it', () => {
    expect(chooseEndpoint({ ...nothing, currentContext: 'gone' })).toEqual({
      kind: 'context-missing',
      endpoint: { host: '', source: 'context', name: 'gone' },
    })
  })

  it('takes TLS from the context, or from the environment for DOCKER_HOST, never for a socket', () => {
    const fromEnvironment = { ...tls, ca: 'ENV' }
    const facts = { ...nothing, environmentTls: fromEnvironment }
    expect(chooseEndpoint({ ...facts, currentContext: 'nas' })).toMatchObject({ target: { tls } })
    expect(chooseEndpoint({ ...facts, dockerHost: 'tcp://a:2376' })).toMatchObject({
      target: { tls: fromEnvironment },
    })
    expect(chooseEndpoint({ ...facts, dockerHost: 'unix:///a.sock' })).toMatchObject({
      target: { tls: null },
    })
  })
})

it('offers every context and socket once', () => {
  const facts = { ...nothing, dockerHost: 'unix:///var/run/docker.sock' }
  expect(listTargets(facts).map(({ endpoint }) => `${endpoint.name} ${endpoint.host}`)).toEqual([
    'DOCKER_HOST unix:///var/run/docker.sock',
    'nas tcp://nas:2376',
    'desktop unix:///home/mei/.docker/desktop/docker.sock',
    'Podman unix:///run/podman/podman.sock',
  ])
})

it.each([
  ['unix:///run/x.sock', { kind: 'socket', path: '/run/x.sock' }],
  ['unix://', { kind: 'socket', path: '/var/run/docker.sock' }],
  ['/run/x.sock', { kind: 'socket', path: '/run/x.sock' }],
  ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
  ['\\\\.\\pipe\\docker_engine', { kind: 'socket', path: '\\\\.\\pipe\\docker_engine' }],
  ['tcp://nas', { kind: 'tcp', hostname: 'nas', port: 2375, isSecure: false, prefix: '' }],
  ['nas:80', { kind: 'tcp', hostname: 'nas', port: 80, isSecure: false, prefix: '' }],
  [
    'tcp://[::1]:2375/docker/',
    { kind: 'tcp', hostname: '::1', port: 2375, isSecure: false, prefix: '/docker' },
  ],
  ['https://nas', { kind: 'tcp', hostname: 'nas', port: 2376, isSecure: true, prefix: '' }],
  ['ssh://me@nas', { kind: 'unsupported', scheme: 'ssh' }],
  ['fd://', { kind: 'unsupported', scheme: 'fd' }],
  ['tcp://', { kind: 'unsupported', scheme: '' }],
  ['', { kind: 'unsupported', scheme: '' }],
])('reads the host %s', (host, address) => {
  expect(parseHost(host, false)).toEqual(address)
})

it('uses the TLS port with TLS', () => {
  expect(parseHost('tcp://nas', true)).toMatchObject({ port: 2376 })
})

it.each([
  ['linux', 'unix:///run/user/1000/docker.sock'],
  ['linux', 'unix:///home/mei/.docker/desktop/docker.sock'],
  ['linux', 'unix:///run/user/1000/podman/podman.sock'],
  ['darwin', 'unix:///home/mei/.docker/run/docker.sock'],
  ['darwin', 'unix:///home/mei/.colima/default/docker.sock'],
  ['darwin', 'unix:///home/mei/.orbstack/run/docker.sock'],
  ['darwin', 'unix:///home/mei/.rd/docker.sock'],
  ['win32', 'npipe:////./pipe/dockerDesktopLinuxEngine'],
])('looks on %s at %s', (platform, host) => {
  const places = usualPlaces({ platform, home: '/home/mei', runtimeDir: '/run/user/1000' })
  expect(places.map((place) => place.host)).toContain(host)
})

it.each([
  [
    '{"Name":"a","Endpoints":{"docker":{"Host":"tcp://a"}}}',
    { name: 'a', host: 'tcp://a', skipTlsVerify: false },
  ],
  [
    '{"Name":"a","Endpoints":{"docker":{"Host":"tcp://a","SkipTLSVerify":true}}}',
    { name: 'a', host: 'tcp://a', skipTlsVerify: true },
  ],
  ['{"Name":"a","Endpoints":{"kubernetes":{}}}', null],
  ['{"Name":"a","Endpoints":null}', null],
  ['[]', null],
  ['{', null],
  ['', null],
])('reads context metadata %s', (text, meta) => {
  expect(parseContextMeta(text)).toEqual(meta)
})

describe('gathering', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'bayplan-test-'))
    await writeContext('nas', { Host: 'tcp://nas:2376' })
    await writeContext('plain', { Host: 'tcp://plain:2375' })
    await writeContext('trusting', { Host: 'tcp://t:2376', SkipTLSVerify: true })
    await writeFile(path.join(folder, 'config.json'), '{"currentContext":"nas"}')
    const certificates = path.join(folder, 'contexts/tls', contextFolder('nas'), 'docker')
    await mkdir(certificates, { recursive: true })
    await writeFile(path.join(certificates, 'ca.pem'), 'CA')
    await mkdir(path.join(folder, 'contexts/meta/broken'), { recursive: true })
  })
  afterAll(async () => rm(folder, { recursive: true }))

  async function writeContext(name: string, docker: unknown): Promise<void> {
    const meta = path.join(folder, 'contexts/meta', contextFolder(name))
    await mkdir(meta, { recursive: true })
    await writeFile(path.join(meta, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker } }))
  }

  it('reads contexts, their TLS material and the current one from DOCKER_CONFIG', async () => {
    const facts = await gatherEndpointFacts({ host: null, context: null }, { DOCKER_CONFIG: folder })
    expect(facts.currentContext).toBe('nas')
    expect(facts.contexts).toEqual([
      { name: 'nas', host: 'tcp://nas:2376', tls: { ca: 'CA', cert: null, key: null, verify: true } },
      { name: 'plain', host: 'tcp://plain:2375', tls: null },
      { name: 'trusting', host: 'tcp://t:2376', tls: { ca: null, cert: null, key: null, verify: false } },
    ])
  })

  it('reads DOCKER_TLS_VERIFY and DOCKER_CERT_PATH', async () => {
    const certificates = path.join(folder, 'contexts/tls', contextFolder('nas'), 'docker')
    const env = { DOCKER_CONFIG: folder, DOCKER_CERT_PATH: certificates, DOCKER_HOST: 'tcp://a:2376' }
    const flags = { host: null, context: null }
    expect((await gatherEndpointFacts(flags, env)).environmentTls).toBeNull()
    const facts = await gatherEndpointFacts(flags, { ...env, DOCKER_TLS_VERIFY: '1' })
    expect(facts.environmentTls).toEqual({ ca: 'CA', cert: null, key: null, verify: true })
  })

  it('finds nothing to complain about where docker was never used', async () => {
    const facts = await gatherEndpointFacts(
      { host: null, context: null },
      { HOME: path.join(folder, 'nobody') },
    )
    expect(facts).toMatchObject({ currentContext: null, contexts: [], dockerHost: null })
  })
})
