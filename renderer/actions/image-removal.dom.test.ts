import { expect, test } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import type { ImageRemoval } from '../../shared/image.ts'
import { fakeApp } from '../testing/fake-app.ts'
import { fakeImage } from '../testing/fake-image.ts'
import { removeImage } from './image-removal.ts'

const gently = { force: false, noPrune: false }

/** An app whose engine answers `image.remove` as told, and the targets it was asked for. */
function engine(answer: (target: string, asked: readonly string[]) => ImageRemoval) {
  const asked: string[] = []
  const app = fakeApp([], {
    calls: {
      'image.remove': async ({ target }) => {
        asked.push(target)
        return answer(target, asked)
      },
    },
  })
  return { app, asked }
}
const refuse = (code: 'conflict' | 'not-found') => {
  throw new EngineError(code, 'no')
}

test('an image goes with its last tag', async () => {
  const image = fakeImage({ tags: ['a:1', 'a:2'] })
  const { app, asked } = engine((target) => ({
    untagged: [target],
    deleted: target === 'a:2' ? [image.id] : [],
  }))
  expect(await removeImage(app, image, gently)).toBeNull()
  expect(asked).toEqual(['a:1', 'a:2'])
})

test('what nothing helps is told, and tried once', async () => {
  const image = fakeImage({ tags: ['used:1'] })
  const { app, asked } = engine(() => refuse('conflict'))
  expect(await removeImage(app, image, gently)).toMatchObject({ code: 'conflict' })
  expect(asked).toEqual(['used:1'])
})

test('tags that are gone already, and layers that live on in others, are no failure', async () => {
  const image = fakeImage({ tags: ['gone:1', 'parent:1'] })
  const { app } = engine((target) => {
    if (target === 'gone:1') return refuse('not-found')
    return target === image.id ? refuse('conflict') : { untagged: [target], deleted: [] }
  })
  expect(await removeImage(app, image, gently)).toBeNull()
})

test('an untagged image is removed by its id', async () => {
  const image = fakeImage({ tags: [] })
  const { app, asked } = engine(() => ({ untagged: [], deleted: [image.id] }))
  await removeImage(app, image, gently)
  expect(asked).toEqual([image.id])
})
