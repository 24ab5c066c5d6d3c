import { describe, expect, it } from 'vitest'
import type { StatsSample } from '../shared/stats.ts'
import { statsHistoryLength } from '../shared/stats.ts'
import { computeSample } from './stats-formula.ts'
import { StatsHistories, StatsHistory } from './stats-history.ts'
import { StatsViewer } from './stats-viewer.ts'

function sampleOf(id: string, second: number): StatsSample {
  const read = new Date(second * 1_000).toISOString()
  return computeSample(
    id,
    null,
    { read, memory_stats: { usage: second } },
    { osType: 'linux', memoryBytes: 0 },
  )
}

describe('StatsHistory', () => {
  it('gives back what was put in, unknown values too', () => {
    const history = new StatsHistory('a')
    const sample = { ...sampleOf('a', 5), cpuPercent: 12.5, networkInBytes: 2 ** 50 + 1, processes: 0 }
    history.push(sample)
    expect(history.samples()).toEqual([sample])
  })

  it('keeps the last fifteen minutes, oldest first', () => {
    const history = new StatsHistory('a')
    for (let second = 1; second <= 2_000; second += 1) history.push(sampleOf('a', second))
    const kept = history.samples().map((sample) => sample.atMs / 1_000)
    expect(kept).toHaveLength(statsHistoryLength)
    expect(kept).toEqual(Array.from({ length: statsHistoryLength }, (_, index) => 1_101 + index))
  })
})

it('StatsHistories forget the container that was not looked at for longest', () => {
  const histories = new StatsHistories(2)
  histories.touch('a')
  histories.touch('b')
  histories.touch('a')
  histories.touch('c')
  expect(['a', 'b', 'c'].filter((id) => histories.get(id))).toEqual(['a', 'c'])
})

describe('StatsViewer', () => {
  it('sends the newest sample of each container, once, in one batch', async () => {
    const viewer = new StatsViewer()
    viewer.choose(new Set(['a', 'b']))
    viewer.add(sampleOf('a', 1))
    viewer.add(sampleOf('a', 2))
    viewer.add(sampleOf('b', 1))
    viewer.add(sampleOf('other', 1))
    const batch = await viewer.next()
    expect(batch?.samples.map(({ id, atMs }) => [id, atMs])).toEqual([
      ['a', 2_000],
      ['b', 1_000],
    ])
  })

  it('forgets what waits for a container that nobody looks at any more', async () => {
    const viewer = new StatsViewer()
    viewer.choose(new Set(['a', 'b']))
    viewer.add(sampleOf('a', 1))
    viewer.add(sampleOf('b', 1))
    viewer.choose(new Set(['b']))
    expect((await viewer.next())?.samples.map(({ id }) => id)).toEqual(['b'])
  })

  it('puts an end before an old sample, and a new sample before an old end', async () => {
    const viewer = new StatsViewer()
    viewer.choose(new Set(['a', 'b']))
    viewer.add(sampleOf('a', 1))
    viewer.addEnded('a')
    viewer.addEnded('b')
    viewer.add(sampleOf('b', 1))
    const batch = await viewer.next()
    expect([batch?.ended, batch?.samples.map(({ id }) => id)]).toEqual([['a'], ['b']])
  })
})
