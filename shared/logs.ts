import * as z from 'zod/mini'

/** Where a stream of log lines stands: the time of its last line, and how many lines bore that very time. */
export type LogPosition = { readonly seconds: number; readonly nanos: number; readonly count: number }

const position = z.strictObject({
  seconds: z.number().check(z.int(), z.gte(0)),
  nanos: z.number().check(z.int(), z.gte(0), z.lt(1_000_000_000)),
  count: z.number().check(z.int(), z.gte(0)),
})

export const logsParams = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(256), z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/)),
  /** Last lines to begin with; null is all. Ignored with `after`. */
  tail: z.nullable(z.number().check(z.int(), z.gte(0))),
  /** Unix seconds; null is no lower bound. */
  sinceSeconds: z.nullable(z.number().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER))),
  /** Goes on waiting for new lines, through restarts of the container and of the engine. */
  follow: z.boolean(),
  /** Continues after this line, so that nothing is missed or repeated. */
  after: z.nullable(position),
})
export type LogsParams = z.infer<typeof logsParams>

export const olderLogsParams = z.strictObject({
  id: logsParams.shape.id,
  /** No line is later than this: a moment after the oldest line that is held, whose neighbours may be out of order. */
  until: z.strictObject({ seconds: position.shape.seconds, nanos: position.shape.nanos }),
  /** So many lines at the end of those are held already. */
  heldCount: z.number().check(z.int(), z.gte(0), z.lte(1_000_000)),
  /** About how many lines there are from the oldest held one on: the engine counts from the end. */
  newerCount: z.number().check(z.int(), z.gte(0), z.lte(1_000_000_000)),
  /** No more lines than these. */
  count: z.number().check(z.int(), z.gte(1), z.lte(50_000)),
})
export type OlderLogsParams = z.infer<typeof olderLogsParams>

/** `tty`: a container with a terminal has one stream for both. */
export const logSources = ['stdout', 'stderr', 'tty'] as const
export type LogSource = (typeof logSources)[number]

/** Somebody had it stopped or restarted, it took more memory than it may have, or its program came to an end. */
export type LogEndCause = 'asked' | 'memory' | 'itself'

/** What happened between lines, shown across the log. */
export type LogMark =
  /** `exitCode` and `cause` are null when the engine does not tell, as after a restart that nobody saw. */
  | {
      readonly kind: 'ended'
      readonly atMs: number
      readonly exitCode: number | null
      readonly cause: LogEndCause | null
    }
  /** `isByPolicy`: by the engine, as the container's restart policy wants it. */
  | { readonly kind: 'started'; readonly atMs: number; readonly isByPolicy: boolean }
  /** Another container took the place of one with the same name; `image` is null when it is of the same one. */
  | { readonly kind: 'recreated'; readonly atMs: number; readonly image: string | null }
  | { readonly kind: 'engine-lost'; readonly atMs: number }
  | { readonly kind: 'engine-back'; readonly atMs: number }
  | { readonly kind: 'removed'; readonly atMs: number }

/**
 * Lines packed for speed: no string exists until a row is drawn.
 *
 * `bytes`  the lines' UTF-8 text one after the other, no newlines.
 * `index`  four little-endian u32 per line: end offset in `bytes`; Unix seconds; nanoseconds; flags
 *          (bits 0-1: position in `logSources`; bit 2: cut at the length limit).
 * `mark`   comes after the lines of this batch.
 */
export type LogBatch = {
  readonly bytes: Uint8Array
  readonly index: Uint8Array
  readonly mark: LogMark | null
  /** True on the first batch that holds nothing older: what existed when the stream opened is all sent. */
  readonly isCaughtUp: boolean
}

/** The lines right before those that are held, oldest first; packed as in `LogBatch`. */
export type OlderLogs = {
  readonly bytes: Uint8Array
  readonly index: Uint8Array
  /** Nothing older is in the log. */
  readonly isBeginning: boolean
}

export const logIndexBytes = 16
export const logFlags = { sourceMask: 0b11, isCut: 0b100 } as const
/** A longer line is cut here and says so: 10 MB lines exist. */
export const maxLineBytes = 1 << 20
