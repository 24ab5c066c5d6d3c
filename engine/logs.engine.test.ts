import { afterEach, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { LogBatch, LogsParams } from '../shared/logs.ts'
import { containerLogs } from './logs.ts'
import type { TestHost } from './testing/host.ts'
import { openConnections, openTestHost } from './testing/host.ts'
import { createContainer, never, startLab, until } from './testing/lab.ts'
import { LogTape } from './testing/logs.ts'

const everything: Omit<LogsParams, 'id'> = { tail: null, sinceSeconds: null, follow: false, after: null }
/** Two streams at once, as fast as a shell prints: their lines are stored out of order now and then. */
const twoStreams =
  '(i=0; while true; do i=$((i+1)); echo e$i >&2; done) & i=0; while true; do i=$((i+1)); echo $i; done'
const steady = 'i=0; while true; do i=$((i+1)); echo $i; echo e$i >&2; sleep 0.002; done'

let lab: LabEngine
let host: TestHost
let tape: LogTape | null = null

async function open(flags: string[] = []): Promise<void> {
  lab = await startLab('28', { flags })
  host = await openTestHost(lab)
}

afterEach(async () => {
  await tape?.stop()
  host.dispose()
  await lab.stop()
  tape = null
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
function follow(id: string): LogTape {
  tape = new LogTape((signal) => containerLogs(host, { ...everything, id, follow: true }, signal))
  return tape
}
async function readAll(id: string): Promise<string[]> {
  const whole = new LogTape((signal) => containerLogs(host, { ...everything, id }, signal))
  const error = await whole.ended
  if (error) throw error
  return whole.lines
}
/** Same lines in the same order for each source: neither engine nor we promise an order between the two. */
function perSource(lines: readonly string[]): { out: string[]; err: string[] } {
  return {
    out: lines.filter((line) => !line.startsWith('e')),
    err: lines.filter((line) => line.startsWith('e')),
  }
}
const hasMark =
  (kind: string, count = 1) =>
  () =>
    tape!.marks.filter((mark) => mark === kind).length >= count

describe('logs of an engine that fails', () => {
  it.each([
    ['stops its containers when it comes back', [], twoStreams],
    ['keeps its containers running', ['--live-restore'], twoStreams],
    ['keeps its containers running', ['--live-restore'], steady],
  ])('shows no missing or repeated line after kill -9 of an engine that %s', async (_, flags, script) => {
    await open(flags)
    const id = await run('numbers', script)
    const log = follow(id)
    await until('lines', () => log.lines.length > 500)
    for (let round = 1; round <= 2; round += 1) {
      await lab.kill()
      await until('the loss is told', hasMark('engine-lost', round), 5_000)
      await lab.restart()
      await until('the return is told', hasMark('engine-back', round), 10_000)
      if (flags.length === 0) {
        await until('the end is told', hasMark('ended', round))
        await host.client.docker
          .getContainer(id)
          .inspect()
          .catch(() => undefined)
        const client = await host.connection.whenConnected(never())
        await client.docker.getContainer(id).start()
      }
      const known = log.lines.length
      await until('lines go on', () => log.lines.length > known + 500)
    }
    const client = await host.connection.whenConnected(never())
    await client.docker.getContainer(id).kill()
    await until('the end is told', () => log.marks.at(-1) === 'ended')
    expect(perSource(log.lines)).toEqual(perSource(await readAll(id)))
  })

  it('goes on after the engine was frozen, with every line', async () => {
    await open()
    const id = await run('frozen', steady)
    const log = follow(id)
    await until('lines', () => log.lines.length > 100)
    await lab.freeze()
    await until('the loss is told', hasMark('engine-lost'), 15_000)
    await lab.thaw()
    await until('the return is told', hasMark('engine-back'), 20_000)
    const known = log.lines.length
    await until('lines go on', () => log.lines.length > known + 200)
    await (await host.connection.whenConnected(never())).docker.getContainer(id).kill()
    await until('the end is told', hasMark('ended'))
    expect(perSource(log.lines)).toEqual(perSource(await readAll(id)))
  })

  it('goes on after the engine was terminated and started', async () => {
    await open()
    const id = await run('terminated', steady)
    const log = follow(id)
    await until('lines', () => log.lines.length > 100)
    await lab.restart()
    await until(
      'end and loss and return are told',
      () => hasMark('ended')() && hasMark('engine-back')(),
      20_000,
    )
    expect(perSource(log.lines)).toEqual(perSource(await readAll(id)))
  })
})

describe('logs under load', () => {
  it('leaves no connection open when the reader leaves', async () => {
    await open()
    const id = await run('left', steady)
    const before = openConnections()
    const seen: LogBatch[] = []
    for await (const batch of containerLogs(host, { ...everything, id, follow: true }, never())) {
      seen.push(batch)
      if (seen.length > 3) break
    }
    const log = follow(id)
    await until('lines', () => log.lines.length > 10)
    expect(openConnections()).toBeGreaterThan(before)
    await log.stop()
    await until('every connection is closed', () => openConnections() <= before)
  })

  it('does not read ahead of a reader that does not read', async () => {
    await open()
    const id = await run('flood', 'yes "$(head -c 1000 /dev/zero | tr "\\0" x)"', {
      HostConfig: { LogConfig: { Type: 'local', Config: { 'max-size': '10m' } } },
    })
    const controller = new AbortController()
    const batches = containerLogs(host, { ...everything, id, follow: true }, controller.signal)
    await batches.next()
    const before = process.memoryUsage().rss
    // Nothing is to happen, so there is no event to wait for: time for a flood of 50 MB and more.
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(process.memoryUsage().rss - before).toBeLessThan(32 << 20)
    controller.abort()
    await batches.return()
  })

  it('reads a million lines, every one, in little memory', async () => {
    await open()
    const id = await run('million', `yes ${'x'.repeat(103)} | head -n 1000000`)
    await host.client.docker.getContainer(id).wait()
    const before = process.memoryUsage().rss
    let lines = 0
    for await (const { index } of containerLogs(host, { ...everything, id }, never()))
      lines += index.length / 16
    expect(lines).toBe(1_000_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(96 << 20)
  }, 180_000)
})
