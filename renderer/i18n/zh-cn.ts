import { actions } from './zh-cn/actions.ts'
import { archives } from './zh-cn/archives.ts'
import { asks } from './zh-cn/asks.ts'
import { bin } from './zh-cn/bin.ts'
import { bulk } from './zh-cn/bulk.ts'
import { commandLog } from './zh-cn/command-log.ts'
import { common } from './zh-cn/common.ts'
import { container } from './zh-cn/container.ts'
import { containers } from './zh-cn/containers.ts'
import { copyAs } from './zh-cn/copy-as.ts'
import { disk } from './zh-cn/disk.ts'
import { engine } from './zh-cn/engine.ts'
import { errors } from './zh-cn/errors.ts'
import { explain } from './zh-cn/explain.ts'
import { files } from './zh-cn/files.ts'
import { format } from './zh-cn/format.ts'
import { health } from './zh-cn/health.ts'
import { images } from './zh-cn/images.ts'
import { inspect } from './zh-cn/inspect.ts'
import { inspectWords } from './zh-cn/inspect-words.ts'
import { logReach } from './zh-cn/log-reach.ts'
import { logs } from './zh-cn/logs.ts'
import { networks } from './zh-cn/networks.ts'
import { objects } from './zh-cn/objects.ts'
import { overview } from './zh-cn/overview.ts'
import { palette } from './zh-cn/palette.ts'
import { ports } from './zh-cn/ports.ts'
import { presence } from './zh-cn/presence.ts'
import { processes } from './zh-cn/processes.ts'
import { prune } from './zh-cn/prune.ts'
import { registries } from './zh-cn/registries.ts'
import { run } from './zh-cn/run.ts'
import { runOptions } from './zh-cn/run-options.ts'
import { settings } from './zh-cn/settings.ts'
import { shell } from './zh-cn/shell.ts'
import { states } from './zh-cn/states.ts'
import { stats } from './zh-cn/stats.ts'
import { tasks } from './zh-cn/tasks.ts'
import { terminal } from './zh-cn/terminal.ts'
import { views } from './zh-cn/views.ts'
import { volumes } from './zh-cn/volumes.ts'
import { why } from './zh-cn/why.ts'

/** Every string a person reads, by area. */
export const zhCn = {
  common,
  shell,
  containers,
  actions,
  container,
  logReach,
  logs,
  terminal,
  stats,
  health,
  overview,
  processes,
  why,
  inspect,
  inspectWords,
  engine,
  errors,
  settings,
  states,
  format,
  objects,
  images,
  volumes,
  files,
  commandLog,
  copyAs,
  disk,
  explain,
  palette,
  prune,
  tasks,
  archives,
  asks,
  bin,
  bulk,
  networks,
  ports,
  presence,
  registries,
  views,
  run,
  runOptions,
} as const
