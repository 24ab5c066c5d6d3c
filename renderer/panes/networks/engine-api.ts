/** True when the engine's API is this version or newer; false while it is not known. */
export function isApiAtLeast(version: string | undefined, least: string): boolean {
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}
