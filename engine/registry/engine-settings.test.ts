import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EngineClient } from '../client.ts'
import { FakeConnection, fakeClient } from '../testing/fakes.ts'
import { never } from '../testing/lab.ts'
import { EngineRegistrySettings } from './engine-settings.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bayplan-home-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const registryConfig = {
  Mirrors: ['https://mirror.example/'],
  InsecureRegistryCIDRs: ['127.0.0.0/8', '::1/128'],
  IndexConfigs: {
    'docker.io': { Name: 'docker.io', Secure: true, Mirrors: ['https://mirror.example/'] },
    'registry.lan:5000': { Name: 'registry.lan:5000', Secure: false },
    'safe.lan': { Name: 'safe.lan', Secure: true },
  },
}

/** The settings of an engine that answers /info so, at this address. */
function settings(info: object, host = 'unix:///var/run/docker.sock', platform = 'linux') {
  const client: EngineClient = {
    ...fakeClient(() => ({
      status: 200,
      headers: {},
      body: Readable.from([Buffer.from(JSON.stringify(info))]),
    })),
    endpoint: { host, source: 'socket', name: 'test' },
  }
  const connection = new FakeConnection()
  connection.connect(client)
  return new EngineRegistrySettings({ connection, env: { HOME: home }, platform })
}

test('mirrors and registries without verified HTTPS', async () => {
  expect(await settings({ RegistryConfig: registryConfig }).read(never())).toMatchObject({
    mirrors: ['https://mirror.example/'],
    insecureRegistries: ['registry.lan:5000'],
    insecureNetworks: ['127.0.0.0/8', '::1/128'],
  })
})

test('an engine that says nothing about registries (Podman)', async () => {
  expect(await settings({}).read(never())).toMatchObject({
    mirrors: [],
    insecureRegistries: [],
    insecureNetworks: [],
  })
})

test.each([
  ['registry.lan:5000', true],
  ['registry.lan', false],
  ['safe.lan', false],
  ['localhost:5000', true],
  ['127.0.0.9', true],
  ['[::1]:5000', true],
  ['ghcr.invalid', false],
])('%s may be asked without verified HTTPS: %s', async (registry, isInsecure) => {
  const trust = await settings({ RegistryConfig: registryConfig }).trust(registry, never())
  expect(trust.isInsecure).toBe(isInsecure)
})

test('authorities that the docker command trusts for a registry are trusted', async () => {
  const folder = join(home, '.docker/certs.d/registry.lan:5000')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'ca.crt'), 'PEM')
  writeFileSync(join(folder, 'client.key'), 'secret')
  expect((await settings({}).trust('registry.lan:5000', never())).ca).toEqual(['PEM'])
  expect((await settings({}).trust('other.lan', never())).ca).toEqual([])
})

test('a registry is shown the certificate that the docker command would show, with its key', async () => {
  const folder = join(home, '.docker/certs.d/registry.lan:5000')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'client.key'), 'key')
  expect((await settings({}).trust('registry.lan:5000', never())).client).toBeNull()
  writeFileSync(join(folder, 'client.cert'), 'cert')
  writeFileSync(join(folder, 'a.cert'), 'a certificate without a key')
  expect((await settings({}).trust('registry.lan:5000', never())).client).toEqual({
    cert: 'cert',
    key: 'key',
  })
})

describe('where the settings of the engine lie', () => {
  const rootless = { SecurityOptions: ['name=seccomp', 'name=rootless'] }
  test.each([
    [{}, 'unix:///var/run/docker.sock', 'linux'],
    [rootless, 'unix:///run/user/1000/docker.sock', 'rootless'],
    [{ OperatingSystem: 'Docker Desktop' }, 'unix:///Users/a/.docker/run/docker.sock', 'desktop-mac'],
    [{ OperatingSystem: 'Docker Desktop' }, 'npipe:////./pipe/docker_engine', 'desktop-windows'],
    [{}, 'unix:///Users/a/.colima/default/docker.sock', 'colima'],
    [{ Name: 'colima' }, 'tcp://10.0.0.1:2375', 'colima'],
  ])('%j at %s: %s', async (info, host, system) => {
    expect((await settings(info, host).read(never())).system).toBe(system)
  })

  test('a file on this computer is read', async () => {
    mkdirSync(join(home, '.config/docker'), { recursive: true })
    const path = join(home, '.config/docker/daemon.json')
    writeFileSync(path, '{"debug":true}')
    expect((await settings(rootless).read(never())).daemonFile).toEqual({ path, text: '{"debug":true}' })
  })

  test('this computer says nothing about an engine elsewhere', async () => {
    mkdirSync(join(home, '.config/docker'), { recursive: true })
    writeFileSync(join(home, '.config/docker/daemon.json'), '{}')
    expect((await settings(rootless, 'tcp://10.0.0.1:2375').read(never())).daemonFile).toBe(null)
  })
})
