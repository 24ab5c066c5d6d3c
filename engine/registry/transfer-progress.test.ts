import { describe, expect, test } from 'vitest'
import { TransferProgress } from './transfer-progress.ts'

function layer(id: string, status: string, current?: number, total?: number, more: object = {}) {
  return { id, status, progressDetail: current === undefined ? {} : { current, total, ...more } }
}
function played(messages: readonly object[]): TransferProgress {
  const progress = new TransferProgress()
  for (const message of messages) progress.take(message as Record<string, unknown>)
  return progress
}

describe('a pull', () => {
  test('has no total until every layer that travels has told its own', () => {
    const progress = played([
      { status: 'Pulling from library/nginx', id: '1.27' },
      layer('a', 'Pulling fs layer'),
      layer('b', 'Pulling fs layer'),
      layer('c', 'Already exists'),
      layer('a', 'Downloading', 10, 100),
    ])
    expect(progress.progress()).toEqual({
      doneBytes: 10,
      totalBytes: null,
      doneItems: 1,
      totalItems: 3,
      phase: 'downloading',
    })
    progress.take(layer('b', 'Downloading', 5, 50))
    expect(progress.progress()).toMatchObject({ doneBytes: 15, totalBytes: 150 })
  })

  test('bytes never go back while a layer is extracted', () => {
    const progress = played([
      layer('a', 'Downloading', 90, 100),
      layer('a', 'Verifying Checksum'),
      layer('a', 'Download complete'),
    ])
    expect(progress.progress()).toMatchObject({ doneBytes: 100, totalBytes: 100, phase: 'verifying' })
    expect(progress.take(layer('a', 'Extracting', 30, 100))).toEqual({
      id: 'a',
      phase: 'extracting',
      doneBytes: 30,
      totalBytes: 100,
    })
    expect(progress.progress()).toMatchObject({ doneBytes: 100, doneItems: 0, phase: 'extracting' })
    progress.take(layer('a', 'Pull complete'))
    expect(progress.progress()).toMatchObject({ doneBytes: 100, doneItems: 1, phase: 'done' })
  })

  test('seconds of extracting (containerd store) are no bytes', () => {
    const progress = played([layer('a', 'Downloading', 100, 100)])
    expect(progress.take(layer('a', 'Extracting', 1, undefined, { units: 's' }))).toMatchObject({
      doneBytes: null,
      totalBytes: null,
    })
  })

  test('a retry is told', () => {
    expect(
      played([layer('a', 'Downloading', 1, 9), layer('a', 'Retrying in 5 seconds')]).progress(),
    ).toMatchObject({ phase: 'retrying', doneBytes: 1 })
  })

  test('the digest comes from its line', () => {
    expect(
      played([{ status: 'Digest: sha256:abc' }, { status: 'Status: Downloaded newer image for a:1' }]).digest,
    ).toBe('sha256:abc')
  })
})

describe('a push', () => {
  test('that sends more than it announced stays within its total', () => {
    const progress = played([layer('a', 'Preparing'), layer('a', 'Pushing', 120, 100)])
    expect(progress.progress()).toMatchObject({ doneBytes: 120, totalBytes: 120, phase: 'uploading' })
  })

  test('with the containerd store, whose digest comes in a line', () => {
    expect(played([{ status: '1: digest: sha256:abc size: 578' }]).digest).toBe('sha256:abc')
  })

  test('what is there already, or mounted from elsewhere, does not travel', () => {
    const progress = played([
      layer('a', 'Layer already exists'),
      layer('b', 'Mounted from team/base'),
      layer('c', 'Pushing', 5, 10),
      layer('c', 'Pushed'),
      { progressDetail: {}, aux: { Tag: '1', Digest: 'sha256:d', Size: 5 } },
    ])
    expect(progress.progress()).toEqual({
      doneBytes: 10,
      totalBytes: 10,
      doneItems: 3,
      totalItems: 3,
      phase: 'done',
    })
    expect(progress.digest).toBe('sha256:d')
  })
})

describe('pull errors were invisible: HTTP 200, then', () => {
  test.each([
    ['errorDetail', { errorDetail: { message: 'denied: no' }, error: 'denied: no' }],
    ['errorDetail alone, as newer engines send', { errorDetail: { message: 'denied: no' } }],
    ['error alone, as old engines send', { error: 'denied: no' }],
  ])('%s', (_, message) => {
    expect(() => new TransferProgress().take(message)).toThrow(
      expect.objectContaining({ code: 'unauthorized' }),
    )
  })
})
