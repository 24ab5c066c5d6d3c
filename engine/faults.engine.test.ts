import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { Fault, FaultProxy } from '../scripts/lab/fault-proxy.d.mts'
import { startFaultProxy } from '../scripts/lab/fault-proxy.mjs'
import { AsyncQueue } from '../shared/async-queue.ts'
import type { Container } from '../shared/container.ts'
import type { StatsInput } from '../shared/stats.ts'
import type { ConnectedEngine } from './connect.ts'
import type { OwnedConnection } from './connection.ts'
import { createConnection } from './connection.ts'
import { containerKind } from './container-kind.ts'
import type { EngineEvents } from './events.ts'
import { createEvents } from './events.ts'
import type { Inventory } from './inventory.ts'
import { createInventory } from './live-list.ts'
import { containerLogs } from './logs.ts'
import { createStatsHub } from './stats.ts'
import { StoppedHere } from './stopped-here.ts'
import { connectLab, createContainer, FoldedFeed, never, startLab, until } from './testing/lab.ts'
import { LogTape } from './testing/logs.ts'
import { randomFrom } from './testing/mutate.ts'

const counting = 'i=0; while true; do i=$((i+1)); echo $i; usleep 20000; done'
/** Longer than any deadline that has to pass. */
const patienceMs = 90_000

let lab: LabEngine
let direct: ConnectedEngine

/** Everything that follows an engine, at the other end of a bad line. */
class FarHost {
  readonly bugs: unknown[] = []
  readonly connection: OwnedConnection
  readonly events: EngineEvents
  readonly feed: FoldedFeed<Container>
  readonly log: LogTape
  samples = 0
  private readonly name: string
  private readonly counterId: string
  private readonly inventory: Inventory<Container>
  private readonly stats: ReturnType<typeof createStatsHub>

  constructor(port: number, counter: { readonly id: string; readonly name: string }) {
    this.name = counter.name
    this.counterId = counter.id
    const onBug = (error: unknown): void => void this.bugs.push(error)
    const flags = { host: `tcp://127.0.0.1:${port}`, context: null }
    this.connection = createConnection({ flags, env: {}, onBug })
    this.events = createEvents(this.connection, onBug)
    this.inventory = createInventory(containerKind(new StoppedHere()), {
      connection: this.connection,
      events: this.events,
      onBug,
    })
    this.feed = new FoldedFeed(this.inventory)
    const from = { id: counter.id, tail: null, sinceSeconds: null, follow: true, after: null }
    this.log = new LogTape((signal) => containerLogs(this, from, signal))
    this.stats = createStatsHub(this)
    void this.measure()
  }

  get state(): string {
    return this.connection.status.state
  }

  async isFresh(measured = true): Promise<void> {
    await until('connected', () => this.state === 'connected', patienceMs)
    const { feed, log } = this
    await until('a fresh list', () => !feed.isStale && feed.byName(this.name) !== undefined, patienceMs)
    const known = { lines: log.lines.length, samples: this.samples }
    await until('lines', () => log.lines.length > known.lines + 20, patienceMs)
    if (measured) await until('samples', () => this.samples > known.samples + 1, patienceMs)
  }

  /** A change that only the engine's events can tell of. */
  async hearsOf(change: string): Promise<void> {
    const id = await createContainer(direct, change)
    await until(`the row of ${change}`, () => this.feed.rows.has(id), patienceMs)
    await direct.docker.getContainer(id).remove()
    await until(`no row of ${change}`, () => !this.feed.rows.has(id), patienceMs)
  }

  /** Every number once and in its place. */
  get hasEveryLine(): boolean {
    return this.log.lines.every((line, index) => line === String(index + 1))
  }

  get hasRow(): boolean {
    return this.feed.byName(this.name) !== undefined
  }

  async dispose(): Promise<void> {
    await this.log.stop()
    this.feed.close()
    this.stats.dispose()
    this.inventory.dispose()
    this.events.dispose()
    this.connection.dispose()
  }

  private async measure(): Promise<void> {
    const input = new AsyncQueue<StatsInput>()
    input.push({ ids: [this.counterId] })
    for await (const batch of this.stats.live({}, never(), input)) this.samples += batch.samples.length
  }
}

/** A container that counts, a proxy before its engine, and a host behind that. They are gone afterwards. */
async function onBadLine(
  name: string,
  first: Fault,
  story: (line: { readonly proxy: FaultProxy; readonly host: FarHost }) => Promise<void>,
): Promise<void> {
  const id = await createContainer(direct, name, { Cmd: ['sh', '-c', counting] })
  await direct.docker.getContainer(id).start()
  const proxy = await startFaultProxy({ to: lab.socketPath })
  proxy.set(first)
  const host = new FarHost(proxy.port, { id, name })
  try {
    await host.isFresh(first.delayMs === undefined)
    await story({ proxy, host })
    expect(host.bugs).toEqual([])
  } finally {
    await host.dispose()
    await proxy.close()
    await direct.docker.getContainer(id).remove({ force: true })
  }
}

beforeAll(async () => {
  lab = await startLab('28')
  direct = await connectLab(lab)
})
afterAll(async () => lab.stop())

// Each waits for deadlines most of its time, so they wait together.
describe.concurrent('an engine at the end of a bad line', { timeout: 300_000 }, () => {
  it('whose connections are cut: the list is read anew, and the log goes on with the line after the last', async () =>
    onBadLine('cut', {}, async ({ proxy, host }) => {
      for (let round = 0; round < 3; round += 1) {
        proxy.cut()
        await host.isFresh()
      }
      await host.hearsOf('after-cuts')
      expect(host.hasEveryLine).toBe(true)
    }))

  it('that vanishes without a word: it is said, what was there stays, and all goes on when it is back', async () =>
    onBadLine('vanished', {}, async ({ proxy, host }) => {
      proxy.set({ isSilent: true })
      await until('unreachable', () => host.state === 'unreachable', patienceMs)
      await until('the rows are marked stale', () => host.feed.isStale, patienceMs)
      expect(host.hasRow).toBe(true)
      proxy.set({})
      proxy.cut()
      await host.isFresh()
      expect(host.hasEveryLine).toBe(true)
    }))

  it('whose old connections were forgotten on the way: list, log and stats notice by themselves', async () =>
    onBadLine('forgotten', {}, async ({ proxy, host }) => {
      proxy.strand()
      await host.hearsOf('unheard')
      await host.isFresh()
      expect(host.hasEveryLine).toBe(true)
      expect(host.state).toBe('connected')
    }))

  it('whose answers take 2 s: it is connected, stays so, and tells everything, later', async () => {
    const delayed = { delayMs: 1_000 }
    await onBadLine('far', delayed, async ({ host }) => {
      const states: string[] = []
      host.connection.onStatus(({ state }) => states.push(state))
      const id = await createContainer(direct, 'far-away')
      await until('its row', () => host.feed.rows.has(id), patienceMs)
      await direct.docker.getContainer(id).remove()
      expect(host.hasEveryLine).toBe(true)
      expect(states.filter((state) => state === 'unreachable')).toEqual([])
    })
  })

  it('whose bytes come one by one: nothing is different', async () =>
    onBadLine('trickle', { pieceBytes: 1 }, async ({ host }) => {
      await host.hearsOf('byte-by-byte')
      expect(host.hasEveryLine).toBe(true)
    }))

  it('whose bytes are changed on the way: no bug, and all is well when they are no more', async () =>
    onBadLine('changed', {}, async ({ proxy, host }) => {
      const random = randomFrom(7)
      let changed = 0
      const mangle = (bytes: Buffer): Buffer => {
        if (random() < 0.8) return bytes
        const copy = Buffer.from(bytes)
        const at = Math.floor(random() * copy.length)
        copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8))
        changed += 1
        return copy
      }
      proxy.set({ mangle })
      await until(
        'many changes',
        () => {
          // What was changed may have silenced what follows: new connections are changed as well.
          if (random() < 0.02) proxy.cut()
          host.connection.recheck()
          return changed > 150
        },
        patienceMs,
      )
      proxy.set({})
      proxy.cut()
      host.connection.recheck()
      await until('connected', () => host.state === 'connected', patienceMs)
      await host.hearsOf('after-changes')
    }))

  it('whose socket is removed and made anew: it is missing, and found again', async () =>
    onBadLine('moved', {}, async ({ host }) => {
      const socket = `${lab.folder}/moved.sock`
      const first = await startFaultProxy({ to: lab.socketPath, listen: socket })
      await host.connection.use(`unix://${socket}`)
      await host.isFresh()
      await first.close()
      await until('missing', () => host.state === 'unreachable', patienceMs)
      expect(host.connection.status).toMatchObject({ diagnosis: { reason: 'socket-missing' } })
      const second = await startFaultProxy({ to: lab.socketPath, listen: socket })
      await host.isFresh()
      expect(host.hasEveryLine).toBe(true)
      await second.close()
    }))
})
