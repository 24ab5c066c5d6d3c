import { randomBytes } from 'node:crypto'
import { createWriteStream, readFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tar } from '../scripts/lab/tar.mjs'
import { median } from './figures.mjs'
import { HostClient } from './host-client.mjs'
import { docker, timeDocker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */
/** @typedef {{ name: string, cli: readonly string[], own: (client: HostClient) => Promise<unknown>, before: () => Promise<unknown> }} Way */

const chunkBytes = 1 << 20
const target = 0.9
const mostGrowthMb = 64

/**
 * Save, load, import and export of an image of random bytes through the host's one-time addresses, against the
 * docker command: out into nothing, in from the same files; and what the host's memory grew by at most.
 * @param {Stage} stage @param {number} rounds @param {number} megabytes
 * @returns {Promise<Figure[]>}
 */
export async function archives(stage, rounds, megabytes) {
  const folder = await mkdtemp(join(tmpdir(), 'bayplan-bench-'))
  const client = await HostClient.enter(await stage.address())
  try {
    const ways = await prepare(stage, folder, megabytes)
    // The first transfer makes the host load what it needs; that is no growth by size.
    await client.download('image.save', { references: ['bayplan/busybox:1'], platform: null })
    const startMb = memoryMb(stage)
    /** @type {Figure[]} */
    const figures = []
    let mostMb = startMb
    const watch = setInterval(() => {
      mostMb = Math.max(mostMb, memoryMb(stage))
    }, 25)
    for (const way of ways) figures.push(await compare(stage, client, way, rounds, megabytes))
    clearInterval(watch)
    return [
      ...figures,
      {
        name: `Archives of ${megabytes} MB: growth of the host`,
        value: Math.round(mostMb - startMb),
        unit: ' MB',
        target: mostGrowthMb,
        better: 'less',
        detail: `${startMb.toFixed(0)} MB resident before, ${mostMb.toFixed(0)} MB at most during save, load, import and export`,
      },
    ]
  } finally {
    client.close()
    await docker(stage, 'rm', '--force', 'bench-export').catch(() => {})
    await docker(stage, 'image', 'rm', '--force', 'bench:1', 'bench:imported').catch(() => {})
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {Stage} stage @param {string} folder @param {number} megabytes @returns {Promise<Way[]>} */
async function prepare(stage, folder, megabytes) {
  const files = join(folder, 'files.tar')
  const images = join(folder, 'images.tar')
  await writeFiles(files, megabytes)
  await docker(stage, 'import', files, 'bench:1')
  await docker(stage, 'save', '--output', images, 'bench:1')
  await docker(stage, 'create', '--name', 'bench-export', '--label', 'bayplan.test=1', 'bench:1', 'sh')
  const [filesSize, imagesSize] = [(await stat(files)).size, (await stat(images)).size]
  const id = await docker(stage, 'inspect', '--format', '{{.Id}}', 'bench-export')
  const all = { platform: null }
  const plain = { ...all, reference: 'bench:imported', changes: [], message: '' }
  const nothing = async () => {}
  const forget = (/** @type {string} */ name) => () => docker(stage, 'image', 'rm', '--force', name)
  return [
    {
      name: 'Save',
      cli: ['save', 'bench:1'],
      own: (client) => client.download('image.save', { ...all, references: ['bench:1'] }),
      before: nothing,
    },
    {
      name: 'Export',
      cli: ['export', 'bench-export'],
      own: (client) => client.download('container.export', { id }),
      before: nothing,
    },
    {
      name: 'Import',
      cli: ['import', files, 'bench:imported'],
      own: (client) => client.upload('image.import', plain, files, filesSize),
      before: forget('bench:imported'),
    },
    {
      name: 'Load',
      cli: ['load', '--input', images],
      own: (client) => client.upload('image.load', all, images, imagesSize),
      before: async () => {
        await docker(stage, 'rm', '--force', 'bench-export').catch(() => {})
        await forget('bench:1')()
      },
    },
  ]
}

/**
 * In turns, so that both meet the same machine.
 * @param {Stage} stage @param {HostClient} client @param {Way} way @param {number} rounds @param {number} megabytes
 * @returns {Promise<Figure>}
 */
async function compare(stage, client, way, rounds, megabytes) {
  /** @type {number[]} */ const cli = []
  /** @type {number[]} */ const own = []
  for (let round = 0; round < rounds; round += 1) {
    await way.before()
    cli.push(await timeDocker(stage, ...way.cli))
    await way.before()
    const startedAt = performance.now()
    await way.own(client)
    own.push(performance.now() - startedAt)
  }
  return {
    name: `${way.name} of ${megabytes} MB: speed / docker ${way.cli[0]}`,
    value: median(cli) / median(own),
    unit: ' x',
    target,
    better: 'more',
    detail: `median ${median(own).toFixed(0)} ms against ${median(cli).toFixed(0)} ms, ${rounds} rounds`,
  }
}

/** A tar archive of one file of random bytes, which nothing can shrink. @param {string} path @param {number} megabytes */
async function writeFiles(path, megabytes) {
  const bytes = megabytes * chunkBytes
  const entry = tar([{ name: 'data', body: '' }]).subarray(0, 512)
  entry.write(bytes.toString(8).padStart(11, '0'), 124)
  entry.write('        ', 148)
  const sum = entry.reduce((total, byte) => total + byte, 0)
  entry.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  function* content() {
    yield entry
    for (let at = 0; at < megabytes; at += 1) yield randomBytes(chunkBytes)
    yield Buffer.alloc(1_024)
  }
  await pipeline(Readable.from(content()), createWriteStream(path))
}

/** @param {Stage} stage */
function memoryMb(stage) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${stage.hostPid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1_024
}
