import type { TFunction } from 'i18next'
import { defaultRegistry } from '../shared/reference.ts'

/** How people call a registry: Docker Hub has a name, the others their address. */
export function registryName(registry: string, t: TFunction): string {
  return registry === defaultRegistry ? t('registries.hub') : registry
}
