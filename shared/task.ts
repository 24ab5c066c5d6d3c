import * as z from 'zod/mini'
import type { ErrorData } from './errors.ts'

/** Work that may take long enough to be followed, left alone and cancelled. */
export type TaskKind =
  | 'image.pull'
  | 'image.push'
  | 'image.save'
  | 'image.load'
  | 'image.import'
  | 'volume.export'
  | 'volume.import'
  | 'volume.clone'
  | 'volume.empty'
  | 'files.upload'
  | 'files.download'
  | 'container.export'
  | 'container.run'
  | 'container.edit'
  | 'container.recreate'
  | 'container.repair'
  | 'prune'

export type TaskState = 'running' | 'done' | 'failed' | 'cancelled'

/** What is being done right now; a closed list, so that screens can say it in any language. */
export const taskPhases = [
  'waiting',
  'preparing',
  'downloading',
  'uploading',
  'verifying',
  'extracting',
  'exists',
  'mounted',
  'retrying',
  'saving',
  'loading',
  'importing',
  'exporting',
  'copying',
  'removing',
  'stopping',
  'starting',
  'creating',
  'connecting',
  'checking',
  'restoring',
  'done',
] as const
export type TaskPhase = (typeof taskPhases)[number]

/** A part that moves by itself, such as a layer of a pull. */
export type TaskPart = {
  readonly id: string
  readonly phase: TaskPhase
  readonly doneBytes: number | null
  readonly totalBytes: number | null
}

/** How far a task is; null where nobody knows. */
export type TaskProgress = {
  readonly doneBytes: number | null
  readonly totalBytes: number | null
  /** Over the last seconds; null while nothing is counted, and at the end. */
  readonly bytesPerSecond: number | null
  readonly doneItems: number | null
  readonly totalItems: number | null
  readonly phase: TaskPhase | null
  /** In the order in which they were first told. */
  readonly parts: readonly TaskPart[]
}

/** What became of one of the objects that a task was about. */
export type TaskOutcome = {
  readonly kind: string
  readonly id: string
  readonly name: string
  /** Bytes that it gave back or took; null when not known. */
  readonly bytes: number | null
  /** Null when it went well. */
  readonly error: ErrorData | null
}

export type TaskResult = {
  readonly references?: readonly string[]
  readonly imageIds?: readonly string[]
  readonly containerIds?: readonly string[]
  readonly digest?: string
  /** Of the bytes of a file that was written or read, in hex. */
  readonly sha256?: string
  readonly bytes?: number
  readonly outcomes?: readonly TaskOutcome[]
}

/**
 * One long piece of work on the engine side. It goes on whatever page looks at it, and is kept for a while after its end.
 *
 * Units: `…AtMs` epoch milliseconds.
 */
export type Task = {
  readonly id: string
  readonly kind: TaskKind
  /** The names of what it is done to, e.g. `postgres:16`; not translated. */
  readonly subject: string
  /** The docker command that does the same. */
  readonly command: string
  readonly startedAtMs: number
  readonly endedAtMs: number | null
  readonly state: TaskState
  readonly progress: TaskProgress
  /** There when it is done. */
  readonly result: TaskResult | null
  /** There when it failed. */
  readonly error: ErrorData | null
}

/** Answer of every call that starts a task. */
export type TaskStart = {
  readonly taskId: string
  /** Where the page fetches or sends the bytes of a transfer through the browser; null when there are none. */
  readonly transferUrl: string | null
}

export const taskTarget = z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(64)) })
