import { expect, it } from 'vitest'
import { AsyncQueue } from '../shared/async-queue.ts'
import type { StatsInput } from '../shared/stats.ts'
import { createStatsHub } from './stats.ts'
import { openConnections, openTestHost } from './testing/host.ts'
import { createContainer, never, startLab, until } from './testing/lab.ts'

it('stats go on by themselves after the engine was killed and started', async () => {
  await using lab = await startLab('28', { flags: ['--live-restore'] })
  const before = openConnections()
  const host = await openTestHost(lab)
  const hub = createStatsHub(host)
  const id = await createContainer(host.client, 'survivor', {
    HostConfig: { NetworkMode: 'bridge' },
  })
  await host.client.docker.getContainer(id).start()
  const input = new AsyncQueue<StatsInput>()
  input.push({ ids: [id] })
  let count = 0
  const reading = (async () => {
    for await (const batch of hub.live({}, never(), input)) {
      count += batch.samples.length
    }
  })()
  await until('samples', () => count >= 2)
  await lab.kill()
  await until('the loss', () => host.connection.status.state === 'unreachable')
  const known = count
  await lab.restart()
  await until('samples again', () => count >= known + 2, 20_000)
  input.end()
  await reading
  hub.dispose()
  host.dispose()
  await until('nothing is open', () => openConnections() <= before)
})

it('stats of 60 containers come together, about once a second', async () => {
  await using lab = await startLab('28')
  const host = await openTestHost(lab)
  const hub = createStatsHub(host)
  const ids: string[] = []
  for (let index = 0; index < 60; index += 1) ids.push(await createContainer(host.client, `many-${index}`))
  await Promise.all(ids.map(async (id) => host.client.docker.getContainer(id).start()))
  const input = new AsyncQueue<StatsInput>()
  input.push({ ids })
  const sizes: number[] = []
  const startedAt = performance.now()
  const seen = new Set<string>()
  for await (const batch of hub.live({}, never(), input)) {
    sizes.push(batch.samples.length)
    for (const sample of batch.samples) seen.add(sample.id)
    if (performance.now() - startedAt > 6_000) break
  }
  expect(seen.size).toBe(60)
  // A batch or two while the first samples come, then one or two a second.
  expect(sizes.length).toBeLessThan(24)
  expect(Math.max(...sizes)).toBeGreaterThan(30)
  hub.dispose()
  host.dispose()
})
