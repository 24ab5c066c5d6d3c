import { actions } from './en/actions.ts'
import { common } from './en/common.ts'
import { container } from './en/container.ts'
import { containers } from './en/containers.ts'
import { engine } from './en/engine.ts'
import { errors } from './en/errors.ts'
import { format } from './en/format.ts'
import { objects } from './en/objects.ts'
import { prune } from './en/prune.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { states } from './en/states.ts'
import { tasks } from './en/tasks.ts'

/** What a person reads at the start and in every pane, by area; the rest is in en-panes.ts. */
export const en = {
  common,
  shell,
  containers,
  actions,
  container,
  engine,
  errors,
  settings,
  states,
  format,
  objects,
  prune,
  tasks,
} as const
