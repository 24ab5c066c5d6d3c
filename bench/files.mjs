import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { median } from './figures.mjs'
import { HostClient } from './host-client.mjs'
import { docker, timeDocker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */
/** @typedef {{ name: string, cli: readonly string[], own: () => Promise<unknown>, before: () => Promise<unknown> }} Way */

const target = 0.9
const mostGrowthMb = 64
const container = 'bench-files'
const smallBytes = 2_000

/**
 * One large file and many small ones out of and into a running container, against `docker cp`: out into nothing, in
 * from the same files. Bayplan's ways go through the host's one-time addresses, with the helper there that a person
 * who looks at the files has; a folder comes as the tar that the page would send. And what the host's memory grew by at most.
 * @param {Stage} stage @param {number} rounds @param {number} megabytes @param {number} count
 * @returns {Promise<Figure[]>}
 */
export async function containerFiles(stage, rounds, megabytes, count) {
  const folder = await mkdtemp(join(tmpdir(), 'bayplan-bench-'))
  const client = await HostClient.enter(await stage.address())
  try {
    const ways = await prepare(stage, client, folder, megabytes, count)
    const startMb = memoryMb(stage)
    let mostMb = startMb
    const watch = setInterval(() => {
      mostMb = Math.max(mostMb, memoryMb(stage))
    }, 25)
    /** @type {Figure[]} */
    const figures = []
    for (const way of ways) figures.push(await compare(stage, way, rounds))
    clearInterval(watch)
    return [
      ...figures,
      {
        name: `Files of a container, ${megabytes} MB and ${count}: growth of the host`,
        value: Math.round(mostMb - startMb),
        unit: ' MB',
        target: mostGrowthMb,
        better: 'less',
        detail: `${startMb.toFixed(0)} MB resident before, ${mostMb.toFixed(0)} MB at most during all four`,
      },
    ]
  } finally {
    client.close()
    await docker(stage, 'rm', '--force', container).catch(() => {})
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {Stage} stage @param {HostClient} client @param {string} folder @param {number} megabytes @param {number} count @returns {Promise<Way[]>} */
async function prepare(stage, client, folder, megabytes, count) {
  const file = join(folder, 'big')
  const bytes = megabytes * 2 ** 20
  await must('dd', ['if=/dev/urandom', `of=${file}`, 'bs=1M', `count=${megabytes}`])
  await makeMany(join(folder, 'many'), count)
  const id = await docker(
    stage,
    'run',
    '--detach',
    '--name',
    container,
    '--network',
    'none',
    '--label',
    'bayplan.test=1',
    '--stop-signal',
    'SIGKILL',
    'bayplan/busybox:1',
    'sleep',
    '100000',
  )
  await docker(stage, 'cp', file, `${container}:/big`)
  await docker(stage, 'cp', join(folder, 'many'), `${container}:/many`)
  const location = { kind: 'container', id }
  await look(client, location)
  const down = (/** @type {string} */ path) => client.download('files.download', { location, path })
  // The first brings the helper's image, and makes the host load what it needs.
  await down('/etc')
  const fresh = (/** @type {string} */ path) => () =>
    docker(stage, 'exec', container, 'sh', '-c', `rm -rf ${path}; mkdir ${path}`)
  const nothing = async () => {}
  return [
    {
      name: `Download of a file of ${megabytes} MB`,
      cli: ['cp', `${container}:/big`, '-'],
      own: () => down('/big'),
      before: nothing,
    },
    {
      name: `Upload of a file of ${megabytes} MB`,
      cli: ['cp', file, `${container}:/in/big`],
      own: () => client.upload('files.upload', { location, path: '/in/big', replace: false }, file, bytes),
      before: fresh('/in'),
    },
    {
      name: `Download of ${count} small files`,
      cli: ['cp', `${container}:/many`, '-'],
      own: () => down('/many'),
      before: nothing,
    },
    {
      name: `Upload of ${count} small files`,
      cli: ['cp', join(folder, 'many'), `${container}:/in/many`],
      own: () => uploadFolder(client, { location, path: '/in' }, folder),
      before: fresh('/in'),
    },
  ]
}

/** Keeps the helper that is there while a person looks at the files. @param {HostClient} client @param {object} location */
function look(client, location) {
  const id = client.nextId++
  return new Promise((resolve) => {
    client.waiting.set(id, (frame) => frame.t === 'item' && resolve(frame.value))
    client.send({ t: 'open', id, name: 'files.session', params: { location, isWritable: true } })
  })
}

/** @param {string} folder @param {number} count */
async function makeMany(folder, count) {
  const perFolder = 500
  for (let at = 0; at < count; at += perFolder) {
    const inner = join(folder, `part-${at / perFolder}`)
    await mkdir(inner, { recursive: true })
    const content = Buffer.alloc(smallBytes, `${at} `)
    for (let index = 0; index < Math.min(perFolder, count - at); index += 1) {
      await writeFile(join(inner, `file-${index}`), content)
    }
  }
}

/**
 * As the page does: a tar, whose files are read while it is sent.
 * @param {HostClient} client @param {object} params @param {string} folder
 */
async function uploadFolder(client, params, folder) {
  const source = { kind: 'browser', fileName: 'many.tar', sizeBytes: null }
  const { taskId, transferUrl } = await client.call('files.uploadFolder', { ...params, source })
  const headers = { origin: client.origin }
  const outgoing = request(`${client.origin}${transferUrl}`, { method: 'PUT', headers })
  const answered = once(outgoing, 'response')
  const tar = spawn('tar', ['--format=ustar', '-c', '-C', folder, 'many'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await pipeline(tar.stdout, outgoing)
  const [response] = await answered
  response.resume()
  if (response.statusCode !== 204) throw new Error(`upload: ${response.statusCode}`)
  return client.ended(taskId)
}

/**
 * In turns, so that both meet the same machine.
 * @param {Stage} stage @param {Way} way @param {number} rounds
 * @returns {Promise<Figure>}
 */
async function compare(stage, way, rounds) {
  /** @type {number[]} */ const cli = []
  /** @type {number[]} */ const own = []
  for (let round = 0; round < rounds; round += 1) {
    await way.before()
    cli.push(await timeDocker(stage, ...way.cli))
    await way.before()
    const startedAt = performance.now()
    await way.own()
    own.push(performance.now() - startedAt)
  }
  return {
    name: `${way.name}: speed / docker cp`,
    value: median(cli) / median(own),
    unit: ' x',
    target,
    better: 'more',
    detail: `median ${median(own).toFixed(0)} ms against ${median(cli).toFixed(0)} ms, ${rounds} rounds`,
  }
}

/** @param {string} program @param {readonly string[]} args */
async function must(program, args) {
  const [code] = await once(spawn(program, args, { stdio: 'ignore' }), 'close')
  if (code !== 0) throw new Error(`${program} ended with ${code}`)
}

/** @param {Stage} stage */
function memoryMb(stage) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${stage.hostPid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1_024
}
