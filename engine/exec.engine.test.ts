import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import { AsyncQueue } from '../shared/async-queue.ts'
import type { ExecItem } from '../shared/exec.ts'
import type { ExecSessions } from './exec.ts'
import { createExecSessions } from './exec.ts'
import { ExecTape } from './testing/exec.ts'
import type { TestHost } from './testing/host.ts'
import { openTestHost } from './testing/host.ts'
import { createContainer, never, startLab, until } from './testing/lab.ts'

const size = { columns: 80, rows: 24 }

describe('terminals', () => {
  let lab: LabEngine
  let host: TestHost
  let sessions: ExecSessions
  let containerId: string

  beforeEach(async () => {
    lab = await startLab('28', { flags: ['--live-restore'] })
    host = await openTestHost(lab)
    sessions = createExecSessions(host)
    containerId = await createContainer(host.client, 'terminals')
    await host.client.docker.getContainer(containerId).start()
  })
  afterEach(async () => {
    await sessions.dispose()
    expect(host.bugs).toEqual([])
    host.dispose()
    await lab.stop()
  })

  const open = (command: string[] | null = null) =>
    sessions.create({ containerId, command, user: '', workingDir: '', size }, never())
  async function sleepers(): Promise<number> {
    const client = await host.connection.whenConnected(never())
    const { Processes } = await client.docker.getContainer(containerId).top()
    return JSON.stringify(Processes).split('12345').length - 1
  }

  it('are lost with the engine, not ended, and leave nothing behind when they are closed later', async () => {
    const session = await open(['sh', '-c', 'echo ready; sleep 12345; true'])
    const tape = new ExecTape(sessions, session.id)
    await until('output', () => tape.text.includes('ready'))
    await lab.kill()
    await until('the loss is told', () => tape.end !== null, 5_000)
    expect(tape.end).toEqual({ kind: 'lost', exitCode: null })
    expect(sessions.list(null)).toMatchObject([{ id: session.id, state: 'lost', exitCode: null }])
    await lab.restart()
    await until('the process still runs', async () => (await sleepers()) > 0)
    await sessions.close(session.id)
    await until('it is gone', async () => (await sleepers()) === 0)
    const fresh = await open()
    const again = new ExecTape(sessions, fresh.id)
    await until('a new prompt', () => again.text.includes('# '))
  })

  it('wait for the engine without a word while it is frozen, and then go on', async () => {
    const tape = new ExecTape(sessions, (await open()).id)
    await until('a prompt', () => tape.text.includes('# '))
    await lab.freeze()
    tape.type('echo th$((1))wed\r')
    await lab.thaw()
    await until('the answer', () => tape.text.includes('th1wed'))
    expect(tape.end).toBeNull()
  })

  it('make a flood wait for the page, but not for a second page that is stuck', async () => {
    const session = await open([
      'sh',
      '-c',
      'echo ready; read x; yes 0123456789 | head -c 8000000; echo done; read x',
    ])
    const stuck = sessions.attach({ sessionId: session.id }, never(), new AsyncQueue<Uint8Array>())
    const first = new ExecTape(sessions, session.id)
    await until('ready', () => first.text.includes('ready'))
    await stuck.next()
    first.type('\r')
    await until('the page has all', () => first.text.includes('done'), 20_000)
    expect(first.bytes.length).toBeGreaterThan(8_000_000)
    await first.leave()
    const late: ExecItem[] = []
    for await (const item of stuck) {
      late.push(item)
      if (item instanceof Uint8Array && Buffer.from(item).includes('done')) break
    }
    const bytes = Buffer.concat(late.map((item) => (item instanceof Uint8Array ? item : Buffer.alloc(0))))
    expect(bytes.length).toBeLessThanOrEqual(1 << 20)
  })

  it('refuse the 33rd, but make room by forgetting one that ended', async () => {
    const ids: string[] = []
    for (let index = 0; index < 32; index += 1) ids.push((await open(['sh', '-c', 'read x'])).id)
    await expect(open()).rejects.toMatchObject({ data: { code: 'conflict' } })
    const tape = new ExecTape(sessions, ids[5]!)
    tape.type('\r')
    await until('one ends', () => tape.end !== null)
    await open(['sh', '-c', 'read x'])
    expect(sessions.list(null)).toHaveLength(32)
    expect(sessions.list(null).some(({ id }) => id === ids[5])).toBe(false)
  })
})
