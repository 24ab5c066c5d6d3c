import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import { AsyncQueue } from '../shared/async-queue.ts'
import type { StatsBatch, StatsInput, StatsSample } from '../shared/stats.ts'
import { createStatsHub } from './stats.ts'
import type { TestHost } from './testing/host.ts'
import { openConnections, openTestHost } from './testing/host.ts'
import { contractVersions, createContainer, startLab, until } from './testing/lab.ts'

class Viewer {
  readonly input = new AsyncQueue<StatsInput>()
  readonly batches: StatsBatch[] = []
  readonly done: Promise<void>
  private readonly controller = new AbortController()

  constructor(hub: ReturnType<typeof createStatsHub>, ...ids: string[]) {
    this.look(...ids)
    this.done = this.read(hub.live({}, this.controller.signal, this.input))
  }
  look(...ids: string[]): void {
    this.input.push({ ids })
  }
  samples(id: string): StatsSample[] {
    return this.batches.flatMap((batch) => batch.samples.filter((sample) => sample.id === id))
  }
  ended(id: string): number {
    return this.batches.filter((batch) => batch.ended.includes(id)).length
  }
  async leave(): Promise<void> {
    this.controller.abort()
    await this.done
  }
  private async read(batches: AsyncIterable<StatsBatch>): Promise<void> {
    for await (const batch of batches) this.batches.push(batch)
  }
}

describe.each(contractVersions)('stats of engine %s', (version) => {
  let lab: LabEngine
  let host: TestHost
  let hub: ReturnType<typeof createStatsHub>

  beforeAll(async () => {
    lab = await startLab(version)
    host = await openTestHost(lab)
    hub = createStatsHub(host)
  })
  afterAll(async () => {
    hub.dispose()
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

  it('agree with docker stats', async () => {
    const limited = { HostConfig: { NanoCpus: 5e8, Memory: 128 << 20, NetworkMode: 'bridge' } }
    const burner = await run('burner', 'while true; do :; done', limited)
    const holder = await run('holder', 'x=$(head -c 40000000 /dev/zero | tr "\\0" x); sleep 1000; echo end')
    const viewer = new Viewer(hub, burner, holder)
    await until(
      'two samples with rates',
      () => viewer.samples(burner).filter((s) => s.cpuPercent !== null).length >= 2,
    )
    await until('memory is taken', () => (viewer.samples(holder).at(-1)?.memoryBytes ?? 0) > 30e6)
    const printed = await lab.docker('stats', '--no-stream', '--no-trunc', '--format', 'json')
    const rows = printed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>)
    const theirs = (id: string) => rows.find((row) => row['ID'] === id)!
    const known = viewer.samples(burner).length
    await until('a sample of the same moment', () => viewer.samples(burner).length > known)
    await viewer.leave()

    const burning = viewer.samples(burner).at(-1)!
    const cpu = Number.parseFloat(theirs(burner)['CPUPerc']!)
    expect(cpu).toBeGreaterThan(5)
    // Both are means of one second, but not of the same one: on a busy machine seconds differ.
    const distances = viewer.samples(burner).map((sample) => Math.abs((sample.cpuPercent ?? 0) - cpu) / cpu)
    expect(Math.min(...distances)).toBeLessThan(0.15)
    expect(burning.memoryLimitBytes).toBe(128 << 20)
    expect(burning.networkInBytes).not.toBeNull()
    const holding = viewer.samples(holder).at(-1)!
    const memory = bytesOf(theirs(holder)['MemUsage']!.split(' / ')[0]!)
    expect(memory).toBeGreaterThan(30e6)
    expect(Math.abs(holding.memoryBytes - memory) / memory).toBeLessThan(0.02)
    expect(holding).toMatchObject({ memoryLimitBytes: null, networkInBytes: null })
    expect(holding.processes).toBe(Number(theirs(holder)['PIDs']))
    expect(hub.history(burner).at(-1)).toEqual(burning)
  })

  it('use one connection for each container, whoever looks, and none afterwards', async () => {
    const idle = await idleConnections()
    const ids = await Promise.all(['one', 'two', 'three'].map((name) => run(name, 'sleep 1000')))
    const viewers = [new Viewer(hub, ...ids), new Viewer(hub, ...ids), new Viewer(hub, ids[0]!)]
    await until('samples', () => viewers.every((viewer) => viewer.samples(ids[0]!).length >= 2))
    await until('one stream each and the events', () => openConnections() === idle + ids.length + 1)
    for (const viewer of viewers.slice(0, 2)) viewer.look(ids[0]!)
    await until('two streams are closed', () => openConnections() === idle + 2)
    for (const viewer of viewers) await viewer.leave()
    await until('nothing is open', () => openConnections() === idle)
    expect(hub.history(ids[1]!).length).toBeGreaterThan(0)
  })

  it('say that a container ended, and go on when it runs again', async () => {
    const id = await run('again', 'sleep 1000')
    const container = host.client.docker.getContainer(id)
    const viewer = new Viewer(hub, id)
    await until('a sample', () => viewer.samples(id).length > 0)
    await container.kill()
    await until('its end', () => viewer.ended(id) === 1)
    const known = viewer.samples(id).length
    await container.start()
    await until('samples again', () => viewer.samples(id).length > known)
    expect(viewer.samples(id)[known]?.cpuPercent).toBeNull()
    await container.restart()
    await until('samples after a restart', () => viewer.samples(id).length > known + 1)
    await container.remove({ force: true })
    await until('the last end', () => viewer.ended(id) >= 2)
    await viewer.leave()
  })

  it('say once that a container does not run', async () => {
    const id = await createContainer(host.client, 'never-started')
    const viewer = new Viewer(hub, id, 'nothing-here')
    await until('both ends', () => viewer.ended(id) === 1 && viewer.ended('nothing-here') === 1)
    const before = await idleConnections()
    await host.client.docker.getContainer(id).start()
    await until('samples', () => viewer.samples(id).length >= 2)
    expect(viewer.ended(id)).toBe(1)
    await until('one stream', () => openConnections() === before + 1)
    await viewer.leave()
  })

  it('had no bug', () => expect(host.bugs).toEqual([]))
})

/** Without the ping that may be on its way. */
async function idleConnections(): Promise<number> {
  let least = openConnections()
  for (let look = 0; look < 5; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    least = Math.min(least, openConnections())
  }
  return least
}

function bytesOf(text: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)(\w+)$/.exec(text) ?? []
  return Number(number) * ({ B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }[unit] ?? Number.NaN)
}
