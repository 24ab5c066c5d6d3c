import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { LogsParams } from '../shared/logs.ts'
import { containerLogs } from './logs.ts'
import { olderLogs } from './logs-older.ts'
import type { TestHost } from './testing/host.ts'
import { openTestHost } from './testing/host.ts'
import { createContainer, never, startLab } from './testing/lab.ts'
import type { UnpackedLine } from './testing/logs.ts'
import { LogTape, unpackLines } from './testing/logs.ts'

const everything: Omit<LogsParams, 'id'> = { tail: null, sinceSeconds: null, follow: false, after: null }
/** Both streams as fast as a shell prints: many lines of nearly one time, some stored out of order. */
const twoStreams =
  '(i=0; while [ $i -lt 1500 ]; do i=$((i+1)); echo e$i >&2; done) & i=0; while [ $i -lt 1500 ]; do i=$((i+1)); echo $i; done; wait'

let lab: LabEngine
let host: TestHost

beforeEach(async () => {
  lab = await startLab('28')
  host = await openTestHost(lab)
})

afterEach(async () => {
  host.dispose()
  await lab.stop()
})

async function runToEnd(name: string, script: string, more: Parameters<typeof createContainer>[2] = {}) {
  const id = await createContainer(host.client, name, { Cmd: ['sh', '-c', script], ...more })
  const container = host.client.docker.getContainer(id)
  await container.start()
  await container.wait()
  return id
}

async function read(id: string, tail: number | null): Promise<UnpackedLine[]> {
  const tape = new LogTape((signal) => containerLogs(host, { ...everything, id, tail }, signal))
  const error = await tape.ended
  if (error) throw error
  return unpackLines(tape.batches)
}

/** Pages back from the last lines to the beginning. `newerCount` is what the page believes, true or not. */
async function readBack(id: string, tail: number, count: number, newer = (held: number) => held) {
  let held = await read(id, tail)
  for (let rounds = 0; rounds < 100; rounds += 1) {
    const first = held[0]!
    const atNanos = BigInt(first.seconds) * 1_000_000_000n + BigInt(first.nanos) + 250_000_000n
    const until = { seconds: Number(atNanos / 1_000_000_000n), nanos: Number(atNanos % 1_000_000_000n) }
    const isLater = ({ seconds, nanos }: UnpackedLine): boolean =>
      seconds > until.seconds || (seconds === until.seconds && nanos > until.nanos)
    const later = held.findIndex(isLater)
    const heldCount = later < 0 ? held.length : later
    const params = { id, until, heldCount, newerCount: newer(held.length), count }
    const { bytes, index, isBeginning } = await olderLogs(host.connection, params, never())
    held = [...unpackLines([{ bytes, index, mark: null, isCaughtUp: true }]), ...held]
    if (isBeginning) return held.map(({ text }) => text)
  }
  throw new Error('the beginning was never told')
}

describe('older lines of a log', () => {
  it.each([
    ['json-file', {}],
    ['local', { HostConfig: { LogConfig: { Type: 'local', Config: {} } } }],
  ])('come once each, in their order, up to the beginning, with the driver %s', async (_, more) => {
    const id = await runToEnd('many', twoStreams, more)
    const all = (await read(id, null)).map(({ text }) => text)
    expect(all).toHaveLength(3_000)
    expect(await readBack(id, 50, 400)).toEqual(all)
    // The page may think too little of what came later.
    expect(await readBack(id, 50, 1_000, () => 0)).toEqual(all)
  })

  it('are whole where a long line is stored in parts', async () => {
    const script =
      'x=$(head -c 40000 /dev/zero | tr "\\0" x); i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo $i $x; usleep 20000; done'
    const id = await runToEnd('long', script)
    const all = (await read(id, null)).map(({ text }) => text)
    expect(all).toHaveLength(20)
    expect(await readBack(id, 3, 5)).toEqual(all)
  })
})
