import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Container } from '../shared/container.ts'
import type { EngineStatus } from '../shared/engine.ts'
import type { ConnectedEngine } from './connect.ts'
import type { OwnedConnection } from './connection.ts'
import { createConnection } from './connection.ts'
import { contextFolder } from './endpoints.ts'
import {
  connectLab,
  connectTo,
  createContainer,
  FoldedFeed,
  followContainers,
  never,
  startLab,
  until,
} from './testing/lab.ts'

const run = promisify(execFile)

describe('an engine that goes away under a live list', () => {
  let lab: LabEngine
  let engine: ConnectedEngine
  let live: ReturnType<typeof followContainers>
  let feed: FoldedFeed<Container>
  const state = (): EngineStatus['state'] => live.connection.status.state
  const reason = (): string | null => {
    const { status } = live.connection
    return status.state === 'unreachable' ? status.diagnosis.reason : null
  }

  beforeAll(async () => {
    lab = await startLab('28', { flags: ['--live-restore'] })
    engine = await connectLab(lab)
    await engine.docker.getContainer(await createContainer(engine, 'keeper')).start()
    await createContainer(engine, 'goner')
    live = followContainers(lab.host)
    feed = new FoldedFeed(live.inventory)
    await until('the first snapshot', () => feed.rows.size === 2 && !feed.isStale)
  })
  afterAll(async () => {
    feed.close()
    live.dispose()
    await lab.stop()
  })

  // A test that failed half-way leaves an engine to the next one all the same.
  afterEach(async () => lab.thaw().catch(() => lab.restart()))

  it('killed: says so within 5 s, keeps the rows, and comes back by itself without stale ones', async () => {
    await lab.kill()
    await until('unreachable', () => state() === 'unreachable', 5_000)
    await until('the rows are marked stale', () => feed.isStale, 1_000)
    expect(feed.rows.size).toBe(2)
    // A question that was on its way when the engine died only knows that there was no answer.
    await until('the reason', () => reason() === 'daemon-down', 5_000)
    expect(live.connection.status).toMatchObject({
      diagnosis: { requiredApiVersion: '1.41', platform: 'linux' },
      lastEngine: { product: 'docker', negotiatedApiVersion: '1.51' },
    })
    expect(() => live.connection.client()).toThrow(expect.objectContaining({ code: 'engine-unreachable' }))
    await lab.restart()
    // While the list was away, one container went and one came.
    await until('the engine is back', () => state() === 'connected', 5_000)
    await until('the list is fresh', () => !feed.isStale, 2_000)
    const again = await connectLab(lab)
    await again.docker.getContainer('goner').remove()
    await createContainer(again, 'newcomer')
    await until('the rows are true', () => !feed.byName('goner') && feed.byName('newcomer') !== undefined)
    expect(feed.byName('keeper')?.state).toBe('running')
  })

  it('frozen: says so within 15 s, and recovers when it thaws', async () => {
    const frozenAt = Date.now()
    await lab.freeze()
    await until('unreachable', () => state() === 'unreachable', 15_000)
    expect(Date.now() - frozenAt).toBeGreaterThan(3_000)
    expect(live.connection.status).toMatchObject({ diagnosis: { reason: 'not-answering' } })
    await lab.thaw()
    await until('connected', () => state() === 'connected', 10_000)
    await until('the list is fresh', () => !feed.isStale, 2_000)
  }, 40_000)

  it('restarted: the list is read anew, and events flow again', async () => {
    await until('nothing is going on', () => state() === 'connected' && !feed.isStale)
    const snapshots = feed.told.filter((item) => item.kind === 'snapshot').length
    await lab.restart()
    await until(
      'a new snapshot',
      () => feed.told.filter((item) => item.kind === 'snapshot').length > snapshots,
      8_000,
    )
    const now = await connectLab(lab)
    await createContainer(now, 'after-restart')
    await until('events flow again', () => feed.byName('after-restart') !== undefined)
  })
})

describe('endpoints where no engine answers', () => {
  let folder: string
  let connection: OwnedConnection | null = null

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'bayplan-test-'))
  })
  afterEach(() => connection?.dispose())
  afterAll(async () => rm(folder, { recursive: true }))

  async function unreachable(host: string): Promise<Extract<EngineStatus, { state: 'unreachable' }>> {
    const tried = connectTo(host)
    connection = tried
    await until('unreachable', () => tried.status.state === 'unreachable')
    return tried.status as Extract<EngineStatus, { state: 'unreachable' }>
  }

  it('names a missing socket', async () => {
    const { diagnosis } = await unreachable(`unix://${folder}/none.sock`)
    expect(diagnosis.reason).toBe('socket-missing')
    expect(diagnosis.checks.find((check) => check.check === 'socket')).toMatchObject({ passed: false })
  })

  it('names a plain file for what it is', async () => {
    await writeFile(path.join(folder, 'file.sock'), '')
    const { diagnosis } = await unreachable(`unix://${folder}/file.sock`)
    expect(diagnosis.reason).toBe('not-an-engine')
  })

  it('names a web server for what it is', async () => {
    const server = http.createServer((_, response) => response.end('<h1>hello</h1>')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { diagnosis } = await unreachable(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`)
    expect(diagnosis).toMatchObject({ reason: 'not-an-engine', checks: [] })
    server.close()
  })

  it.each([
    ['1.40', '1.12', 'api-too-old', '1.40'],
    ['1.60', '1.52', 'api-too-new', '1.52'],
  ])('refuses API %s (oldest %s) as %s and tells both numbers', async (newest, oldest, reason, told) => {
    const answer = JSON.stringify({ ApiVersion: newest, MinAPIVersion: oldest, Version: 'x' })
    const server = http
      .createServer((_, response) => response.end(answer))
      .listen(path.join(folder, `${newest}.sock`))
    await once(server, 'listening')
    const { diagnosis } = await unreachable(`unix://${folder}/${newest}.sock`)
    expect(diagnosis).toMatchObject({ reason, serverApiVersion: told, requiredApiVersion: '1.41' })
    server.close()
  })

  it('says what to do with ssh', async () => {
    const { diagnosis } = await unreachable('ssh://me@far')
    expect(diagnosis.reason).toBe('unsupported-endpoint')
    expect(diagnosis.message).toContain('ssh -nNT -L')
  })

  it('says that the current docker context is gone, and connects once it is there', async () => {
    const config = await mkdtemp(path.join(folder, 'docker-'))
    await writeFile(path.join(config, 'config.json'), JSON.stringify({ currentContext: 'gone' }))
    const tried = createConnection({
      flags: { host: null, context: null },
      env: { DOCKER_CONFIG: config },
      onBug: fail,
    })
    connection = tried
    await until('unreachable', () => tried.status.state === 'unreachable')
    expect(tried.status).toMatchObject({
      endpoint: { name: 'gone' },
      diagnosis: { reason: 'context-missing' },
    })
    const socket = path.join(folder, 'back.sock')
    const answer = JSON.stringify({ ApiVersion: '1.45', Version: '26' })
    const server = http.createServer((_, response) => response.end(answer)).listen(socket)
    const meta = path.join(config, 'contexts/meta', contextFolder('gone'))
    await mkdir(meta, { recursive: true })
    const endpoints = { docker: { Host: `unix://${socket}` } }
    await writeFile(path.join(meta, 'meta.json'), JSON.stringify({ Name: 'gone', Endpoints: endpoints }))
    tried.recheck()
    await until('connected', () => tried.status.state === 'connected')
    expect(tried.status.endpoint).toEqual({ host: `unix://${socket}`, source: 'context', name: 'gone' })
    server.close()
  })
})

describe('a socket that this account may not open', () => {
  it('is told apart from an engine that is down, with mode, owner and groups', async () => {
    await using lab = await startLab('28', { seed: false })
    await chmod(lab.folder, 0o755)
    await chmod(lab.socketPath, 0o660)
    // As root every socket opens, so somebody else has to look.
    const program = await bundleStatusPrinter()
    const { stdout } = await run(process.execPath, [program.file, lab.host], { uid: 65534, gid: 65534 })
    await rm(program.folder, { recursive: true })
    const status = JSON.parse(stdout) as Extract<EngineStatus, { state: 'unreachable' }>
    expect(status.diagnosis).toMatchObject({ reason: 'permission-denied', user: 'nobody' })
    expect(status.diagnosis.message).toContain('EACCES')
    const checks = Object.fromEntries(status.diagnosis.checks.map((check) => [check.check, check]))
    expect(checks['socket']).toMatchObject({
      passed: true,
      detail: expect.stringMatching(/^srw-rw---- root /),
    })
    expect(checks['access']).toMatchObject({ passed: false })
  })
})

describe('switching engines', () => {
  it('leaves nothing of the first one’s list, and lists both as reachable', async () => {
    await using first = await startLab('28')
    await using second = await startLab('26')
    await createContainer(await connectLab(first), 'on-first')
    await createContainer(await connectLab(second), 'on-second')
    const live = followContainers(first.host)
    const feed = new FoldedFeed(live.inventory)
    await until('the first list', () => feed.byName('on-first') !== undefined)
    await live.connection.use(second.host)
    await until('the second list', () => feed.byName('on-second') !== undefined)
    expect(feed.rows.size).toBe(1)
    expect(live.connection.status).toMatchObject({
      state: 'connected',
      engine: { negotiatedApiVersion: '1.45' },
    })
    const candidates = await live.connection.candidates(never())
    const [current] = candidates.filter((candidate) => candidate.isCurrent)
    expect(current).toMatchObject({ host: second.host, reachability: 'reachable' })
    expect(candidates.find((candidate) => candidate.host === first.host)).toMatchObject({
      reachability: 'reachable',
    })
    feed.close()
    live.dispose()
  })
})

describe('DOCKER_HOST in the environment of the process', () => {
  it('does not lead requests to an explicit socket astray', async () => {
    await using lab = await startLab('28')
    const before = process.env['DOCKER_HOST']
    process.env['DOCKER_HOST'] = 'tcp://127.0.0.1:1'
    try {
      const engine = await connectLab(lab)
      const id = await createContainer(engine, 'right-engine')
      const listed = await engine.docker.listContainers({ all: true })
      expect(listed.map((row) => row.Id)).toEqual([id])
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST']
      else process.env['DOCKER_HOST'] = before
    }
  })
})

function fail(error: unknown): never {
  throw error
}

/** A program that prints the first bad status of a connection, in one file that anybody may read. */
async function bundleStatusPrinter(): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bayplan-test-'))
  const entry = path.join(folder, 'entry.ts')
  const source = new URL('./connection.ts', import.meta.url).pathname
  await writeFile(
    entry,
    `import { createConnection } from ${JSON.stringify(source)}
    const flags = { host: process.argv[2], context: null }
    createConnection({ flags, env: {}, onBug: console.error }).onStatus((status) => {
      if (status.state !== 'unreachable') return
      process.stdout.write(JSON.stringify(status))
      process.exit(0)
    })`,
  )
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: path.join(folder, 'out'),
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { external: [/\.node$/], output: { format: 'cjs', entryFileNames: 'entry.cjs' } },
    },
  })
  await run('chmod', ['-R', 'a+rX', folder])
  return { folder, file: path.join(folder, 'out/entry.cjs') }
}
