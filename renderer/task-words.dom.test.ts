import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { EngineError } from '../shared/errors.ts'
import { startI18n } from './i18n/i18n.ts'
import { pruneSentence, taskEnd, taskFacts, taskFraction, taskSentence } from './task-words.ts'
import { fakeTask } from './testing/fake-task.ts'

const { t } = i18next
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

beforeAll(() => startI18n('en'))

describe('the words of a task', () => {
  it('say what is done, was done or was not', () => {
    expect(taskSentence(fakeTask(), t)).toBe('Pulling postgres:16')
    expect(taskSentence(fakeTask({ state: 'done' }), t)).toBe('Pulled postgres:16')
    expect(taskSentence(fakeTask({ state: 'failed' }), t)).toBe('postgres:16 was not pulled')
    expect(taskSentence(fakeTask({ state: 'cancelled' }), t)).toBe('postgres:16 was not pulled')
  })

  it('tell how much of a clean-up was done', () => {
    const outcome = { kind: 'volume', id: 'a', name: 'a', bytes: 5, error: null }
    const error = new EngineError('conflict', 'in use').data
    const result = { bytes: 2_500_000, outcomes: [outcome, { ...outcome, id: 'b', error }] }
    const sentence = pruneSentence(fakeTask({ kind: 'prune', result }), t)
    expect(plain(sentence ?? '')).toBe('Removed 1 of 2, freed about 2.5 MB')
    expect(pruneSentence(fakeTask({ kind: 'image.load', result }), t)).toBeNull()
  })

  it('tell a share only where the whole is known', () => {
    expect(taskFraction(fakeTask({ progress: { doneBytes: 5 } }))).toBeNull()
    expect(taskFraction(fakeTask({ progress: { doneBytes: 5, totalBytes: 0 } }))).toBeNull()
    expect(taskFraction(fakeTask({ progress: { doneBytes: 5, totalBytes: 20 } }))).toBe(0.25)
    // Engines count what they had to fetch twice.
    expect(taskFraction(fakeTask({ progress: { doneBytes: 25, totalBytes: 20 } }))).toBe(1)
    expect(taskFraction(fakeTask({ progress: { doneItems: 1, totalItems: 2 } }))).toBe(0.5)
    expect(taskFraction(fakeTask({ state: 'done', progress: { doneBytes: 5, totalBytes: 20 } }))).toBeNull()
  })

  it('tell phase, amounts, speed and time left', () => {
    const progress = {
      phase: 'downloading',
      doneItems: 2,
      totalItems: 6,
      doneBytes: 10_000_000,
      totalBytes: 30_000_000,
      bytesPerSecond: 2_000_000,
    } as const
    expect(taskFacts(fakeTask({ progress }), t).map(plain)).toEqual([
      'Downloading',
      '2 of 6',
      '10.0 MB of 30.0 MB',
      '2.0 MB/s',
      '10.0 s left',
    ])
    expect(taskFacts(fakeTask({ progress: { doneBytes: 1_500 } }), t).map(plain)).toEqual(['1.5 kB'])
    expect(taskFacts(fakeTask(), t)).toEqual([])
  })

  it('tell how long it took', () => {
    expect(taskEnd(fakeTask(), t)).toBeNull()
    expect(taskEnd(fakeTask({ state: 'failed', endedAtMs: 1_200 }), t)).toBe('Failed')
    expect(plain(taskEnd(fakeTask({ state: 'done', endedAtMs: 13_500 }), t) ?? '')).toBe('Done after 12.5 s')
  })
})
