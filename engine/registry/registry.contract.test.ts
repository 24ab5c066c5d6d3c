import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { LabRegistry } from '../../scripts/lab/registry.d.mts'
import { registryPassword, registryUser, startRegistry } from '../../scripts/lab/registry.mjs'
import type { Task } from '../../shared/task.ts'
import { createRegistryParts } from '../registry-handlers.ts'
import { TaskHub } from '../tasks.ts'
import type { TestHost } from '../testing/host.ts'
import { openTestHost } from '../testing/host.ts'
import { contractVersions, never, startLab } from '../testing/lab.ts'

const isShared = process.env['BAYPLAN_LAB_SHARED'] === '1'

/** Answers every request in the engine's network the same way. */
async function startImpostor(lab: LabEngine, status: number, type: string, body: string) {
  const program = `
    const answer = ${JSON.stringify({ status, type, body })}
    const server = require('node:http').createServer((_, response) => {
      response.writeHead(answer.status, { 'Content-Type': answer.type }).end(answer.body)
    })
    server.listen(0, '127.0.0.1', () => console.log(server.address().port))
    process.stdin.resume().on('end', () => process.exit())`
  const [command = '', ...args] = lab.inNetwork([process.execPath, '-e', program])
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  return { name: `localhost:${String(value)}`, [Symbol.dispose]: () => void child.stdin.end() }
}

/** Docker 29 keeps images in containerd from the start; 28 does so when it is told to. */
const engines = [
  ...contractVersions.map((version) => ({ name: version, version, flags: [] })),
  {
    name: '28 with the containerd store',
    version: '28',
    flags: ['--feature', 'containerd-snapshotter=true'],
  },
] as const

describe.skipIf(isShared).each(engines)('registries on Docker $name', ({ version, flags }) => {
  let lab: LabEngine
  let host: TestHost
  let open: LabRegistry
  let locked: LabRegistry
  let folder: string

  beforeAll(async () => {
    lab = await startLab(version, { portForward: true, flags: [...flags] })
    ;[host, open, locked] = await Promise.all([
      openTestHost(lab),
      startRegistry({ engine: lab }),
      startRegistry({ engine: lab, auth: true }),
    ])
    folder = mkdtempSync(join(tmpdir(), 'bayplan-registry-test-'))
  })
  afterAll(async () => {
    host?.dispose()
    await open?.stop()
    await locked?.stop()
    await lab?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  function parts() {
    const DOCKER_CONFIG = mkdtempSync(join(folder, 'config-'))
    const tasks = new TaskHub({ onBug: (error) => host.bugs.push(error) })
    const env = { DOCKER_CONFIG, PATH: '' }
    return { ...createRegistryParts({ connection: host.connection, tasks, env }), tasks }
  }
  type Parts = ReturnType<typeof parts>

  async function transfer(on: Parts, verb: 'pull' | 'push', reference: string): Promise<Task> {
    const { taskId } = await on.transfers[verb]({ reference, platform: null, allTags: false })
    await on.tasks.ended(taskId)
    for await (const item of on.tasks.feed(never())) {
      if (item.kind === 'snapshot') return item.items.find(({ id }) => id === taskId)!
    }
    throw new Error('the feed ended')
  }

  const tag = async (reference: string) => expect((await lab.docker('tag', 'bb', reference)).code).toBe(0)

  test('push, pull, account, browse', async () => {
    const on = parts()
    const reference = `${locked.name}/team/app:1`
    await tag(reference)
    await on.registries.signIn(
      { registry: locked.name, username: registryUser, secret: registryPassword, allowPlainText: true },
      never(),
    )
    const pushed = await transfer(on, 'push', reference)
    expect(pushed).toMatchObject({ state: 'done', progress: { doneItems: 1, totalItems: 1 } })
    await lab.docker('rmi', reference)
    const pulled = await transfer(on, 'pull', reference)
    expect(pulled).toMatchObject({ state: 'done', result: { digest: pushed.result?.digest } })
    const image = await on.registries.image(
      { registry: locked.name, repository: 'team/app', reference: '1' },
      never(),
    )
    expect(image.digest).toBe(pushed.result?.digest)
    expect((await on.registries.engineSettings({}, never())).insecureNetworks).toContain('127.0.0.0/8')
  })

  test.each([
    ['a missing tag', () => `${open.name}/team/app:nope`, 'not-found'],
    ['no account', () => `${locked.name}/team/other:1`, 'unauthorized'],
    ['an unknown name', () => 'registry.invalid/team/app:1', 'no-network'],
    ['a closed port', () => 'localhost:1/team/app:1', 'registry-unreachable'],
  ])('pull: %s', async (_, reference, code) => {
    const task = await transfer(parts(), 'pull', reference())
    expect(task, JSON.stringify(task.error)).toMatchObject({ state: 'failed', error: { code } })
  })

  test.each([
    ['no account', () => `${locked.name}/team/other:1`, 'unauthorized'],
    ['a closed port', () => 'localhost:1/team/app:1', 'registry-unreachable'],
  ])('push: %s', async (_, reference, code) => {
    await tag(reference())
    const task = await transfer(parts(), 'push', reference())
    expect(task, JSON.stringify(task.error)).toMatchObject({ state: 'failed', error: { code } })
  })

  test('a web page where a registry should be', async () => {
    using site = await startImpostor(lab, 200, 'text/html', '<!doctype html><h1>It works!</h1>')
    const task = await transfer(parts(), 'pull', `${site.name}/team/app:1`)
    expect(task, JSON.stringify(task.error)).toMatchObject({
      state: 'failed',
      error: { code: 'not-a-registry' },
    })
  })

  test('a registry that has had enough pulls', async () => {
    const body = JSON.stringify({
      errors: [{ code: 'TOOMANYREQUESTS', message: 'You have reached your pull rate limit.' }],
    })
    using busy = await startImpostor(lab, 429, 'application/json', body)
    const task = await transfer(parts(), 'pull', `${busy.name}/team/app:1`)
    expect(task, JSON.stringify(task.error)).toMatchObject({
      state: 'failed',
      error: { code: 'rate-limited' },
    })
  })

  test('a wrong password', async () => {
    const account = { registry: locked.name, username: registryUser, secret: 'wrong', allowPlainText: true }
    await expect(parts().registries.signIn(account, never())).rejects.toMatchObject({ code: 'unauthorized' })
  })
})
