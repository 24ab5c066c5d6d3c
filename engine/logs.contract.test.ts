import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { LogsParams } from '../shared/logs.ts'
import { containerLogs } from './logs.ts'
import type { TestHost } from './testing/host.ts'
import { openTestHost } from './testing/host.ts'
import { contractVersions, createContainer, startLab, until } from './testing/lab.ts'
import { LogTape, unpackLines } from './testing/logs.ts'

const everything = { tail: null, sinceSeconds: null, follow: false, after: null } as const

describe.each(contractVersions)('logs of engine %s', (version) => {
  let lab: LabEngine
  let host: TestHost

  beforeAll(async () => {
    lab = await startLab(version)
    host = await openTestHost(lab)
  })
  afterAll(async () => {
    host.dispose()
    await lab.stop()
  })

  async function run(
    name: string,
    script: string,
    more: Parameters<typeof createContainer>[2] = {},
  ): Promise<string> {
    const id = await createContainer(host.client, name, { Cmd: ['sh', '-c', script], ...more })
    await host.client.docker.getContainer(id).start()
    return id
  }
  async function finished(name: string, script: string, more: Parameters<typeof createContainer>[2] = {}) {
    const id = await run(name, script, more)
    await host.client.docker.getContainer(id).wait()
    return id
  }
  async function read(id: string, params: Partial<LogsParams> = {}) {
    const tape = new LogTape((signal) => containerLogs(host, { ...everything, id, ...params }, signal))
    const error = await tape.ended
    if (error) throw error
    return { tape, lines: unpackLines(tape.batches) }
  }

  it('tells stdout from stderr and gives each line its time', async () => {
    const before = Date.now() / 1_000
    const id = await finished('sources', 'echo one; sleep 0.05; echo two >&2; sleep 0.05; printf "é中文🙂"')
    const { lines, tape } = await read(id)
    expect(lines.map((line) => [line.text, line.source])).toEqual([
      ['one', 'stdout'],
      ['two', 'stderr'],
      ['é中文🙂', 'stdout'],
    ])
    for (const line of lines) expect(Math.abs(line.seconds - before)).toBeLessThan(10)
    expect(tape.batches.filter((batch) => batch.isCaughtUp)).toHaveLength(1)
    expect(tape.batches.at(-1)?.isCaughtUp).toBe(true)
  })

  it('reads a terminal without frames, as one source', async () => {
    const id = await finished('terminal', 'echo one; echo two >&2; printf "/ # "', { Tty: true })
    expect((await read(id)).lines.map((line) => [line.text, line.source])).toEqual([
      ['one', 'tty'],
      ['two', 'tty'],
      ['/ # ', 'tty'],
    ])
  })

  it.each([false, true])('joins a line of 40,000 characters (terminal: %s)', async (Tty) => {
    const script = "head -c 40000 /dev/zero | tr '\\0' x; echo; echo end"
    const id = await finished(`long-${String(Tty)}`, script, { Tty })
    expect((await read(id)).lines.map((line) => line.text)).toEqual(['x'.repeat(40_000), 'end'])
  })

  it('cuts a 10 MB line and says so', async () => {
    const id = await finished('huge', "head -c 10485760 /dev/zero | tr '\\0' y; echo; echo end")
    expect((await read(id)).lines.map((line) => [line.bytes.length, line.isCut])).toEqual([
      [1 << 20, true],
      [3, false],
    ])
  })

  it('keeps raw bytes that are no text', async () => {
    const more = { HostConfig: { LogConfig: { Type: 'local' } } }
    const id = await finished('raw', "printf 'a\\377\\000\\033[31mb\\r\\n'", more)
    expect((await read(id)).lines.map((line) => line.bytes.toString('latin1'))).toEqual([
      'a\xff\0\x1b[31mb\r',
    ])
  })

  it('begins with the last lines, after a time, or after a known line', async () => {
    const id = await finished('ranges', 'for i in 1 2 3 4 5; do echo $i; sleep 0.02; done')
    const { lines } = await read(id)
    expect(lines.map((line) => line.text)).toEqual(['1', '2', '3', '4', '5'])
    expect((await read(id, { tail: 2 })).tape.lines).toEqual(['4', '5'])
    expect((await read(id, { tail: 0 })).tape.lines).toEqual([])
    const third = lines[2]!
    const sinceSeconds = third.seconds + third.nanos / 1e9
    expect((await read(id, { sinceSeconds: Math.ceil(sinceSeconds) + 60 })).tape.lines).toEqual([])
    const after = { seconds: third.seconds, nanos: third.nanos, count: 1 }
    expect((await read(id, { after, tail: 1 })).tape.lines).toEqual(['4', '5'])
  })

  it('names the log driver that cannot be read', async () => {
    const id = await finished('unreadable', 'echo x', { HostConfig: { LogConfig: { Type: 'none' } } })
    for (const follow of [false, true]) {
      await expect(read(id, { follow })).rejects.toMatchObject({
        data: { code: 'unsupported', engineMessage: 'none', subject: { kind: 'container', id } },
      })
    }
  })

  it('says which container does not exist', async () => {
    await expect(read('nothing-here', { follow: true })).rejects.toMatchObject({
      data: { code: 'not-found', subject: { kind: 'container', id: 'nothing-here' } },
    })
  })

  it('tells a silent container’s page at once that there is nothing older', async () => {
    const id = await run('silent', 'sleep 1000')
    const tape = new LogTape((signal) => containerLogs(host, { ...everything, id, follow: true }, signal))
    await until('caught up', () => tape.batches.some((batch) => batch.isCaughtUp))
    await tape.stop()
  })

  it('follows through stop, start and restart, without a missing or repeated line, and ends with the removal', async () => {
    const count = 'i=0; while true; do i=$((i+1)); echo $i; echo e$i >&2; sleep 0.001; done'
    const id = await run('follow', count)
    const container = host.client.docker.getContainer(id)
    const tape = new LogTape((signal) => containerLogs(host, { ...everything, id, follow: true }, signal))
    await until('lines', () => tape.lines.length > 50)
    await container.stop()
    await until('the end is told', () => tape.marks.includes('ended'))
    await container.start()
    await until('the start is told', () => tape.marks.includes('started'))
    await container.restart()
    await until('the restart is told', () => tape.marks.filter((mark) => mark === 'started').length === 2)
    const known = tape.lines.length
    await until('more lines', () => tape.lines.length > known + 50)
    await container.stop()
    await until('the second end is told', () => tape.marks.filter((mark) => mark === 'ended').length === 3)
    const truth = (await read(id)).tape.lines
    expect(tape.lines).toEqual(truth)
    expect(tape.marks).toEqual(['ended', 'started', 'ended', 'started', 'ended'])
    // Nothing caught the signal, so the shell was killed each time: before a quick restart too.
    const codes = tape.batches.flatMap(({ mark }) => (mark?.kind === 'ended' ? [mark.exitCode] : []))
    expect(codes).toEqual([137, 137, 137])
    await container.remove({ force: true })
    expect(await tape.ended).toBeNull()
    expect(tape.marks.at(-1)).toBe('removed')
  })

  it('follows a container that is started only later', async () => {
    const id = await createContainer(host.client, 'later', { Cmd: ['sh', '-c', 'echo hello'] })
    const tape = new LogTape((signal) => containerLogs(host, { ...everything, id, follow: true }, signal))
    await until('caught up', () => tape.batches.some((batch) => batch.isCaughtUp))
    await host.client.docker.getContainer(id).start()
    await until('its line and its end', () => tape.marks.includes('ended'))
    expect(tape.story).toEqual(['<started>', 'hello', '<ended>'])
    await tape.stop()
    expect(await tape.ended).toBeNull()
  })

  it('had no bug', () => expect(host.bugs).toEqual([]))
})
