import type { Nothing } from './contract-row.ts'
import { call, none, stream, type } from './contract-row.ts'
import type { Feed } from './feed.ts'
import type { Task } from './task.ts'
import { taskTarget } from './task.ts'

export const taskCalls = {
  /** Asks a running task to stop; it ends as `cancelled` soon after. */
  'task.cancel': call(taskTarget, type<Nothing>(), ''),
  /** Takes an ended task off the list. */
  'task.forget': call(taskTarget, type<Nothing>(), ''),
  /** Its last lines of output, oldest first. */
  'task.output': call(taskTarget, type<readonly string[]>(), ''),
} as const

export const taskStreams = {
  'task.feed': stream(none, type<Feed<Task>>(), ''),
} as const
