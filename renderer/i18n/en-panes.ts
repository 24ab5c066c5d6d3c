import { archives } from './en/archives.ts'
import { asks } from './en/asks.ts'
import { bin } from './en/bin.ts'
import { bulk } from './en/bulk.ts'
import { commandLog } from './en/command-log.ts'
import { copyAs } from './en/copy-as.ts'
import { disk } from './en/disk.ts'
import { explain } from './en/explain.ts'
import { files } from './en/files.ts'
import { health } from './en/health.ts'
import { images } from './en/images.ts'
import { inspect } from './en/inspect.ts'
import { inspectWords } from './en/inspect-words.ts'
import { logReach } from './en/log-reach.ts'
import { logs } from './en/logs.ts'
import { networks } from './en/networks.ts'
import { overview } from './en/overview.ts'
import { palette } from './en/palette.ts'
import { ports } from './en/ports.ts'
import { presence } from './en/presence.ts'
import { processes } from './en/processes.ts'
import { registries } from './en/registries.ts'
import { run } from './en/run.ts'
import { runOptions } from './en/run-options.ts'
import { stats } from './en/stats.ts'
import { terminal } from './en/terminal.ts'
import { views } from './en/views.ts'
import { volumes } from './en/volumes.ts'
import { why } from './en/why.ts'

/** What a person reads in panes, tabs and dialogs that are loaded when they are opened. */
export const enPanes = {
  archives,
  bulk,
  asks,
  bin,
  commandLog,
  copyAs,
  disk,
  explain,
  files,
  images,
  health,
  overview,
  processes,
  why,
  inspect,
  inspectWords,
  logReach,
  logs,
  networks,
  palette,
  ports,
  presence,
  registries,
  run,
  runOptions,
  stats,
  terminal,
  views,
  volumes,
} as const
