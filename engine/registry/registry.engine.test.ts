import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { LabRegistry } from '../../scripts/lab/registry.d.mts'
import { registryPassword, registryUser, startRegistry } from '../../scripts/lab/registry.mjs'
import type { Task } from '../../shared/task.ts'
import { createRegistryParts } from '../registry-handlers.ts'
import { TaskHub } from '../tasks.ts'
import type { TestHost } from '../testing/host.ts'
import { openTestHost } from '../testing/host.ts'
import { makeBigImage } from '../testing/images.ts'
import { dockerOn, never, startLab, until } from '../testing/lab.ts'
import type { ClientCertificate } from './http.ts'
import { RegistryBrowser } from './registry-browser.ts'
import { RegistrySession } from './registry-session.ts'

let lab: LabEngine
let host: TestHost
let open: LabRegistry
let locked: LabRegistry
let folder: string

beforeAll(async () => {
  lab = await startLab('28', { portForward: true })
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
afterEach(() => expect(host.bugs).toEqual([]))

/** With any entry at all, the docker command leaves the keychain of whoever runs the tests alone. */
const noKeychain = { auths: { 'unused.invalid': {} } }

/** The parts with a configuration of their own, in which nobody is signed in. */
function parts() {
  const DOCKER_CONFIG = mkdtempSync(join(folder, 'config-'))
  writeFileSync(join(DOCKER_CONFIG, 'config.json'), JSON.stringify(noKeychain))
  const tasks = new TaskHub({ onBug: (error) => host.bugs.push(error) })
  const env = { DOCKER_CONFIG, PATH: '' }
  return { ...createRegistryParts({ connection: host.connection, tasks, env }), tasks, DOCKER_CONFIG }
}
type Parts = ReturnType<typeof parts>

const docker = (...args: string[]) => dockerOn(lab, ...args)

async function seen(tasks: TaskHub, id: string): Promise<Task> {
  for await (const item of tasks.feed(never())) {
    if (item.kind !== 'snapshot') continue
    return item.items.find((task) => task.id === id)!
  }
  throw new Error('the feed ended')
}

async function ended({ tasks }: Parts, { taskId }: { readonly taskId: string }): Promise<Task> {
  await tasks.ended(taskId)
  return seen(tasks, taskId)
}

const pull = (on: Parts, reference: string, more: Partial<Parameters<Parts['transfers']['pull']>[0]> = {}) =>
  on.transfers.pull({ reference, platform: null, allTags: false, ...more })
const push = (on: Parts, reference: string, allTags = false) =>
  on.transfers.push({ reference, platform: null, allTags })
const signIn = (on: Parts, registry: string, secret = registryPassword, allowPlainText = true) =>
  on.registries.signIn({ registry, username: registryUser, secret, allowPlainText }, never())

/** A tag on the engine, made of nothing. */
async function makeImage(reference: string, image = 'bb'): Promise<void> {
  await docker('tag', image, reference)
}

describe('pull and push', () => {
  test('an image goes to the registry and comes back, layer by layer', async () => {
    const on = parts()
    const reference = `${open.name}/team/app:1`
    await makeImage(reference)
    const pushed = await ended(on, await push(on, reference))
    expect(pushed).toMatchObject({ state: 'done', kind: 'image.push', subject: reference })
    expect(pushed.command).toContain(`push ${reference}`)
    expect(pushed.result?.digest).toMatch(/^sha256:/)
    expect(pushed.progress).toMatchObject({ doneItems: 1, totalItems: 1, phase: 'done' })

    await docker('rmi', reference)
    const pulled = await ended(on, await pull(on, reference))
    expect(pulled).toMatchObject({
      state: 'done',
      result: { references: [reference], digest: pushed.result!.digest },
    })
    expect(on.tasks.output(pulled.id)).toContain(`Digest: ${pushed.result!.digest}`)
    expect(await docker('image', 'inspect', '--format', '{{index .RepoTags 0}}', reference)).toBeTruthy()
  })

  test('bytes are counted for each layer and in all', async () => {
    const on = parts()
    const reference = `${open.name}/team/big:1`
    await makeBigImage(lab, reference, 24)
    const pushed = await ended(on, await push(on, reference))
    expect(pushed.progress.doneBytes).toBeGreaterThan(24_000_000)
    await docker('rmi', reference)
    const pulled = await ended(on, await pull(on, reference))
    const { doneBytes, totalBytes, parts: layers } = pulled.progress
    expect(totalBytes).toBeGreaterThan(24_000_000)
    expect(doneBytes).toBe(totalBytes)
    expect(layers.map(({ phase }) => phase).toSorted()).toEqual(['done', 'exists'])
  })

  test('all tags of a repository', async () => {
    const on = parts()
    for (const tag of ['1', '2', '3']) await makeImage(`${open.name}/team/many:${tag}`)
    expect((await ended(on, await push(on, `${open.name}/team/many`, true))).state).toBe('done')
    await docker('rmi', ...['1', '2', '3'].map((tag) => `${open.name}/team/many:${tag}`))
    expect((await ended(on, await pull(on, `${open.name}/team/many`, { allTags: true }))).state).toBe('done')
    const tags = await docker('images', '--format', '{{.Tag}}', `${open.name}/team/many`)
    expect(tags.split('\n').toSorted()).toEqual(['1', '2', '3'])
  })

  test('a tag that moved brings the new image', async () => {
    const on = parts()
    const reference = `${open.name}/team/moved:1`
    await makeImage(reference)
    const first = await ended(on, await push(on, reference))
    await makeImage(reference, 'bayplan/web:1')
    const second = await ended(on, await push(on, reference))
    expect(second.result?.digest).not.toBe(first.result?.digest)
    await makeImage(reference)
    const pulled = await ended(on, await pull(on, reference))
    expect(pulled.result?.digest).toBe(second.result?.digest)
    const moved = await docker('image', 'inspect', '--format', '{{.Id}}', reference)
    expect(moved).toBe(await docker('image', 'inspect', '--format', '{{.Id}}', 'bayplan/web:1'))
  })

  test('cancelling ends it, and nothing is pulled', async () => {
    const on = parts()
    const reference = `${open.name}/team/cancelled:1`
    await makeBigImage(lab, reference, 8)
    await ended(on, await push(on, reference))
    await docker('rmi', reference)
    open.freeze()
    try {
      const start = await pull(on, reference)
      on.tasks.cancel(start.taskId)
      expect(await ended(on, start)).toMatchObject({ state: 'cancelled', error: null })
    } finally {
      open.thaw()
    }
    expect((await lab.docker('image', 'inspect', reference)).code).toBe(1)
  })
})

test('an image of Docker Hub comes from the mirror, without a network', async () => {
  const port = 5055
  await using mirrored = await startLab('28', { flags: ['--registry-mirror', `http://127.0.0.1:${port}`] })
  await using mirror = await startRegistry({ engine: mirrored, port })
  const beside = await openTestHost(mirrored)
  const tasks = new TaskHub({ onBug: (error) => beside.bugs.push(error) })
  const { transfers, registries } = createRegistryParts({
    connection: beside.connection,
    tasks,
    env: { DOCKER_CONFIG: folder, PATH: '' },
  })
  expect((await registries.engineSettings({}, never())).mirrors).toEqual([`http://127.0.0.1:${port}/`])
  const copy = `${mirror.name}/library/nginx:1`
  await mirrored.docker('tag', 'bb', copy)
  expect((await mirrored.docker('push', copy)).code).toBe(0)
  const { taskId } = await transfers.pull({ reference: 'nginx:1', platform: null, allTags: false })
  await tasks.ended(taskId)
  expect(await seen(tasks, taskId)).toMatchObject({ state: 'done', subject: 'nginx:1' })
  expect((await mirrored.docker('image', 'inspect', 'nginx:1')).code).toBe(0)
  beside.dispose()
})

describe('failures are told apart', () => {
  test.each([
    ['a tag that is not there', () => `${open.name}/team/app:nope`, 'not-found'],
    ['a repository that is not there', () => `${open.name}/no/such:1`, 'not-found'],
    ['a registry that wants an account', () => `${locked.name}/team/app:1`, 'unauthorized'],
    ['a name that nobody resolves', () => 'registry.invalid/team/app:1', 'no-network'],
    ['a port where nobody listens', () => 'localhost:1/team/app:1', 'registry-unreachable'],
  ])('%s', async (_, reference, code) => {
    const on = parts()
    const task = await ended(on, await pull(on, reference()))
    expect(task).toMatchObject({
      state: 'failed',
      error: { code, operation: 'image.pull', subject: { kind: 'image', name: reference() } },
    })
  })

  test('a push without an account looked like success (200, then errorDetail)', async () => {
    const on = parts()
    const reference = `${locked.name}/team/app:1`
    await makeImage(reference)
    expect(await ended(on, await push(on, reference))).toMatchObject({
      state: 'failed',
      error: { code: 'unauthorized', operation: 'image.push' },
    })
  })

  test('a certificate of an unknown authority', async () => {
    await using tls = await startRegistry({ engine: lab, tls: { addresses: ['172.17.0.1'] } })
    const on = parts()
    const task = await ended(on, await pull(on, `172.17.0.1:${tls.port}/team/app:1`))
    expect(task).toMatchObject({ state: 'failed', error: { code: 'tls' } })
  })

  test('a disk that is full', async () => {
    const on = parts()
    const reference = `${open.name}/team/full:1`
    await makeBigImage(lab, reference, 12)
    await ended(on, await push(on, reference))
    await docker('rmi', reference)
    // Layers arrive in this folder before they are unpacked.
    const arrivals = join(lab.folder, 'data/tmp')
    const small = ['mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', arrivals]
    expect((await lab.nsenter(small)).code).toBe(0)
    const task = await ended(on, await pull(on, reference))
    expect((await lab.nsenter(['umount', arrivals])).code).toBe(0)
    expect(task, JSON.stringify(task.error)).toMatchObject({
      state: 'failed',
      error: { code: 'out-of-space' },
    })
    expect((await ended(on, await pull(on, reference))).state).toBe('done')
  })

  test('a registry that is killed in mid-push: the engine tries again, and goes on when it is back', async () => {
    await using doomed = await startRegistry({ engine: lab })
    const on = parts()
    const reference = `${doomed.name}/team/big:1`
    await makeBigImage(lab, reference, 48)
    const phase = async (taskId: string) => (await seen(on.tasks, taskId)).progress.phase
    const start = await push(on, reference)
    await until('bytes are on their way', async () => {
      const { progress } = await seen(on.tasks, start.taskId)
      return progress.phase === 'uploading' && (progress.doneBytes ?? 0) > 0
    })
    await doomed.kill()
    await until('it says that it tries again', async () => (await phase(start.taskId)) === 'retrying')
    await doomed.restart()
    expect(await ended(on, start)).toMatchObject({ state: 'done', progress: { phase: 'done' } })
  })

  test('a push to a registry that answers no more can be cancelled', async () => {
    await using doomed = await startRegistry({ engine: lab })
    const on = parts()
    const reference = `${doomed.name}/team/app:1`
    await makeImage(reference)
    doomed.freeze()
    const start = await push(on, reference)
    await until('it has begun', () => on.tasks.output(start.taskId).length > 0)
    on.tasks.cancel(start.taskId)
    expect(await ended(on, start)).toMatchObject({ state: 'cancelled', error: null })
  })
})

describe('accounts', () => {
  test('a wrong password is told and not kept', async () => {
    const on = parts()
    await expect(signIn(on, locked.name, 'wrong')).rejects.toMatchObject({
      code: 'unauthorized',
      data: { subject: { kind: 'registry', name: locked.name } },
    })
    expect((await on.registries.accounts({}, never())).accounts).toEqual([])
  })

  test('without a helper nothing is written that the person has not agreed to', async () => {
    const on = parts()
    await expect(signIn(on, locked.name, registryPassword, false)).rejects.toMatchObject({
      code: 'bad-request',
    })
    expect(await on.registries.storage({ registry: locked.name }, never())).toEqual({
      kind: 'file',
      file: join(on.DOCKER_CONFIG, 'config.json'),
    })
  })

  test('an account serves push, pull, browsing and the docker command; signing out ends that', async () => {
    const on = parts()
    const reference = `${locked.name}/team/private:1`
    await signIn(on, locked.name)
    await makeImage(reference)
    expect((await ended(on, await push(on, reference))).state).toBe('done')
    expect((await ended(on, await pull(on, reference))).state).toBe('done')
    expect(
      (await on.registries.repositories({ registry: locked.name, after: null }, never())).names,
    ).toContain('team/private')
    const asDocker = await lab.docker('--config', on.DOCKER_CONFIG, 'pull', reference)
    expect(asDocker.code).toBe(0)
    expect((await on.registries.accounts({}, never())).accounts).toMatchObject([
      { registry: locked.name, username: 'lab' },
    ])

    await on.registries.signOut({ registry: locked.name }, never())
    expect(JSON.parse(readFileSync(join(on.DOCKER_CONFIG, 'config.json'), 'utf8'))).toEqual(noKeychain)
    expect((await ended(on, await pull(on, reference))).error?.code).toBe('unauthorized')
    await expect(
      on.registries.repositories({ registry: locked.name, after: null }, never()),
    ).rejects.toMatchObject({ code: 'unauthorized' })
  })
})

describe('browsing', () => {
  test('repositories, tags and what a tag stands for', async () => {
    const on = parts()
    const reference = `${open.name}/browse/one:v1`
    await makeImage(reference)
    const pushed = await ended(on, await push(on, reference))
    const registry = open.name
    expect((await on.registries.repositories({ registry, after: null }, never())).names).toContain(
      'browse/one',
    )
    expect(await on.registries.tags({ registry, repository: 'browse/one', after: null }, never())).toEqual({
      names: ['v1'],
      next: null,
    })
    const image = await on.registries.image({ registry, repository: 'browse/one', reference: 'v1' }, never())
    expect(image).toMatchObject({
      digest: pushed.result?.digest,
      isIndex: false,
      platforms: [{ layerCount: 1 }],
    })
    expect(image.platforms[0]!.platform).toMatch(/^linux\//)
    expect(image.platforms[0]!.sizeBytes).toBeGreaterThan(10_000)
  })

  test('leaving one list does not end the other that waits for the same registry', async () => {
    const on = parts()
    const leaving = new AbortController()
    const first = on.registries.repositories({ registry: open.name, after: null }, leaving.signal)
    const second = on.registries.repositories({ registry: open.name, after: null }, never())
    leaving.abort()
    await expect(first).rejects.toMatchObject({ code: 'cancelled' })
    expect((await second).names.length).toBeGreaterThan(0)
  })

  test('signing in with the docker command is noticed at the next try', async () => {
    const on = parts()
    const ask = () => on.registries.repositories({ registry: locked.name, after: null }, never())
    await expect(ask()).rejects.toMatchObject({ code: 'unauthorized' })
    const config = ['--config', on.DOCKER_CONFIG]
    const account = ['--username', registryUser, '--password', registryPassword]
    expect((await lab.docker(...config, 'login', ...account, locked.name)).code).toBe(0)
    expect((await ask()).names).toEqual(expect.any(Array))
    expect((await on.registries.accounts({}, never())).accounts).toMatchObject([{ username: registryUser }])
    expect((await lab.docker(...config, 'logout', locked.name)).code).toBe(0)
  })

  test('HTTPS on loopback needs no trusted certificate, as for the engine', async () => {
    await using tls = await startRegistry({ engine: lab, tls: {} })
    expect(await parts().registries.repositories({ registry: tls.name, after: null }, never())).toEqual({
      names: [],
      next: null,
    })
  })

  test('a certificate of an unknown authority is refused, and taken once its authority is known', async () => {
    await using tls = await startRegistry({ tls: {} })
    const ask = (ca: readonly string[]) =>
      new RegistryBrowser(
        new RegistrySession({ registry: tls.name, trust: { isInsecure: false, ca }, credential: null }),
      ).repositories(null, never())
    await expect(ask([])).rejects.toMatchObject({ code: 'tls' })
    expect((await ask([tls.ca])).names).toEqual([])
  })

  test('a registry that asks who comes is shown the certificate that is kept for it', async () => {
    await using tls = await startRegistry({ tls: { asksWho: true } })
    const ask = (client: ClientCertificate | null) => {
      const trust = { isInsecure: false, ca: [tls.ca], client }
      const session = new RegistrySession({ registry: tls.name, trust, credential: null })
      return new RegistryBrowser(session).repositories(null, never())
    }
    await expect(ask(null)).rejects.toMatchObject({ code: 'tls' })
    expect((await ask(tls.certificate())).names).toEqual([])
  })

  test('deleting what a tag stood for is refused once the tag has moved', async () => {
    const on = parts()
    const registry = open.name
    const repository = 'browse/gone'
    await makeImage(`${registry}/${repository}:1`)
    const first = await ended(on, await push(on, `${registry}/${repository}:1`))
    await makeImage(`${registry}/${repository}:1`, 'bayplan/web:1')
    const second = await ended(on, await push(on, `${registry}/${repository}:1`))
    const remove = (digest: string) =>
      on.registries.deleteImage({ registry, repository, digest, tag: '1' }, never())
    await expect(remove(first.result!.digest!)).rejects.toMatchObject({ code: 'conflict' })
    await remove(second.result!.digest!)
    await expect(
      on.registries.image({ registry, repository, reference: '1' }, never()),
    ).rejects.toMatchObject({ code: 'not-found' })
  })

  test('the engine says which registries it trusts', async () => {
    const settings = await parts().registries.engineSettings({}, never())
    expect(settings.insecureNetworks).toContain('127.0.0.0/8')
    expect(settings.mirrors).toEqual([])
    expect(settings.system).toBe('linux')
  })
})
