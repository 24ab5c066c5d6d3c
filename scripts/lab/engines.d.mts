export interface EnginePaths {
  /** "20.10", "26", "28"; for an installed engine what it says of itself. */
  version: string
  dockerd: string
  /** PATH for dockerd: its own containerd, shim, proxy, runc and docker-init come first. */
  path: string
  /** LD_LIBRARY_PATH for dockerd, or empty. */
  sharedObjectPath: string
  /** The docker command, or empty when there is none. */
  docker: string
  composePlugin: string
  /** A statically linked busybox to make images from. */
  busybox: string
}

export const engineVersions: string[]
export function cacheFolder(): string
export function ensureEngines(versions: string[]): Promise<EnginePaths[]>
/** Path of a docker-registry program. */
export function ensureRegistry(): Promise<string>
export function ensureTools(): Promise<{ docker: string; busybox: string }>
export function installedEngine(): Promise<EnginePaths | null>
