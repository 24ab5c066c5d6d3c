import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Container } from '../shared/container.ts'
import type { ConnectedEngine } from './connect.ts'
import { Containers } from './containers.ts'
import { containerOfInspect, containerOfList } from './normalize/container.ts'
import {
  connectLab,
  contractVersions,
  createContainer,
  FoldedFeed,
  followContainers,
  never,
  startLab,
  until,
} from './testing/lab.ts'

describe.each(contractVersions)('actions on engine %s', (version) => {
  let lab: LabEngine
  let engine: ConnectedEngine
  let live: ReturnType<typeof followContainers>
  let feed: FoldedFeed<Container>
  let containers: Containers

  beforeAll(async () => {
    lab = await startLab(version)
    engine = await connectLab(lab)
    live = followContainers(lab.host)
    feed = new FoldedFeed(live.inventory)
    await until('the list', () => !feed.isStale)
    containers = new Containers({ ...live, known: (id) => live.inventory.get(id) })
  })
  afterAll(async () => {
    feed.close()
    live.dispose()
    await lab.stop()
  })

  const stop = (id: string, timeoutSeconds: number | null = null) => ({ id, timeoutSeconds, signal: null })
  const stateOf = async (id: string) => (await engine.docker.getContainer(id).inspect()).State

  it('start, pause, unpause, restart, stop, and again what is done already', async () => {
    const id = await createContainer(engine, 'verbs')
    await containers.start({ id }, never())
    await containers.start({ id }, never())
    expect(await stateOf(id)).toMatchObject({ Status: 'running' })
    await containers.pause({ id }, never())
    expect(await stateOf(id)).toMatchObject({ Status: 'paused' })
    await containers.unpause({ id }, never())
    const { StartedAt } = await stateOf(id)
    await containers.restart(stop(id, 0), never())
    expect((await stateOf(id)).StartedAt).not.toBe(StartedAt)
    await containers.stop(stop(id), never())
    await containers.stop(stop(id), never())
    expect(await stateOf(id)).toMatchObject({ Status: 'exited', ExitCode: 137 })
  })

  it('marks what was stopped here as no failure until it starts again, and nothing else', async () => {
    const id = await createContainer(engine, 'marks', { Cmd: ['sh', '-c', 'trap "" HUP; sleep 100000'] })
    await containers.start({ id }, never())
    await containers.kill({ id, signal: 'SIGHUP' }, never())
    await engine.docker.getContainer(id).kill()
    await until('killed by another', () => feed.rows.get(id)?.state === 'exited')
    // A signal that did not end it was ours, and recent: the death counts as ours.
    await containers.start({ id }, never())
    await until('running', () => feed.rows.get(id)?.state === 'running')
    expect(feed.rows.get(id)?.wasStoppedHere).toBe(false)
    await containers.stop(stop(id), never())
    await until('exited', () => feed.rows.get(id)?.state === 'exited')
    expect(feed.rows.get(id)?.wasStoppedHere).toBe(true)
    await containers.start({ id }, never())
    await until('running again', () => feed.rows.get(id)?.state === 'running')
    expect(feed.rows.get(id)?.wasStoppedHere).toBe(false)
  })

  it('does not hide the failure of what had ended before it was stopped', async () => {
    const id = await createContainer(engine, 'crashed', { Cmd: ['sh', '-c', 'exit 3'] })
    await containers.start({ id }, never())
    await until('exited', () => feed.rows.get(id)?.exitCode === 3)
    await containers.stop(stop(id), never())
    expect(live.stoppedHere.has(id, true)).toBe(false)
  })

  it('waits for a container that is slow to stop', async () => {
    const id = await createContainer(engine, 'slow', {
      Cmd: ['sh', '-c', 'trap "" TERM; sleep 100000'],
      StopSignal: 'SIGTERM',
    })
    await containers.start({ id }, never())
    const began = Date.now()
    await containers.stop(stop(id, 3), never())
    expect(Date.now() - began).toBeGreaterThan(2_500)
    expect(await stateOf(id)).toMatchObject({ Status: 'exited' })
  })

  it('gives up waiting at once when aborted', async () => {
    const id = await createContainer(engine, 'aborted', {
      Cmd: ['sh', '-c', 'trap "" TERM; sleep 100000'],
      StopSignal: 'SIGTERM',
    })
    await containers.start({ id }, never())
    const controller = new AbortController()
    const stopping = containers.stop(stop(id, 60), controller.signal)
    controller.abort()
    const began = Date.now()
    await expect(stopping).rejects.toMatchObject({ code: 'cancelled' })
    // Far less than the 60 s it would wait.
    expect(Date.now() - began).toBeLessThan(30_000)
    await containers.kill({ id, signal: 'KILL' }, never())
  })

  it('rename, and say which name is taken', async () => {
    const id = await createContainer(engine, 'old-name')
    await createContainer(engine, 'taken-name')
    await containers.rename({ id, name: 'new-name' }, never())
    expect((await containers.inspect({ id }, never())).name).toBe('new-name')
    await until('the new name in the list', () => feed.rows.get(id)?.name === 'new-name')
    await expect(containers.rename({ id, name: 'taken-name' }, never())).rejects.toMatchObject({
      data: {
        code: 'conflict',
        operation: 'ContainerRename',
        subject: { kind: 'container', id, name: 'new-name' },
      },
    })
    await expect(containers.rename({ id, name: 'a b' }, never())).rejects.toMatchObject({
      data: { code: expect.stringMatching(/bad-request|engine-failed/) },
    })
  })

  it('refuse what a state does not allow, with the engine’s words', async () => {
    const id = await createContainer(engine, 'states')
    await expect(containers.pause({ id }, never())).rejects.toMatchObject({
      data: { code: 'conflict', status: 409, engineMessage: expect.stringContaining('not running') },
    })
    await expect(containers.kill({ id, signal: 'KILL' }, never())).rejects.toMatchObject({ code: 'conflict' })
    await containers.start({ id }, never())
    await expect(containers.remove({ id, force: false, volumes: false }, never())).rejects.toMatchObject({
      code: 'conflict',
    })
    await containers.remove({ id, force: true, volumes: true }, never())
    await until('gone', () => !feed.rows.has(id))
    await expect(containers.start({ id }, never())).rejects.toMatchObject({
      data: { code: 'not-found', operation: 'ContainerStart', subject: { kind: 'container', id } },
    })
    await expect(containers.inspect({ id }, never())).rejects.toMatchObject({ code: 'not-found' })
  })

  it('say that a program is missing as a failure of the request, not of ours', async () => {
    const id = await createContainer(engine, 'no-program', { Cmd: ['/no/such/program'] })
    await expect(containers.start({ id }, never())).rejects.toMatchObject({
      data: {
        code: expect.stringMatching(/bad-request|engine-failed/),
        engineMessage: expect.stringContaining('/no/such/program'),
      },
    })
    await until('its exit code', () => feed.rows.get(id)?.exitCode === 127)
    expect(feed.rows.get(id)?.state).toBe('created')
  })

  it('count what differs from the image', async () => {
    const id = await createContainer(engine, 'changed', {
      Cmd: ['sh', '-c', 'echo 1 > /etc/new; echo 2 >> /etc/passwd; rm /bin/yes; sleep 100000'],
    })
    expect(await containers.changes({ id }, never())).toEqual({ added: 0, changed: 0, deleted: 0 })
    await containers.start({ id }, never())
    const expected = { added: 1, changed: 3, deleted: 1 }
    await until('the changes', async () => (await containers.changes({ id }, never())).deleted === 1)
    expect(await containers.changes({ id }, never())).toEqual(expected)
  })

  it('read the same row from the list and from inspect', async () => {
    const listed = await engine.docker.listContainers({ all: true })
    expect(listed.length).toBeGreaterThan(5)
    const rows = await Promise.all(
      listed.map(async (row) => {
        const inspected = await engine.docker.getContainer(row.Id).inspect()
        return [containerOfList(row), containerOfInspect(inspected, Date.now())] as const
      }),
    )
    const seen = new Set<string>()
    for (const [ofList, ofInspect] of rows) {
      seen.add(ofList.state)
      // The list knows no exit code of a start that failed; seconds may pass between the two.
      const comparable = { runtime: null, exitCode: null, createdAtMs: 0, status: '' }
      expect({ ...ofInspect, ...comparable }).toEqual({ ...ofList, ...comparable })
      expect(Math.abs(ofInspect.createdAtMs - ofList.createdAtMs)).toBeLessThan(1_000)
      expect(ofInspect.status.replace(/\d+ seconds?|Less than a second/, 'N')).toBe(
        ofList.status.replace(/\d+ seconds?|Less than a second/, 'N'),
      )
    }
    expect([...seen].toSorted()).toEqual(expect.arrayContaining(['created', 'exited', 'running']))
  })
})
