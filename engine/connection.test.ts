import { constants } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { UnreachableReason } from '../shared/engine.ts'
import { retryDelayMs } from './connection.ts'
import { delay, withDeadline } from './deadline.ts'
import { modeText } from './diagnosis.ts'
import { Listeners } from './listeners.ts'

it.each<[UnreachableReason, number[]]>([
  ['daemon-down', [500, 1_000, 3_000, 3_000, 3_000, 3_000, 3_000, 3_000]],
  ['permission-denied', [500, 1_000, 3_000, 3_000, 3_000, 3_000, 3_000, 3_000]],
  ['socket-missing', [500, 1_000, 3_000, 3_000, 3_000, 3_000, 3_000, 3_000]],
  ['not-answering', [500, 1_000, 3_000, 4_500, 6_750, 10_125, 15_000, 15_000]],
  ['tls', [500, 1_000, 3_000, 4_500, 6_750, 10_125, 15_000, 15_000]],
])('looks again after %s in %j ms', (reason, delays) => {
  expect(delays.map((_, failures) => retryDelayMs(failures, reason))).toEqual(delays)
})

it.each([
  [constants.S_IFSOCK | 0o660, 'srw-rw----'],
  [constants.S_IFREG | 0o644, '-rw-r--r--'],
  [constants.S_IFDIR | 0o755, 'drwxr-xr-x'],
])('prints the mode %o as %s', (mode, text) => {
  expect(modeText(mode)).toBe(text)
})

describe('a deadline', () => {
  const hang = async (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')))
    })

  it('is told apart from being stopped on request', async () => {
    await expect(withDeadline(new AbortController().signal, 5, hang)).rejects.toMatchObject({
      code: 'timeout',
    })
    const controller = new AbortController()
    const work = withDeadline(controller.signal, 60_000, hang)
    controller.abort()
    await expect(work).rejects.toThrow('stopped')
    await expect(withDeadline(controller.signal, 60_000, async () => 1)).rejects.toMatchObject({
      code: 'cancelled',
    })
  })

  it('does not touch an answer that is in time', async () => {
    expect(await withDeadline(new AbortController().signal, 60_000, async () => 1)).toBe(1)
  })
})

it('ends a pause at once when told to', async () => {
  const controller = new AbortController()
  const pause = delay(60_000, controller.signal)
  controller.abort()
  await pause
  await delay(60_000, controller.signal)
})

it('tells all listeners although one throws', () => {
  const bugs: unknown[] = []
  const listeners = new Listeners<number>((error) => bugs.push(error))
  const heard: number[] = []
  listeners.add(() => {
    throw new Error('bug')
  })
  const undo = listeners.add((value) => heard.push(value))
  listeners.tell(1)
  undo()
  listeners.tell(2)
  expect(heard).toEqual([1])
  expect(bugs).toHaveLength(2)
})
