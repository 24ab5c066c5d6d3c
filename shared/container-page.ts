import * as z from 'zod/mini'
import { containerTarget } from './container.ts'

/** One process of a container. What the engine's host does not tell is null. */
export type ContainerProcess = {
  /** Of the space that `ProcessList.pidSpace` names. */
  readonly pid: number
  readonly parentPid: number | null
  /** As the place of the list names it: names of the engine's host may differ from the container's. */
  readonly user: string
  /** Of one core, averaged over the life of the process. */
  readonly cpuPercent: number | null
  /** Resident memory, bytes. */
  readonly memoryBytes: number | null
  /** Seconds since its start. */
  readonly ageSeconds: number | null
  readonly command: string
  /** The process the container was started for: the container ends with it. */
  readonly isMain: boolean
}

/**
 * The processes of a running container at one moment.
 * Source: `ContainerTop`; where the engine's host has no usable `ps`, `ContainerExec` of a script in the container.
 */
export type ProcessList = {
  readonly atMs: number
  /** Whose numbers the process ids are: the engine host's, as with `docker top`, or the container's own. */
  readonly pidSpace: 'host' | 'container'
  /** The words given to `ps`; null when the list was read in the container. */
  readonly psArgs: string | null
  readonly processes: readonly ContainerProcess[]
}

/** What was done to send a signal: the main process through the engine, another by `kill` in the container. */
export type SignalSent =
  | { readonly way: 'engine' }
  | { readonly way: 'exec'; readonly pidInContainer: number }

/** The new image. */
export type Committed = { readonly imageId: string }

/** How a container ended. Source: `ContainerWait`. `error` is the engine's words when waiting itself failed. */
export type ContainerEnd = { readonly exitCode: number; readonly error: string; readonly atMs: number }

/** One run of the health check's command, outside of its schedule. */
export type ProbeRun = {
  readonly command: readonly string[]
  readonly exitCode: number | null
  readonly output: string
  readonly startedAtMs: number
  readonly durationMs: number
  /** It took longer than the check allows and was left alone. */
  readonly isTimedOut: boolean
}

export type RecordedProbe = {
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly exitCode: number
  readonly output: string
}

/**
 * The health check of a container with every probe that was seen while somebody looked: the engine itself keeps the
 * last five.
 */
export type HealthRecord = {
  readonly status: 'starting' | 'healthy' | 'unhealthy' | 'none'
  readonly failingStreak: number
  readonly test: readonly string[]
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly startPeriodMs: number
  readonly retries: number
  /** Oldest first, 100 at most. */
  readonly probes: readonly RecordedProbe[]
}

const id = containerTarget.shape.id
const signal = z.string().check(z.maxLength(20), z.regex(/^(SIG)?[A-Z0-9+-]{1,16}$|^[0-9]{1,2}$/))
const line = z.string().check(z.maxLength(4_096))

export const signalProcessParams = z.strictObject({
  id,
  pid: z.number().check(z.int(), z.gte(1), z.lte(4_194_304)),
  /** As the list had it: another process may have got the number since. */
  command: z.string().check(z.maxLength(262_144)),
  signal,
})

export const commitParams = z.strictObject({
  id,
  /** With or without a tag; null leaves the image without a name. */
  reference: z.nullable(z.string().check(z.minLength(1), z.maxLength(600), z.regex(/^[\w][\w.\-/:]*$/))),
  author: line,
  message: line,
  /** Dockerfile instructions such as `ENV A=b`. */
  changes: z.array(line).check(z.maxLength(200)),
  /** Holds the container still while its files are read. */
  pause: z.boolean(),
})

export const waitParams = z.strictObject({
  id,
  /** `next-exit` waits also for what does not run yet. */
  condition: z.enum(['not-running', 'next-exit', 'removed']),
})

export const attachParams = z.strictObject({
  id,
  /** False only watches. */
  withInput: z.boolean(),
  /** As the docker command takes them, such as `ctrl-p,ctrl-q`. */
  detachKeys: z.string().check(z.maxLength(64), z.regex(/^(([a-zA-Z]|ctrl-[a-z@[\]\\^_])(,|$))+$/)),
  size: z.strictObject({
    columns: z.number().check(z.int(), z.gte(1), z.lte(1_000)),
    rows: z.number().check(z.int(), z.gte(1), z.lte(1_000)),
  }),
})
export type SignalProcessParams = z.infer<typeof signalProcessParams>
export type CommitParams = z.infer<typeof commitParams>
export type WaitParams = z.infer<typeof waitParams>
export type AttachParams = z.infer<typeof attachParams>
