import { describe, expect, it } from 'vitest'
import type { Container } from '../../shared/container.ts'
import { EntityStore } from '../store/entity-store.ts'
import { fakeContainer, fakeExited, fakeRuntime } from '../testing/fake-container.ts'
import { ContainerWatch, troubleBetween } from './container-alerts.ts'

const running = fakeContainer({ id: 'a' })
const exited = (code: number, part: Partial<Container> = {}) => fakeExited(code, { id: 'a', ...part })

describe('troubleBetween', () => {
  it.each<[string, Container | null, Container, string | null]>([
    ['an end with an error', running, exited(1), 'failed'],
    ['an end without one', running, exited(0), null],
    ['an end that was asked for here', running, exited(137, { wasStoppedHere: true }), null],
    [
      'an end for want of memory',
      running,
      exited(137, { runtime: fakeRuntime({ exitCode: 137, finishedAtMs: 5, wasOomKilled: true }) }),
      'outOfMemory',
    ],
    ['a container that ended before anybody saw it run', null, exited(2), 'failed'],
    ['the same end once more', exited(1), exited(1, { name: 'renamed' }), null],
    [
      'another end of one that was not seen running between',
      exited(1),
      exited(1, { runtime: fakeRuntime({ exitCode: 1, finishedAtMs: 9 }) }),
      'failed',
    ],
    ['a restart by its policy', running, exited(1, { state: 'restarting' }), 'failed'],
    ['a failing health check', running, { ...running, health: 'unhealthy' }, 'unhealthy'],
    [
      'one that goes on failing',
      { ...running, health: 'unhealthy' },
      { ...running, health: 'unhealthy' },
      null,
    ],
    ['one that gets well', { ...running, health: 'unhealthy' }, { ...running, health: 'healthy' }, null],
    ['a pause', running, { ...running, state: 'paused' }, null],
  ])('%s', (_title, before, now, kind) => {
    expect(troubleBetween(before, now)).toBe(kind)
  })
})

describe('ContainerWatch', () => {
  const kinds = (watch: ContainerWatch) => watch.look().map(({ kind }) => kind)

  it('what was wrong at the start, or while the engine was lost, is no news', () => {
    const store = new EntityStore<Container>()
    const watch = new ContainerWatch(store, () => false)
    expect(kinds(watch)).toEqual([])
    store.apply({ kind: 'snapshot', items: [exited(1), fakeContainer({ id: 'b' })] })
    expect(kinds(watch)).toEqual([])
    store.apply({ kind: 'offline' })
    expect(kinds(watch)).toEqual([])
    store.apply({ kind: 'snapshot', items: [exited(1), fakeExited(1, { id: 'b' })] })
    expect(kinds(watch)).toEqual([])
  })

  it('tells an end once, when the engine has told how it ended', () => {
    const store = new EntityStore<Container>()
    const watch = new ContainerWatch(store, () => false)
    store.apply({ kind: 'snapshot', items: [running] })
    watch.look()
    const change = (item: Container) =>
      store.apply({ kind: 'change', upserts: [item], removed: [], causes: [] })
    change(exited(1, { runtime: null }))
    expect(kinds(watch)).toEqual([])
    change(exited(1))
    expect(kinds(watch)).toEqual(['failed'])
    expect(kinds(watch)).toEqual([])
  })

  it('leaves a container alone with which the page is busy', () => {
    const store = new EntityStore<Container>()
    const watch = new ContainerWatch(store, (id) => id === 'a')
    store.apply({ kind: 'snapshot', items: [running] })
    watch.look()
    store.apply({ kind: 'change', upserts: [exited(1)], removed: [], causes: [] })
    expect(kinds(watch)).toEqual([])
  })
})
