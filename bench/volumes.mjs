import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './figures.mjs'
import { HostClient } from './host-client.mjs'
import { docker, timeDocker } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./figures.mjs').Figure} Figure */
/** @typedef {{ name: string, cli: readonly string[], input?: string, own: () => Promise<unknown>, before: () => Promise<unknown> }} Way */

const target = 0.9
const mostGrowthMb = 64
const run = ['run', '--rm', '--network', 'none', '--label', 'bayplan.test=1']
const image = 'bayplan/busybox:1'

/**
 * Export, import and clone of a volume of random bytes, against a container of busybox that does the same with tar
 * and cp; and what the host's memory grew by at most. Bayplan's ways check what they read and take checksums.
 * @param {Stage} stage @param {number} rounds @param {number} megabytes
 * @returns {Promise<Figure[]>}
 */
export async function volumes(stage, rounds, megabytes) {
  const folder = await mkdtemp(join(tmpdir(), 'bayplan-bench-'))
  const client = await HostClient.enter(await stage.address())
  try {
    const ways = await prepare(stage, client, folder, megabytes)
    const startMb = memoryMb(stage)
    let mostMb = startMb
    const watch = setInterval(() => {
      mostMb = Math.max(mostMb, memoryMb(stage))
    }, 25)
    /** @type {Figure[]} */
    const figures = []
    for (const way of ways) figures.push(await compare(stage, way, rounds, megabytes))
    clearInterval(watch)
    return [
      ...figures,
      {
        name: `Volumes of ${megabytes} MB: growth of the host`,
        value: Math.round(mostMb - startMb),
        unit: ' MB',
        target: mostGrowthMb,
        better: 'less',
        detail: `${startMb.toFixed(0)} MB resident before, ${mostMb.toFixed(0)} MB at most during export, import and clone`,
      },
    ]
  } finally {
    client.close()
    await docker(stage, 'volume', 'rm', '--force', 'bench-from', 'bench-to').catch(() => {})
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {Stage} stage @param {HostClient} client @param {string} folder @param {number} megabytes @returns {Promise<Way[]>} */
async function prepare(stage, client, folder, megabytes) {
  const file = join(folder, 'volume.tar')
  const fill = `for i in 1 2 3 4; do dd if=/dev/urandom of=/v/$i bs=1M count=${megabytes / 4}; done 2>/dev/null`
  await docker(stage, ...run, '--volume', 'bench-from:/v', image, 'sh', '-c', fill)
  await docker(
    stage,
    ...run,
    '--volume',
    'bench-from:/v',
    '--volume',
    `${folder}:/out`,
    image,
    'tar',
    '-c',
    '-f',
    '/out/volume.tar',
    '-C',
    '/v',
    '.',
  )
  const { size } = await stat(file)
  const plain = { stopFirst: false }
  const fresh = async () => {
    await docker(stage, 'volume', 'rm', '--force', 'bench-to')
    await docker(stage, 'volume', 'create', 'bench-to')
  }
  // The first brings the helper's image, and makes the host load what it needs.
  await client.download('volume.export', { ...plain, name: 'bench-from', compress: false })
  const into = { ...plain, name: 'bench-to', replace: false, expectedSha256: null }
  return [
    {
      name: 'Export',
      cli: [...run, '--volume', 'bench-from:/v:ro', image, 'tar', '-c', '-C', '/v', '.'],
      own: () => client.download('volume.export', { ...plain, name: 'bench-from', compress: false }),
      before: async () => {},
    },
    {
      name: 'Import',
      cli: [...run, '--interactive', '--volume', 'bench-to:/v', image, 'tar', '-x', '-C', '/v'],
      input: file,
      own: () => client.upload('volume.import', into, file, size),
      before: fresh,
    },
    {
      name: 'Clone',
      cli: [
        ...run,
        '--volume',
        'bench-from:/from:ro',
        '--volume',
        'bench-to:/to',
        image,
        'cp',
        '-a',
        '/from/.',
        '/to/',
      ],
      own: async () => {
        const { taskId } = await client.call('volume.clone', {
          ...plain,
          name: 'bench-from',
          newName: 'bench-to',
        })
        return client.ended(taskId)
      },
      before: async () => docker(stage, 'volume', 'rm', '--force', 'bench-to'),
    },
  ]
}

/**
 * In turns, so that both meet the same machine.
 * @param {Stage} stage @param {Way} way @param {number} rounds @param {number} megabytes
 * @returns {Promise<Figure>}
 */
async function compare(stage, way, rounds, megabytes) {
  /** @type {number[]} */ const cli = []
  /** @type {number[]} */ const own = []
  for (let round = 0; round < rounds; round += 1) {
    await way.before()
    cli.push(way.input ? await timeInput(stage, way.input, way.cli) : await timeDocker(stage, ...way.cli))
    await way.before()
    const startedAt = performance.now()
    await way.own()
    own.push(performance.now() - startedAt)
  }
  return {
    name: `${way.name} of a volume of ${megabytes} MB: speed / ${way.name === 'Clone' ? 'cp' : 'tar'} in a container`,
    value: median(cli) / median(own),
    unit: ' x',
    target,
    better: 'more',
    detail: `median ${median(own).toFixed(0)} ms against ${median(cli).toFixed(0)} ms, ${rounds} rounds`,
  }
}

/** Wall time of a command that reads a file. @param {Stage} stage @param {string} path @param {readonly string[]} args */
async function timeInput(stage, path, args) {
  const file = await open(path)
  const startedAt = performance.now()
  const child = spawn(stage.engine.dockerPath, args, {
    env: stage.engine.dockerEnv,
    stdio: [file.fd, 'ignore', 'ignore'],
  })
  const [code] = await once(child, 'close')
  await file.close()
  if (code !== 0) throw new Error(`docker ${args[0]} ended with ${code}`)
  return performance.now() - startedAt
}

/** @param {Stage} stage */
function memoryMb(stage) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${stage.hostPid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1_024
}
