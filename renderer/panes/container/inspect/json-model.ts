import { isSecretName, maskAssignment, secretDots } from '../../../../shared/secrets.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Keys and values of an object or array; nothing for a plain value. */
export function childEntries(value: Json): [string, Json][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

/** A copy with the values of secret variables and labels dotted out. */
export function maskSecrets(value: Json, isEnvironment = false): Json {
  if (typeof value === 'string') return isEnvironment ? maskAssignment(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => maskSecrets(item, isEnvironment))
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      typeof child === 'string' && isSecretName(key) ? secretDots : maskSecrets(child, key === 'Env'),
    ]),
  )
}

/**
 * The paths (keys joined by NUL) of everything whose key or value holds the words, with all that leads there
 * and all below a matching key. Null without a query: everything is shown.
 */
export function matchingPaths(root: Json, query: string): ReadonlySet<string> | null {
  const wanted = query.trim().toLowerCase()
  if (wanted === '') return null
  const found = new Set<string>()
  const visit = (value: Json, path: string, isInside: boolean): boolean => {
    let isFound = isInside
    for (const [key, child] of childEntries(value)) {
      const childPath = path === '' ? key : `${path}\u0000${key}`
      const matches = isInside || key.toLowerCase().includes(wanted) || leafMatches(child, wanted)
      if (visit(child, childPath, matches) || matches) {
        found.add(childPath)
        isFound = true
      }
    }
    return isFound
  }
  visit(root, '', false)
  return found
}

function leafMatches(value: Json, wanted: string): boolean {
  return (typeof value !== 'object' || value === null) && String(value).toLowerCase().includes(wanted)
}

/** A path (keys joined by NUL) as `jq` takes it: `.Config.Env[0]`, `.Config.Labels["a.b"]`. */
export function jqPath(path: string): string {
  return path
    .split('\u0000')
    .map((key, at) => {
      if (/^\d+$/.test(key)) return `[${key}]`
      return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `${at === 0 ? '.' : ''}[${JSON.stringify(key)}]`
    })
    .join('')
}

/** What stands at a path; undefined when there is nothing any more. */
export function valueAt(root: Json, path: string): Json | undefined {
  let value: Json | undefined = root
  for (const key of path.split('\u0000')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as { readonly [key: string]: Json })[key]
  }
  return value
}
