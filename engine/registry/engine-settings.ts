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
import type { Trust } from './http.ts'
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
    return { isInsecure, ca: await this.certificates(registry) }
  }

  /** The folder where an engine on this computer, and the docker command, look for a registry's CA. */
  private async certificates(registry: string): Promise<readonly string[]> {
    const { env } = this.options
    const folders = [
      path.join('/etc/docker/certs.d', registry),
      path.join(homeOf(env), '.docker/certs.d', registry),
      path.join(homeOf(env), '.config/docker/certs.d', registry),
    ]
    const found = await Promise.all(folders.map(readCertificates))
    return found.flat()
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

async function readCertificates(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  const files = names.filter((name) => name.endsWith('.crt')).map((name) => path.join(folder, name))
  const read = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  return read.filter((text) => text !== '')
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
