import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { ContainerEnd, HealthRecord, ProcessList } from '../shared/container-page.ts'
import { ContainerLife } from './container-life.ts'
import { ContainerProcesses } from './container-processes.ts'
import type { ExecSessions } from './exec.ts'
import { createExecSessions } from './exec.ts'
import { ExecTape } from './testing/exec.ts'
import type { TestHost } from './testing/host.ts'
import { openTestHost } from './testing/host.ts'
import { contractVersions, createContainer, never, startLab, until } from './testing/lab.ts'

const size = { columns: 80, rows: 24 }
const detachKeys = 'ctrl-p,ctrl-q'

describe.each(contractVersions)('the page of a container on engine %s', (version) => {
  let lab: LabEngine
  let host: TestHost
  let processes: ContainerProcesses
  let life: ContainerLife
  let sessions: ExecSessions

  beforeAll(async () => {
    lab = await startLab(version)
    host = await openTestHost(lab)
    processes = new ContainerProcesses(host.connection, async ({ id, signal }) => {
      await host.client.docker.getContainer(id).kill({ signal })
      return null
    })
    life = new ContainerLife(host.connection)
    sessions = createExecSessions(host)
  })
  afterAll(async () => {
    await sessions.dispose()
    expect(host.bugs).toEqual([])
    host.dispose()
    await lab.stop()
  })

  async function run(name: string, more: Parameters<typeof createContainer>[2] = {}): Promise<string> {
    const id = await createContainer(host.client, name, more)
    await host.client.docker.getContainer(id).start()
    return id
  }
  async function look(id: string): Promise<ProcessList> {
    const watching = processes.watch({ id }, never())
    const { value } = await watching.next()
    await watching.return()
    return value as ProcessList
  }
  const attach = async (id: string, more: { withInput?: boolean; detachKeys?: string } = {}) => {
    const params = { id, withInput: true, detachKeys, size, ...more }
    const session = await sessions.attachMain(params, never())
    return { session, tape: new ExecTape(sessions, session.id) }
  }

  const family = ['sh', '-c', 'sleep 1111 & sleep 1111 & sleep 2222 & wait']

  it('lists processes with parents, users, memory and age, and sends a signal to the right one', async () => {
    const id = await run('family', { Cmd: family })
    const sleepers = ['sleep 1111', 'sleep 1111', 'sleep 2222']
    await until('all have started', async () => {
      const commands = (await look(id)).processes.map(({ command }) => command)
      return commands.slice(1).join() === sleepers.join()
    })
    const { pidSpace, processes: list } = await look(id)
    expect(pidSpace).toBe('host')
    const main = list.find(({ isMain }) => isMain)
    expect(main).toMatchObject({ user: 'root', command: expect.stringContaining('sleep 2222 & wait') })
    const children = list.filter(({ parentPid }) => parentPid === main?.pid)
    expect(children.map(({ command }) => command)).toEqual(sleepers)
    for (const child of children) {
      expect(child.memoryBytes).toBeGreaterThan(0)
      expect(child.ageSeconds).toBeGreaterThanOrEqual(0)
      expect(child.cpuPercent).toBeGreaterThanOrEqual(0)
    }
    const [first, second] = children
    const sent = await processes.signal(
      { id, pid: second!.pid, command: 'sleep 1111', signal: 'SIGTERM' },
      never(),
    )
    expect(sent).toMatchObject({ way: 'exec', pidInContainer: expect.any(Number) })
    await until('the second is gone and the first is not', async () => {
      const pids = (await look(id)).processes.map(({ pid }) => pid)
      return !pids.includes(second!.pid) && pids.includes(first!.pid)
    })
    await expect(
      processes.signal({ id, pid: second!.pid, command: 'sleep 1111', signal: 'SIGTERM' }, never()),
    ).rejects.toMatchObject({ data: { code: 'conflict', subject: { kind: 'container', id } } })
    const { pid, command } = main!
    expect(await processes.signal({ id, pid, command, signal: 'SIGKILL' }, never())).toEqual({
      way: 'engine',
    })
    await until('a stopped container has no list', async () =>
      look(id).then(
        () => false,
        (error: unknown) => (error as { data: { code: string } }).data.code === 'conflict',
      ),
    )
  })

  it('commits files and settings under a name, with changes, author and message', async () => {
    const id = await run('source', { Cmd: ['sh', '-c', 'echo hello > /made; sleep 100000'] })
    await until('the file', async () => {
      const changes: unknown = await host.client.docker.getContainer(id).changes()
      return JSON.stringify(changes).includes('/made')
    })
    const params = {
      id,
      reference: 'localhost:5000/made/here:v2',
      author: 'A. Author',
      message: 'With one file',
      changes: ['ENV A=b', 'CMD ["cat", "/made"]'],
      pause: true,
    }
    const { imageId } = await life.commit(params, never())
    const image = await host.client.docker.getImage('localhost:5000/made/here:v2').inspect()
    expect(image).toMatchObject({ Id: imageId, Author: 'A. Author', Comment: 'With one file' })
    expect(image.Config.Cmd).toEqual(['cat', '/made'])
    expect(image.Config.Env).toContain('A=b')
    const nameless = await life.commit({ ...params, reference: null, changes: [] }, never())
    const second = await host.client.docker.getImage(nameless.imageId).inspect()
    expect(second.RepoTags).toEqual([])
    expect(second.Config.Cmd).toEqual(['sh', '-c', 'echo hello > /made; sleep 100000'])
    await expect(life.commit({ ...params, changes: ['NONSENSE x'] }, never())).rejects.toMatchObject({
      data: { subject: { kind: 'container', id } },
    })
  })

  it('waits for the end and tells the exit code', async () => {
    const id = await run('waited')
    const ends: ContainerEnd[] = []
    const waiting = (async () => {
      for await (const end of life.wait({ id, condition: 'not-running' }, never())) ends.push(end)
    })()
    await host.client.docker.getContainer(id).kill({ signal: 'SIGKILL' })
    await waiting
    expect(ends).toMatchObject([{ exitCode: 137, error: '' }])
    const unknown = life.wait({ id: 'nothing-here', condition: 'removed' }, never())
    await expect(unknown.next()).rejects.toMatchObject({
      data: { code: 'not-found', operation: 'ContainerWait' },
    })
  })

  it('tells probes as they come, and runs one when asked', async () => {
    const Interval = 200_000_000
    const Healthcheck = { Test: ['CMD-SHELL', 'echo checked; test -e /ok'], Interval, Retries: 2 }
    const id = await run('probed', { Healthcheck })
    const controller = new AbortController()
    const records: HealthRecord[] = []
    const watching = (async () => {
      for await (const record of life.health({ id }, controller.signal)) records.push(record)
    })()
    await until('two failures', () => (records.at(-1)?.failingStreak ?? 0) >= 2)
    expect(records.at(-1)).toMatchObject({ intervalMs: 200, retries: 2, timeoutMs: 30_000 })
    expect(records.at(-1)?.probes[0]).toMatchObject({ exitCode: 1, output: 'checked\n' })
    const failed = await life.probe({ id }, never())
    expect(failed).toMatchObject({ exitCode: 1, output: 'checked\n', isTimedOut: false })
    expect(failed.command).toEqual(['/bin/sh', '-c', 'echo checked; test -e /ok'])
    controller.abort()
    await watching
    const without = await run('unprobed')
    await expect(life.probe({ id: without }, never())).rejects.toMatchObject({
      data: { code: 'unsupported' },
    })
    await expect(life.health({ id: without }, never()).next()).rejects.toMatchObject({
      data: { code: 'unsupported' },
    })
  })

  const echo = ['sh', '-c', 'echo begin; while read line; do echo "got $line"; done; echo over; exit 4']

  it('attaches to a program with a terminal, and detach keys leave it running', async () => {
    const id = await run('with-tty', { Cmd: ['sh'], Tty: true, OpenStdin: true })
    const { session, tape } = await attach(id, { detachKeys: 'ctrl-x,d' })
    expect(session.attachment).toEqual({
      hasTty: true,
      withInput: true,
      detachKeys: 'ctrl-x,d',
      endsInput: false,
    })
    tape.type('echo it is $((6*7))\r')
    await until('the answer', () => tape.text.includes('it is 42'))
    await sessions.resize(session.id, { columns: 132, rows: 43 })
    await until('the new size', () => {
      tape.type('stty size\r')
      return tape.text.includes('43 132')
    })
    tape.type('\x18d')
    await until('the end', () => tape.end !== null)
    expect(tape.end).toEqual({ kind: 'detached', exitCode: null })
    expect((await host.client.docker.getContainer(id).inspect()).State.Running).toBe(true)
    const again = await attach(id)
    again.tape.type('exit 3\r')
    await until('the end', () => again.tape.end !== null)
    expect(again.tape.end).toEqual({ kind: 'ended', exitCode: 3 })
  })

  it('attaches to a program without a terminal: lines can be mended, input ends, both outputs show', async () => {
    const id = await run('without-tty', { Cmd: echo, OpenStdin: true })
    const { session, tape } = await attach(id)
    expect(session.attachment).toMatchObject({ hasTty: false, withInput: true })
    tape.type('hex\x7fllo 中\x7f\x1b[A文\r')
    await until('the line', () => tape.text.includes('got hello 文\r\n'))
    tape.type('\x10\x11')
    await until('the end', () => tape.end !== null)
    expect(tape.end).toEqual({ kind: 'detached', exitCode: null })
    const again = await attach(id)
    again.tape.type('\x04')
    await until('the end', () => again.tape.end !== null)
    expect(again.tape.end).toEqual({ kind: 'detached', exitCode: null })
    const once = await run('input-once', { Cmd: echo, OpenStdin: true, StdinOnce: true })
    const last = await attach(once)
    expect(last.session.attachment).toMatchObject({ endsInput: true })
    last.tape.type('one\r\x04')
    await until('the end', () => last.tape.end !== null)
    expect(last.tape.text).toContain('got one\r\nover\r\n')
    expect(last.tape.end).toEqual({ kind: 'ended', exitCode: 4 })
  })

  it('only watches where there is no input, leaves it running when closed, and Ctrl+C would end it', async () => {
    const id = await run('no-input', {
      Cmd: ['sh', '-c', "trap 'echo interrupted; exit 9' INT; while true; do echo tick >&2; sleep 0.1; done"],
    })
    const { session, tape } = await attach(id)
    expect(session.attachment).toMatchObject({ withInput: false })
    await until('its output', () => tape.text.includes('tick\r\n'))
    tape.type('\x03')
    await sessions.close(session.id)
    expect((await host.client.docker.getContainer(id).inspect()).State.Running).toBe(true)
    const open = await run('interrupted', { Cmd: ['cat'], OpenStdin: true })
    const typed = await attach(open)
    typed.tape.type('\x03')
    typed.tape.type('still here\r')
    // As PID 1, `cat` has no handler and so ignores the signal: what is typed afterwards is a new line.
    await until('the echo', () => typed.tape.text.includes('^C\r\nstill here\r\nstill here\r\n'))
    const stopped = await createContainer(host.client, 'never-started')
    await expect(attach(stopped)).rejects.toMatchObject({ data: { code: 'conflict' } })
  })
})
