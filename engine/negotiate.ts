/** The newest API version that Bayplan was written against; newer engines speak it too. */
export const newestApiVersion = '1.51'
/** The oldest that has all Bayplan needs: Docker 20.10, Podman 4. */
export const oldestApiVersion = '1.41'

export type Negotiated =
  | { readonly kind: 'agreed'; readonly apiVersion: string }
  | { readonly kind: 'api-too-old' | 'api-too-new' }

/**
 * The newest version that both sides speak. `api-too-old`: the engine's newest is below our oldest;
 * `api-too-new`: its oldest is above our newest.
 */
export function negotiate(engineNewest: string, engineOldest: string | null): Negotiated {
  if (compareVersions(engineNewest, oldestApiVersion) < 0) return { kind: 'api-too-old' }
  if (engineOldest && compareVersions(engineOldest, newestApiVersion) > 0) return { kind: 'api-too-new' }
  const isOlder = compareVersions(engineNewest, newestApiVersion) < 0
  return { kind: 'agreed', apiVersion: isOlder ? engineNewest : newestApiVersion }
}

/** True for `1.51`: two numbers, which is all that goes into a path. */
export function isApiVersion(text: string): boolean {
  return /^\d{1,4}\.\d{1,4}$/.test(text)
}

export function isApiAtLeast(version: string, needed: string): boolean {
  return compareVersions(version, needed) >= 0
}

function compareVersions(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number)
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number)
  return aMajor - bMajor || aMinor - bMinor
}
