import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { PruneItem, PruneKind } from '../shared/prune.ts'
import { pruneKinds } from '../shared/prune.ts'
import type { Task, TaskOutcome } from '../shared/task.ts'
import { DiskUsages } from './disk-usage.ts'
import { Prune } from './prune.ts'
import { TaskHub } from './tasks.ts'
import type { TestHost } from './testing/host.ts'
import { openTestHost } from './testing/host.ts'
import { createContainer, never, startLab, testLabels } from './testing/lab.ts'

describe('prune', () => {
  let lab: LabEngine
  let host: TestHost
  let tasks: TaskHub
  let prune: Prune

  beforeAll(async () => {
    lab = await startLab('28')
    host = await openTestHost(lab)
    tasks = new TaskHub({ onBug: (error) => void host.bugs.push(error) })
    const { connection } = host
    prune = new Prune({
      connection,
      diskUsages: new DiskUsages(connection),
      tasks,
      known: () => undefined,
      releaseVolume: async () => undefined,
    })
  })
  afterAll(async () => {
    expect(host.bugs).toEqual([])
    await tasks.dispose()
    host.dispose()
    await lab.stop()
  })

  const planOf = async (...kinds: PruneKind[]) => (await prune.plan(kinds, never())).items
  const named = (items: readonly PruneItem[], name: string): PruneItem => {
    const item = items.find((one) => one.name === name)
    if (!item) throw new Error(`not in the plan: ${name}`)
    return item
  }
  const volume = (Name: string) => host.client.docker.createVolume({ Name, Labels: testLabels })
  const network = (Name: string) => host.client.docker.createNetwork({ Name, Labels: testLabels })

  async function run(...items: PruneItem[]): Promise<Task> {
    const chosen = items.map(({ kind, group, id, name, bytes, stamp }) => ({
      kind,
      group,
      id,
      name,
      bytes,
      stamp,
    }))
    const { taskId } = prune.run({ items: chosen, whole: [] })
    await tasks.ended(taskId)
    const controller = new AbortController()
    for await (const feed of tasks.feed(controller.signal)) {
      if (feed.kind !== 'snapshot') continue
      const task = feed.items.find(({ id }) => id === taskId)
      if (task) return task
    }
    throw new Error('the task is gone')
  }
  const outcomesOf = (task: Task): readonly (readonly [string, string])[] =>
    (task.result?.outcomes ?? []).map((one: TaskOutcome) => [one.name, one.error?.code ?? 'removed'])

  it('removes what is chosen of a plan, and nothing else', async () => {
    await Promise.all(['keep', 'go', 'used'].map(volume))
    await createContainer(host.client, 'uses-a-volume', { HostConfig: { Binds: ['used:/data'] } })
    const plan = await planOf('volume')
    expect(plan.map(({ name, group }) => `${group} ${name}`).toSorted()).toEqual([
      'volume-named go',
      'volume-named keep',
    ])
    const task = await run(named(plan, 'go'))
    expect(task).toMatchObject({
      kind: 'prune',
      subject: 'go',
      command: expect.stringContaining('volume rm go'),
      state: 'done',
      progress: { doneItems: 1, totalItems: 1 },
    })
    expect(outcomesOf(task)).toEqual([['go', 'removed']])
    expect((await planOf('volume')).map(({ name }) => name)).toEqual(['keep'])
  })

  it('leaves alone what came into use, or was replaced, after the plan was made', async () => {
    await Promise.all(['taken', 'replaced', 'gone', 'free'].map(volume))
    await Promise.all(['net-taken', 'net-free'].map(network))
    const idle = await createContainer(host.client, 'idle')
    const plan = await planOf('container', 'network', 'volume')
    const names = ['taken', 'replaced', 'gone', 'free', 'net-taken', 'net-free', 'idle']
    const items = names.map((name) => named(plan, name))

    await createContainer(host.client, 'takes', { HostConfig: { Binds: ['taken:/data'] } })
    const inNetwork = await createContainer(host.client, 'joins', {
      HostConfig: { NetworkMode: 'net-taken' },
    })
    await host.client.docker.getContainer(inNetwork).start()
    await host.client.docker.getContainer(idle).start()
    await host.client.docker.getVolume('gone').remove()
    const other = { ...named(plan, 'replaced'), stamp: '1' }

    const task = await run(...items.map((item) => (item.name === 'replaced' ? other : item)))
    expect(outcomesOf(task)).toEqual([
      ['taken', 'conflict'],
      ['replaced', 'conflict'],
      ['gone', 'removed'],
      ['free', 'removed'],
      ['net-taken', 'conflict'],
      ['net-free', 'removed'],
      ['idle', 'conflict'],
    ])
    await host.client.docker.getContainer(idle).remove({ force: true })
    await host.client.docker.getContainer(inNetwork).remove({ force: true })
  })

  it('tells whom the removal of a network would hurt', async () => {
    await network('needed')
    const id = await createContainer(host.client, 'stopped-in-network', {
      HostConfig: { NetworkMode: 'needed' },
    })
    const item = named(await planOf('network'), 'needed')
    expect(item).toMatchObject({ loss: 'containers-without-network', affected: ['stopped-in-network'] })
    await host.client.docker.getContainer(id).start()
    expect((await planOf('network')).map(({ name }) => name)).not.toContain('needed')
    await host.client.docker.getContainer(id).remove({ force: true })
  })

  it('removes an image with all its names, unless they changed', async () => {
    const base = await createContainer(host.client, 'base', {})
    const commit = async (repo: string) =>
      host.client.docker.getContainer(base).commit({ repo, comment: repo })
    await commit('one.example/app')
    await host.client.docker.getImage('one.example/app').tag({ repo: 'two.example/app', tag: 'latest' })
    await commit('moved')
    const plan = await planOf('image')
    const twice = named(plan, 'one.example/app:latest, two.example/app:latest')
    const moved = named(plan, 'moved:latest')
    expect(twice).toMatchObject({ group: 'image-unused', loss: 'build-again' })
    expect(plan.map(({ name }) => name)).not.toContain('bayplan/busybox:1, bb:latest')

    // A newer image takes the name: the older one has none left.
    await commit('moved')
    expect(outcomesOf(await run(twice, moved))).toEqual([
      [twice.name, 'removed'],
      [moved.name, 'conflict'],
    ])
    const dangling = (await planOf('image')).filter(({ group }) => group === 'image-dangling')
    expect(dangling.map(({ id }) => id)).toEqual([moved.id])
    expect(outcomesOf(await run(...dangling))).toEqual([[dangling[0]?.name, 'removed']])
    expect((await planOf('image')).map(({ id }) => id)).not.toContain(moved.id)
  })

  it('removes records of the build cache, those made from others first', async () => {
    await build(lab, 'FROM bb\nRUN echo 1 > /one\nRUN echo 2 > /two\n')
    const plan = await planOf('build-cache')
    expect(plan.length).toBeGreaterThan(2)
    const second = plan.find(({ name }) => name.includes('echo 2'))
    const first = plan.find(({ name }) => name.includes('echo 1'))
    if (!first || !second) throw new Error('no such steps')
    expect(plan.indexOf(second)).toBeLessThan(plan.indexOf(first))
    expect(outcomesOf(await run(second))).toEqual([[second.name, 'removed']])
    const left = (await planOf('build-cache')).map(({ id }) => id)
    expect(left).not.toContain(second.id)
    // A build lets go of its last records some time after it has ended, so that there may be more by now.
    expect(left).toEqual(expect.arrayContaining(plan.map(({ id }) => id).filter((id) => id !== second.id)))
  })

  it('plans every kind at once', async () => {
    const kinds = new Set((await planOf(...pruneKinds)).map(({ kind }) => kind))
    expect([...kinds].toSorted()).toEqual([...pruneKinds].toSorted())
  })
})

/** Builds with BuildKit, which keeps a cache. */
async function build(lab: LabEngine, dockerfile: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bayplan-build-'))
  await writeFile(join(folder, 'Dockerfile'), dockerfile)
  const context = execFileSync('tar', ['--create', '--directory', folder, 'Dockerfile'])
  await rm(folder, { recursive: true })
  await new Promise<void>((resolve, reject) => {
    const headers = { 'Content-Type': 'application/x-tar' }
    const { socketPath } = lab
    const outgoing = request({ socketPath, method: 'POST', path: '/build?version=2', headers }, (answer) => {
      answer.resume()
      answer.on('end', resolve)
    })
    outgoing.on('error', reject)
    outgoing.end(context)
  })
}
