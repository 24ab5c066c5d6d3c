import type { TFunction } from 'i18next'
import type { Endpoint, EngineInfo } from '../../shared/engine.ts'

/** Where the engine of a computer listens unless somebody moved it. */
const usualHosts: ReadonlySet<string> = new Set([
  'unix:///var/run/docker.sock',
  'unix:///run/docker.sock',
  'npipe:////./pipe/docker_engine',
])

/** True for the engine that a computer has unless somebody set up another. */
export function isUsualHost(endpoint: Endpoint | null): boolean {
  return endpoint === null || usualHosts.has(endpoint.host)
}

/** What a connection is called: its context's name, its address, or "Local engine" for the usual one. */
export function endpointName(endpoint: Endpoint | null, t: TFunction): string {
  if (!endpoint) return t('shell.localEngine')
  const { name, host } = endpoint
  const isUnnamed = name === '' || name === 'default' || name === host
  if (!isUnnamed) return name
  return isUsualHost(endpoint) ? t('shell.localEngine') : host.replace(/^\w+:\/\//, '')
}

const products = { docker: 'Docker', podman: 'Podman' } as const
const systems: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows' }

/** Product and version as they are spoken of: Docker 29.1. */
export function engineVersionText(engine: Pick<EngineInfo, 'product' | 'version'>): string {
  return `${products[engine.product]} ${engine.version.split('.').slice(0, 2).join('.')}`
}

/** One line about an engine: Docker 29.1 · Linux. */
export function engineLine(engine: EngineInfo, t: TFunction): string {
  return t('shell.engineLine', {
    engine: engineVersionText(engine),
    system: systems[engine.osType] ?? engine.osType,
  })
}
