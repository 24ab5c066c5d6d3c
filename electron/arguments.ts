import { parseArgs } from 'node:util'
import { startHidden } from './login-item.ts'

/** Which engine the person asked for; neither: the one that the docker command would use. */
export type EndpointFlags = { readonly host?: string; readonly context?: string }

function endpointFlags(values: Readonly<Record<string, unknown>>): EndpointFlags {
  const { host, context } = values
  return {
    ...(typeof host === 'string' && host !== '' ? { host } : {}),
    ...(typeof context === 'string' && context !== '' ? { context } : {}),
  }
}

const flagOptions = {
  host: { type: 'string' },
  context: { type: 'string' },
  'app-version': { type: 'string' },
} as const

/** Reads `--host` and `--context` from among whatever switches Chromium and Electron were given. */
export function parseAppArguments(argv: readonly string[]): EndpointFlags {
  const { values } = parseArgs({
    args: [...argv],
    options: flagOptions,
    strict: false,
    allowPositionals: true,
  })
  return endpointFlags(values)
}

/** A start at login that shows no window. */
export function isStartedHidden(argv: readonly string[]): boolean {
  return argv.includes(startHidden)
}

/** The arguments that start the engine process. */
export function engineArguments(endpoint: EndpointFlags, appVersion: string): string[] {
  return [
    `--app-version=${appVersion}`,
    ...(endpoint.host === undefined ? [] : [`--host=${endpoint.host}`]),
    ...(endpoint.context === undefined ? [] : [`--context=${endpoint.context}`]),
  ]
}

/** The inverse of `engineArguments`, read in the engine process. */
export function parseEngineArguments(
  argv: readonly string[],
): EndpointFlags & { readonly appVersion: string } {
  const { values } = parseArgs({
    args: [...argv],
    options: flagOptions,
    strict: false,
    allowPositionals: true,
  })
  const version = values['app-version']
  return { ...endpointFlags(values), appVersion: typeof version === 'string' ? version : '' }
}
