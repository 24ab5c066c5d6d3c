import * as z from 'zod/mini'

export type TerminalSize = { readonly columns: number; readonly rows: number }

/** How a session is joined to a container's main process. */
export type Attachment = {
  /** Without one the program sees no keys as they are typed: whole lines are sent. */
  readonly hasTty: boolean
  /** False only watches. */
  readonly withInput: boolean
  readonly detachKeys: string
  /** Leaving also ends the program's input, which many programs take for their end. */
  readonly endsInput: boolean
}

/** A process in a container with a terminal, owned by the host: it outlives the page that opened it. */
export type ExecSession = {
  readonly id: string
  readonly containerId: string
  readonly containerName: string
  readonly command: readonly string[]
  readonly user: string
  readonly workingDir: string
  readonly startedAtMs: number
  readonly state: 'running' | 'ended' | 'lost' | 'detached'
  readonly exitCode: number | null
  /** Null for a process of the session's own. */
  readonly attachment: Attachment | null
}

/** Sent once, last. `exitCode` is null when the engine was lost or does not tell. `detached`: the program runs on. */
export type ExecEnd = { readonly kind: 'ended' | 'lost' | 'detached'; readonly exitCode: number | null }

/** Bytes of the terminal: first what is kept of the past, then live; then one `ExecEnd`. */
export type ExecItem = Uint8Array | ExecEnd

const size = z.strictObject({
  columns: z.number().check(z.int(), z.gte(1), z.lte(1_000)),
  rows: z.number().check(z.int(), z.gte(1), z.lte(1_000)),
})
const sessionId = z.string().check(z.maxLength(64))
const text = z.string().check(z.maxLength(4_096))

export const createExecParams = z.strictObject({
  containerId: z.string().check(z.minLength(1), z.maxLength(256), z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/)),
  /** Null: the first shell found. */
  command: z.nullable(z.array(text).check(z.minLength(1), z.maxLength(256))),
  /** Empty: the container's own. */
  user: text,
  workingDir: text,
  size,
})
export type CreateExecParams = z.infer<typeof createExecParams>
export const execTarget = z.strictObject({ sessionId })
export const execListParams = z.strictObject({ containerId: z.nullable(z.string().check(z.maxLength(256))) })
export const resizeExecParams = z.strictObject({ sessionId, size })
/** Bytes of one input; a longer paste is sent in parts. */
const mostInputBytes = 1 << 20
/** Keys and pastes. */
export const execInput = z
  .instanceof(Uint8Array)
  .check(z.refine((bytes) => bytes.byteLength <= mostInputBytes, 'too long'))
