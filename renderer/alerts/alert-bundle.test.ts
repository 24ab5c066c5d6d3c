import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AlertBundle } from './alert-bundle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function bundle() {
  const told: (readonly string[])[] = []
  return {
    told,
    alerts: new AlertBundle<string>(
      (alert) => alert,
      (some) => told.push(some),
    ),
  }
}

it('a few are told one by one', () => {
  const { told, alerts } = bundle()
  for (const name of ['a', 'b', 'c']) alerts.add(name)
  expect(told).toEqual([])
  vi.runAllTimers()
  expect(told).toEqual([['a'], ['b'], ['c']])
})

it('what one cause broke is told at once', () => {
  const { told, alerts } = bundle()
  for (const name of ['a', 'b', 'c', 'd']) alerts.add(name)
  vi.runAllTimers()
  expect(told).toEqual([['a', 'b', 'c', 'd']])
})

it('a container that fails again and again is told about once in five minutes', () => {
  const { told, alerts } = bundle()
  for (let second = 0; second < 299; second += 13) {
    alerts.add('loop')
    vi.advanceTimersByTime(13_000)
  }
  expect(told).toEqual([['loop']])
  vi.advanceTimersByTime(13_000)
  alerts.add('loop')
  vi.runAllTimers()
  expect(told).toHaveLength(2)
})

it('after a notification the next ones wait together', () => {
  const { told, alerts } = bundle()
  alerts.add('first')
  vi.advanceTimersByTime(2_000)
  for (const name of ['b', 'c', 'd', 'e']) {
    alerts.add(name)
    vi.advanceTimersByTime(2_000)
  }
  expect(told).toEqual([['first']])
  vi.advanceTimersByTime(2_000)
  expect(told).toEqual([['first'], ['b', 'c', 'd', 'e']])
})

it('what waits is forgotten at the end', () => {
  const { told, alerts } = bundle()
  alerts.add('a')
  alerts.stop()
  vi.runAllTimers()
  expect(told).toEqual([])
})
