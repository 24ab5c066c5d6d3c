import { lookup } from 'node:dns/promises'
import { readdir, readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { defaultRegistry } from '../../shared/reference.ts'
import type { DaemonSystem, RegistrySettings } from '../../shared/registry.ts'
import type { EngineConnection } from '../client.ts'
import type { Environment } from '../endpoint-facts.ts'
import { requestJson } from '../engine-json.ts'
import { recordOf, textOf, textsOf } from '../normalize/record.ts'
import type { ClientCertificate, Trust } from './http.ts'
import { isInRanges } from './private-address.ts'

type Options = { readonly connection: EngineConnection; readonly env: Environment; readonly platform: string }

/** What the engine's own configuration says about registries. */
export class EngineRegistrySettings {
  private readonly options: Options

  constructor(options: Options) {
    this.options = options
  }

  /** Source: `SystemInfo`. Errors: engine-unreachable. */
  async read(signal: AbortSignal): Promise<RegistrySettings> {
    const client = this.options.connection.client()
    const info = recordOf(await requestJson(client, { method: 'GET', path: '/info', signal }))
    const config = recordOf(info['RegistryConfig'])
    const indexes = Object.entries(recordOf(config['IndexConfigs']))
    const system = systemOf(info, client.endpoint.host)
    return {
      mirrors: textsOf(config['Mirrors']),
      insecureRegistries: indexes.flatMap(([name, index]) =>
        name !== defaultRegistry && recordOf(index)['Secure'] === false ? [name] : [],
      ),
      insecureNetworks: textsOf(config['InsecureRegistryCIDRs']),
      system,
      daemonFile: await this.daemonFile(system, client.endpoint.host),
    }
  }

  /** How far the engine trusts a registry, for our own requests to it. */
  async trust(registry: string, signal: AbortSignal): Promise<Trust> {
    const { insecureRegistries, insecureNetworks } = await this.read(signal)
    const isInsecure =
      insecureRegistries.includes(registry) || (await isInNetworks(hostOf(registry), insecureNetworks))
    const folders = this.certificateFolders(registry)
    const ca = await Promise.all(folders.map(readAuthorities))
    const clients = await Promise.all(folders.map(readClientCertificate))
    return { isInsecure, ca: ca.flat(), client: clients.find((client) => client !== null) ?? null }
  }

  /** Where an engine on this computer, and the docker command, look for a registry's certificates. */
  private certificateFolders(registry: string): readonly string[] {
    const { env } = this.options
    return [
      path.join('/etc/docker/certs.d', registry),
      path.join(homeOf(env), '.docker/certs.d', registry),
      path.join(homeOf(env), '.config/docker/certs.d', registry),
    ]
  }

  private async daemonFile(system: DaemonSystem, host: string): Promise<RegistrySettings['daemonFile']> {
    // The settings of an engine elsewhere do not lie here.
    if (!/^(unix|npipe):/.test(host)) return null
    const file = daemonFilePath(system, homeOf(this.options.env), this.options.platform)
    if (file === null) return null
    const text = await readFile(file, 'utf8').catch(() => null)
    return text === null ? null : { path: file, text }
  }
}

function systemOf(info: Readonly<Record<string, unknown>>, host: string): DaemonSystem {
  const name = textOf(info['OperatingSystem'])
  if (name === 'Docker Desktop') {
    return host.startsWith('npipe:') || host.includes('/mnt/wsl') ? 'desktop-windows' : 'desktop-mac'
  }
  if (/\/\.colima\//.test(host) || textOf(info['Name']).startsWith('colima')) return 'colima'
  return textsOf(info['SecurityOptions']).some((option) => option.includes('name=rootless'))
    ? 'rootless'
    : 'linux'
}

function daemonFilePath(system: DaemonSystem, home: string, platform: string): string | null {
  switch (system) {
    case 'linux':
      return platform === 'linux' ? '/etc/docker/daemon.json' : null
    case 'rootless':
      return path.join(home, '.config/docker/daemon.json')
    case 'desktop-mac':
    case 'desktop-windows':
      return path.join(home, '.docker/daemon.json')
    case 'colima':
      // Kept in its own YAML file, as part of it.
      return null
  }
}

async function readAuthorities(folder: string): Promise<readonly string[]> {
  const read = await Promise.all((await namesIn(folder, '.crt')).map((name) => readText(folder, name)))
  return read.filter((text) => text !== null)
}

/** The first `name.cert` with a `name.key` beside it. */
async function readClientCertificate(folder: string): Promise<ClientCertificate | null> {
  for (const name of (await namesIn(folder, '.cert')).toSorted()) {
    const cert = await readText(folder, name)
    const key = await readText(folder, name.replace(/cert$/, 'key'))
    if (cert !== null && key !== null) return { cert, key }
  }
  return null
}

async function namesIn(folder: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith(ending))
}

/** Null for a file that is empty, not there, or not ours to read. */
async function readText(folder: string, name: string): Promise<string | null> {
  return (await readFile(path.join(folder, name), 'utf8').catch(() => '')) || null
}

/** The engine, too, decides by what the name resolves to. */
async function isInNetworks(host: string, networks: readonly string[]): Promise<boolean> {
  if (isIP(host) !== 0) return isInRanges(networks, host)
  const addresses = await lookup(host, { all: true }).catch(() => [])
  return addresses.some(({ address }) => isInRanges(networks, address))
}

function hostOf(registry: string): string {
  return registry.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')
}

function homeOf(env: Environment): string {
  return env['HOME'] ?? env['USERPROFILE'] ?? os.homedir()
}
