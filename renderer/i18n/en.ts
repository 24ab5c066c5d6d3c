import { actions } from './en/actions.ts'
import { archives } from './en/archives.ts'
import { common } from './en/common.ts'
import { container } from './en/container.ts'
import { containers } from './en/containers.ts'
import { disk } from './en/disk.ts'
import { engine } from './en/engine.ts'
import { errors } from './en/errors.ts'
import { files } from './en/files.ts'
import { format } from './en/format.ts'
import { images } from './en/images.ts'
import { inspect } from './en/inspect.ts'
import { logs } from './en/logs.ts'
import { networks } from './en/networks.ts'
import { objects } from './en/objects.ts'
import { prune } from './en/prune.ts'
import { registries } from './en/registries.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { states } from './en/states.ts'
import { stats } from './en/stats.ts'
import { tasks } from './en/tasks.ts'
import { terminal } from './en/terminal.ts'
import { volumes } from './en/volumes.ts'

/** Every string a person reads, by area. */
export const en = {
  common,
  shell,
  containers,
  actions,
  container,
  logs,
  terminal,
  stats,
  inspect,
  engine,
  errors,
  settings,
  states,
  format,
  objects,
  images,
  volumes,
  files,
  disk,
  prune,
  tasks,
  archives,
  networks,
  registries,
} as const
