import { parseArgs } from 'node:util'

export type HostFlags = {
  /** An engine's address, as in DOCKER_HOST; undefined: the one that the docker command would use. */
  readonly host: string | undefined
  /** Name of a docker context. */
  readonly context: string | undefined
  /** 0 is any free port. */
  readonly port: number
  readonly idleExitSeconds: number
  /** The first ticket stays valid until somebody uses it, however late. */
  readonly hasOpenTicket: boolean
  /** Serves source maps. */
  readonly isDev: boolean
}

/** What a person typed that makes no sense, in one line. */
export class FlagError extends Error {}

const options = {
  host: { type: 'string' },
  context: { type: 'string' },
  port: { type: 'string', default: '0' },
  'idle-exit': { type: 'string', default: '60' },
  'open-ticket': { type: 'boolean', default: false },
  dev: { type: 'boolean', default: false },
} as const

/** Longest that a timer can wait. */
const maxIdleSeconds = 2_147_483

/** Reads the host's command line. Throws `FlagError`. */
export function parseFlags(argv: readonly string[]): HostFlags {
  const values = parseValues(argv)
  return {
    host: values.host || undefined,
    context: values.context || undefined,
    port: parseWhole('--port', values.port, 65_535),
    idleExitSeconds: parseWhole('--idle-exit', values['idle-exit'], maxIdleSeconds),
    hasOpenTicket: values['open-ticket'],
    isDev: values.dev,
  }
}

function parseValues(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new FlagError(message.split('\n')[0])
  }
}

function parseWhole(flag: string, text: string, max: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (number <= max) return number
  throw new FlagError(`${flag} takes a whole number from 0 to ${max}, not '${text}'`)
}
