/*
 * What the common loggers call the three things that every line has: pino, bunyan, zap, zerolog, logrus, slog, winston,
 * Serilog, .NET, log4j, Monolog, structlog, MongoDB, journald, GELF and the Elastic Common Schema.
 */

export type FieldRole = 'time' | 'level' | 'message'

const names: Readonly<Record<FieldRole, readonly string[]>> = {
  time: [
    'time',
    'ts',
    'timestamp',
    '@timestamp',
    '@t',
    't',
    't.$date',
    'asctime',
    'datetime',
    'date',
    'Timestamp',
  ],
  level:
    'level lvl severity log.level levelname level_name loglevel log_level LogLevel Level @l PRIORITY s'.split(
      ' ',
    ),
  message: ['msg', 'message', '@m', '@mt', 'event', 'MESSAGE', 'Message', 'short_message'],
}

const roles: ReadonlyMap<string, FieldRole> = new Map(
  (['time', 'level', 'message'] as const).flatMap((role) => names[role].map((name) => [name, role] as const)),
)

export function roleOf(name: string): FieldRole | null {
  return roles.get(name) ?? null
}

/** The field that says what happened; of several the one that is usually meant. */
export function messageOf<Field extends { readonly name: string }>(fields: readonly Field[]): Field | null {
  for (const name of names.message) {
    const found = fields.find((field) => field.name === name)
    if (found) return found
  }
  return null
}

/** Seconds, milliseconds, microseconds and nanoseconds since 1970 are told apart by their size. */
const [firstMs, firstUs, firstNs] = [1e11, 1e14, 1e17]

/** When a field of time is, in milliseconds since 1970; null when it says nothing that can be read. */
export function timeMsOf(text: string): number | null {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) {
    if (value < 1e8) return null
    if (value < firstMs) return value * 1000
    if (value < firstUs) return value
    return value < firstNs ? value / 1e3 : value / 1e6
  }
  const parsed = Date.parse(text)
  return Number.isNaN(parsed) ? null : parsed
}

const pinoLevels: Readonly<Record<string, string>> = {
  '10': 'trace',
  '20': 'debug',
  '30': 'info',
  '40': 'warn',
  '50': 'error',
  '60': 'fatal',
}

/** The word for a level that is a number, as pino and bunyan write it; null for any other. */
export function levelWordOf(text: string): string | null {
  return pinoLevels[text] ?? null
}
