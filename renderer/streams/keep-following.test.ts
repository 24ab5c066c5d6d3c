import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc-client.ts'
import { keepFollowing } from './keep-following.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function rig(answers: readonly ('fails' | 'ends' | 'stays')[], isHopeful = true) {
  const links = new Set<(client: Client) => void>()
  const signals: AbortSignal[] = []
  const failed = vi.fn(() => isHopeful)
  const app = {
    client: () => ({}) as Client,
    onLink: (listener: (client: Client) => void) => {
      links.add(listener)
      return () => void links.delete(listener)
    },
  }
  const read = (_: Client, signal: AbortSignal): Promise<void> => {
    signals.push(signal)
    const answer = answers[signals.length - 1]
    if (answer === 'fails') return Promise.reject(new EngineError('conflict', 'not running'))
    return answer === 'ends' ? Promise.resolve() : new Promise(() => undefined)
  }
  const stop = keepFollowing(app, { read, failed })
  return { links, signals, failed, stop }
}

test('a failure that may pass is tried again, an end is not', async () => {
  const { signals, failed } = rig(['fails', 'ends'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(signals).toHaveLength(2)
  expect(failed).toHaveBeenCalledTimes(1)
})

test('a failure for good is told once', async () => {
  const { signals } = rig(['fails'], false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(signals).toHaveLength(1)
})

test('a new link ends the old reading, and stopping ends all', async () => {
  const { links, signals, stop } = rig(['stays', 'stays'])
  for (const link of links) link({} as Client)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  stop()
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
  expect(links.size).toBe(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(signals).toHaveLength(2)
})
