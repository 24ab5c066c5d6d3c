// Measures what the product promises to be fast at, each figure a ratio or a time of one run on this machine.
//   soak --minutes 20   uses everything for so long and counts what stays
//   --quick  fewer rounds    --json  one machine-readable line    --write  puts the table into docs/benchmarks.md
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { archives } from './archives.mjs'
import { busyList } from './busy-list.mjs'
import { formatFigure } from './figures.mjs'
import { containerFiles } from './files.mjs'
import { manyImages } from './images.mjs'
import { eventToPaint, listPaint } from './list.mjs'
import { logsAtFullSpeed, logsMemory } from './log-follow.mjs'
import { logsSearch } from './log-search.mjs'
import { logsFollow, logsIn } from './logs.mjs'
import { firstPaneSize } from './page-size.mjs'
import { paste } from './paste.mjs'
import { soak } from './soak.mjs'
import { openStage } from './stage.mjs'
import { startToList } from './start.mjs'
import { statsOfMany } from './stats.mjs'
import { keyEcho, shellFlood } from './terminal.mjs'
import { volumes } from './volumes.mjs'

const flags = new Set(process.argv.slice(2))
const only = process.argv.slice(2).find((flag) => !flag.startsWith('--'))
const isQuick = flags.has('--quick')
/** Of the soak, which runs only when it is named: `soak --minutes 2`. */
const minutes = Number(process.argv[process.argv.indexOf('--minutes') + 1]) || 20
const rounds = isQuick ? 2 : 5

/** @type {Record<string, (stage: import('./stage.mjs').Stage) => Promise<import('./figures.mjs').Figure[]>>} */
const measures = {
  size: async (stage) => [await firstPaneSize(stage)],
  list: async (stage) => [await listPaint(stage, rounds, 300)],
  events: async (stage) => eventToPaint(stage, isQuick ? 20 : 60),
  start: async (stage) => [await startToList(stage, rounds)],
  stats: async (stage) => statsOfMany(stage, rounds, isQuick ? 5 : 10),
  busy: async (stage) => busyList(stage, isQuick ? 5 : 20, 10_000),
  images: async (stage) => manyImages(stage, isQuick ? 1 : 3, 10_000),
  paste: async (stage) => paste(stage, isQuick ? 3 : 10),
  terminal: async (stage) => [await keyEcho(stage, isQuick ? 60 : 200)],
  flood: async (stage) => [await shellFlood(stage, isQuick ? 1 : 5)],
  logs: async (stage) => [await logsIn(stage, rounds, 1_000_000)],
  follow: async (stage) => logsFollow(stage, isQuick ? 10 : 30),
  fullspeed: async (stage) => logsAtFullSpeed(stage, isQuick ? 10 : 30),
  memory: async (stage) => [await logsMemory(stage)],
  search: async (stage) => logsSearch(stage, isQuick ? 3 : 10),
  volumes: async (stage) => volumes(stage, isQuick ? 1 : 3, isQuick ? 256 : 1_024),
  files: async (stage) =>
    containerFiles(stage, isQuick ? 1 : 3, isQuick ? 256 : 1_024, isQuick ? 4_000 : 20_000),
  archives: async (stage) => archives(stage, isQuick ? 1 : 3, isQuick ? 256 : 1_024),
}

/** Too long for a run of all. @type {typeof measures} */
const onDemand = { soak: async (stage) => soak(stage, minutes) }

/** @param {import('./stage.mjs').Stage} stage */
function machine(stage) {
  const cpu = cpus()[0]?.model.trim() ?? 'unknown'
  return `${cpu}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.versions.node}, Docker ${stage.engine.version}, ${stage.browser.version}`
}

/** @param {import('./figures.mjs').Figure[]} figures @param {string} about */
function writeTable(figures, about) {
  const path = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))
  const rows = figures
    .map(formatFigure)
    .map((row) => `| ${row.name} | ${row.value} | ${row.target} | ${row.met} | ${row.detail} |`)
  const table = [
    `${new Date().toISOString().slice(0, 10)}: ${about}`,
    '',
    '| figure | measured | target | met | detail |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
  const text = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    text.replace(/<!-- figures -->[\s\S]*<!-- end -->/, `<!-- figures -->\n${table}\n<!-- end -->`),
  )
}

const stage = await openStage()
try {
  const figures = []
  const wanted = only !== undefined && only in onDemand ? onDemand : measures
  for (const [name, measure] of Object.entries(wanted)) {
    if (only !== undefined && only !== name) continue
    for (const figure of await measure(stage)) {
      figures.push(figure)
      const shown = formatFigure(figure)
      if (!flags.has('--json'))
        console.log(
          `${shown.met === 'yes' ? 'ok  ' : 'MISS'}  ${shown.name}: ${shown.value} (${shown.target}); ${shown.detail}`,
        )
    }
  }
  if (flags.has('--json')) console.log(JSON.stringify({ machine: machine(stage), figures }))
  if (flags.has('--write')) writeTable(figures, machine(stage))
} finally {
  await stage.close()
}
