import { readdir, readFile, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { DockerContext, EndpointFacts, EndpointFlags } from './endpoints.ts'
import { contextFolder, parseContextMeta, usualPlaces } from './endpoints.ts'
import { parseRecord, textOf } from './normalize/record.ts'
import type { TlsSettings } from './target.ts'
import { parseHost } from './target.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads everything that decides where the engine is: environment, docker's configuration, sockets. */
export async function gatherEndpointFacts(flags: EndpointFlags, env: Environment): Promise<EndpointFacts> {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? os.homedir()
  const configDir = env['DOCKER_CONFIG'] || path.join(home, '.docker')
  const config = parseRecord((await readIfThere(path.join(configDir, 'config.json'))) ?? '')
  const places = usualPlaces({ platform: process.platform, home, runtimeDir: env['XDG_RUNTIME_DIR'] || null })
  return {
    flags,
    dockerHost: env['DOCKER_HOST'] || null,
    dockerContext: env['DOCKER_CONTEXT'] || null,
    environmentTls: await environmentTls(env, configDir),
    currentContext: textOf(config?.['currentContext']) || null,
    contexts: await readContexts(path.join(configDir, 'contexts')),
    usualSockets: await Promise.all(
      places.map(async (place) => ({ ...place, exists: await exists(place.host) })),
    ),
  }
}

/** As the docker command does it: any value of DOCKER_TLS_VERIFY turns TLS on; certificates lie in DOCKER_CERT_PATH. */
async function environmentTls(env: Environment, configDir: string): Promise<TlsSettings | null> {
  if (!env['DOCKER_TLS_VERIFY']) return null
  return readTls(env['DOCKER_CERT_PATH'] || configDir, true)
}

async function readTls(folder: string, verify: boolean): Promise<TlsSettings> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readIfThere(path.join(folder, name))),
  )
  return { ca: ca ?? null, cert: cert ?? null, key: key ?? null, verify }
}

async function readContexts(store: string): Promise<readonly DockerContext[]> {
  const folders = await readdir(path.join(store, 'meta')).catch(() => [])
  const contexts = await Promise.all(folders.map((folder) => readContext(store, folder)))
  return contexts.filter((context) => context !== null).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

async function readContext(store: string, folder: string): Promise<DockerContext | null> {
  const text = await readIfThere(path.join(store, 'meta', folder, 'meta.json'))
  const meta = parseContextMeta(text ?? '')
  if (!meta) return null
  const tls = await readTls(path.join(store, 'tls', contextFolder(meta.name), 'docker'), !meta.skipTlsVerify)
  const hasTls = meta.skipTlsVerify || tls.ca !== null || tls.cert !== null
  return { name: meta.name, host: meta.host, tls: hasTls ? tls : null }
}

async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null)
}

async function exists(host: string): Promise<boolean> {
  const address = parseHost(host, false)
  if (address.kind !== 'socket') return false
  return stat(address.path).then(
    () => true,
    // A folder that may not be entered hides the socket: it cannot be ruled in.
    () => false,
  )
}
