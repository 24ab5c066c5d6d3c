import type { TFunction } from 'i18next'
import type { Endpoint, EngineInfo } from '../../shared/engine.ts'

/** What a connection is called: the context's name, or "Local engine" for the one every computer has. */
export function endpointName(endpoint: Endpoint | null, t: TFunction): string {
  if (!endpoint) return t('shell.localEngine')
  const isLocal = endpoint.host.startsWith('unix:') || endpoint.host.startsWith('npipe:')
  const isUnnamed = endpoint.name === '' || endpoint.name === 'default'
  if (isLocal && isUnnamed) return t('shell.localEngine')
  return isUnnamed ? endpoint.host.replace(/^\w+:\/\//, '') : endpoint.name
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
    product: products[engine.product],
    version: engine.version.split('.').slice(0, 2).join('.'),
    system: systems[engine.osType] ?? engine.osType,
  })
}
