import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { CreateExecParams, ExecEnd } from '../shared/exec.ts'
import type { ExecSessions } from './exec.ts'
import { createExecSessions } from './exec.ts'
import { ExecTape } from './testing/exec.ts'
import type { TestHost } from './testing/host.ts'
import { openConnections, openTestHost } from './testing/host.ts'
import { contractVersions, createContainer, never, startLab, until } from './testing/lab.ts'

describe.each(contractVersions)('terminals of engine %s', (version) => {
  let lab: LabEngine
  let host: TestHost
  let sessions: ExecSessions
  let containerId: string

  beforeAll(async () => {
    lab = await startLab(version)
    host = await openTestHost(lab)
    sessions = createExecSessions(host)
    containerId = await createContainer(host.client, 'terminals')
    await host.client.docker.getContainer(containerId).start()
  })
  afterEach(async () => sessions.dispose())
  afterAll(async () => {
    host.dispose()
    await lab.stop()
  })

  async function open(more: Partial<CreateExecParams> = {}) {
    const defaults = {
      containerId,
      command: null,
      user: '',
      workingDir: '',
      size: { columns: 100, rows: 30 },
    }
    const session = await sessions.create({ ...defaults, ...more }, never())
    return { session, tape: new ExecTape(sessions, session.id) }
  }
  async function processes(): Promise<string> {
    return JSON.stringify((await host.client.docker.getContainer(containerId).top()).Processes)
  }

  it('find a shell, show its prompt and echo what is typed, in any script', async () => {
    const { session, tape } = await open()
    expect(session).toMatchObject({
      command: ['/bin/sh'],
      containerId,
      containerName: 'terminals',
      state: 'running',
    })
    await until('a prompt', () => tape.text.includes('# '))
    tape.type('echo é中文🙂 | tr -d x\r')
    await until('the echo and the output', () => tape.text.split('é中文🙂').length === 3)
    expect(tape.text).not.toContain('\u{fffd}')
  })

  it('have the size that was asked for from the beginning, and the new one after a resize', async () => {
    const { session, tape } = await open({ command: ['sh', '-c', 'sleep 0.3; stty size; read x; stty size'] })
    await until('the first size', () => tape.text.includes('30 100'))
    await sessions.resize(session.id, { columns: 132, rows: 43 })
    tape.type('\r')
    await until('the second size', () => tape.text.includes('43 132'))
    await until('its end', () => tape.end !== null)
    expect(await sessions.resize(session.id, { columns: 80, rows: 24 })).toBeNull()
  })

  it('tell the exit code', async () => {
    const { session, tape } = await open()
    await until('a prompt', () => tape.text.includes('# '))
    tape.type('exit 7\r')
    await until('the end', () => tape.end !== null)
    expect(tape.end).toEqual({ kind: 'ended', exitCode: 7 })
    expect(sessions.list(containerId)).toEqual([
      expect.objectContaining({ id: session.id, state: 'ended', exitCode: 7 }),
    ])
    const later = new ExecTape(sessions, session.id)
    await until('the past', () => later.end !== null)
    expect(later.text).toBe(tape.text.replaceAll('\x1b[6n', ''))
  })

  it('run as another user, in another folder, with a plain environment', async () => {
    const command = ['sh', '-c', 'id -un; pwd; echo $TERM; tty']
    const { session, tape } = await open({ command, user: 'nobody', workingDir: '/tmp' })
    await until('the end', () => tape.end !== null)
    // Which terminal it is depends on how many sessions of the container are still closing.
    expect(tape.text).toMatch(/^nobody\r\n\/tmp\r\nxterm-256color\r\n\/dev\/pts\/\d+\r\n$/)
    expect(session).toMatchObject({ user: 'nobody', workingDir: '/tmp', command })
  })

  it('pass the bytes of a full-screen program through untouched', async () => {
    const { session, tape } = await open()
    await until('a prompt', () => tape.text.includes('# '))
    tape.type("printf '\\033[?1049h\\033[6n\\377\\000\\033[?1049l'\r")
    await until('the sequence', () =>
      tape.bytes.includes(Buffer.from('\x1b[?1049h\x1b[6n\xff\0\x1b[?1049l', 'latin1')),
    )
    const reloaded = new ExecTape(sessions, session.id)
    await until('the past', () =>
      reloaded.bytes.includes(Buffer.from('\x1b[?1049h\xff\0\x1b[?1049l', 'latin1')),
    )
  })

  it('keep what was printed while nobody looked, for any number of pages', async () => {
    const { session, tape } = await open()
    await until('a prompt', () => tape.text.includes('# '))
    tape.type('sleep 0.2; seq 1 2000; echo finished | tr a-z A-Z\r')
    await until('it is typed', () => tape.text.includes('A-Z'))
    await tape.leave()
    const pages = [new ExecTape(sessions, session.id), new ExecTape(sessions, session.id)]
    for (const page of pages) {
      await until('everything', () => page.text.includes('FINISHED'))
      expect(page.text).toContain('\r\n1999\r\n2000\r\n')
    }
    pages[0]!.type('echo together\r')
    await until('both see it', () => pages.every((page) => page.text.includes('together\r\ntogether')))
  })

  it('send 200,000 lines to a page that keeps up, each once', async () => {
    const { tape } = await open({ command: ['seq', '1', '200000'] })
    await until('the end', () => tape.end !== null, 20_000)
    expect(tape.text).toBe(Array.from({ length: 200_000 }, (_, line) => `${line + 1}\r\n`).join(''))
  })

  it('take a large paste whole', async () => {
    const { tape } = await open({
      command: ['sh', '-c', 'stty raw -echo; echo ready; head -c 300000 | md5sum'],
    })
    await until('ready', () => tape.text.includes('ready'))
    for (let part = 0; part < 30; part += 1) tape.type('é'.repeat(5_000))
    await until('the end', () => tape.end !== null, 20_000)
    expect(tape.text).toContain(createHash('md5').update('é'.repeat(150_000)).digest('hex'))
  })

  it('leave no process in the container when they are closed', async () => {
    const stubborn = ['sh', '-c', "trap '' HUP TERM; while true; do sleep 1; done"]
    const opened = [await open(), await open({ command: stubborn }), await open({ user: 'nobody' })]
    for (const { tape } of [opened[0]!, opened[2]!]) {
      await until('a prompt', () => / [#$] /.test(tape.text))
      tape.type('sleep 12345\r')
    }
    await until('they run', async () => (await processes()).split('12345').length === 3)
    await Promise.all(opened.map(({ session }) => sessions.close(session.id)))
    await until('nothing runs but the container', async () => (await processes()).split('sleep').length === 2)
    expect(sessions.list(null)).toEqual([])
    await until('the tapes ended', () => opened.every(({ tape }) => tape.end !== null))
  })

  it('leave no connection open when they are closed', async () => {
    const before = openConnections()
    const { tape } = await open()
    await until('a prompt', () => tape.text.includes('# '))
    await sessions.dispose()
    await until('no connection', () => openConnections() <= before)
  })

  it('say that a container has no shell, but run a command that is named', async () => {
    const image = 'bayplan/noshell:1'
    const bare = await createContainer(host.client, 'bare', {
      Image: image,
      Cmd: [],
    })
    await host.client.docker.getContainer(bare).start()
    await expect(open({ containerId: bare })).rejects.toMatchObject({
      data: { code: 'unsupported', subject: { kind: 'container', id: bare, name: 'bare' } },
    })
    const { tape } = await open({ containerId: bare, command: ['/nothing/here'] })
    await until('the end', () => tape.end !== null)
    expect((tape.end as ExecEnd).exitCode).toBeGreaterThanOrEqual(126)
  })

  it('say why there is none: not running, paused, unknown', async () => {
    const stopped = await createContainer(host.client, 'stopped')
    await expect(open({ containerId: stopped })).rejects.toMatchObject({ data: { code: 'conflict' } })
    await expect(open({ containerId: 'nothing-here' })).rejects.toMatchObject({
      data: { code: 'not-found', subject: { kind: 'container', id: 'nothing-here' } },
    })
    await expect(sessions.resize('unknown', { columns: 1, rows: 1 })).rejects.toMatchObject({
      data: { code: 'not-found', subject: { kind: 'exec' } },
    })
    expect(await sessions.close('unknown')).toBeNull()
  })

  it('end with their container', async () => {
    const short = await createContainer(host.client, 'short')
    const container = host.client.docker.getContainer(short)
    await container.start()
    const { tape } = await open({ containerId: short })
    await until('a prompt', () => tape.text.includes('# '))
    await container.remove({ force: true })
    await until('the end', () => tape.end !== null)
    expect((tape.end as ExecEnd).kind).toBe('ended')
  })

  it('had no bug', () => expect(host.bugs).toEqual([]))
})
