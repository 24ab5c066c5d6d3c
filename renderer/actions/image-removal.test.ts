// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { EngineError } from '../../shared/errors.ts'
import type { ImageRemoval } from '../../shared/image.ts'
import { fakeApp } from '../testing/fake-app.ts'
import { fakeImage } from '../testing/fake-image.ts'
import { removeImages } from './image-removal.ts'

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
  expect(await removeImages(app, [image], gently)).toEqual([{ image, error: null }])
  expect(asked).toEqual(['a:1', 'a:2'])
})

test('one that others are built on is removed after them', async () => {
  const base = fakeImage({ tags: ['base:1'] })
  const child = fakeImage({ tags: ['child:1'] })
  const { app, asked } = engine((target, before) => {
    if (target === 'base:1' && !before.includes('child:1')) return refuse('conflict')
    return { untagged: [target], deleted: [target === 'base:1' ? base.id : child.id] }
  })
  const outcomes = await removeImages(app, [base, child], gently)
  expect(outcomes.map(({ error }) => error)).toEqual([null, null])
  expect(asked).toEqual(['base:1', 'child:1', 'base:1'])
})

test('what nothing helps is told, and tried once', async () => {
  const image = fakeImage({ tags: ['used:1'] })
  const { app, asked } = engine(() => refuse('conflict'))
  const [outcome] = await removeImages(app, [image], gently)
  expect(outcome?.error).toMatchObject({ code: 'conflict' })
  expect(asked).toEqual(['used:1'])
})

test('tags that are gone already, and layers that live on in others, are no failure', async () => {
  const image = fakeImage({ tags: ['gone:1', 'parent:1'] })
  const { app } = engine((target) => {
    if (target === 'gone:1') return refuse('not-found')
    return target === image.id ? refuse('conflict') : { untagged: [target], deleted: [] }
  })
  expect(await removeImages(app, [image], gently)).toEqual([{ image, error: null }])
})

test('an untagged image is removed by its id', async () => {
  const image = fakeImage({ tags: [] })
  const { app, asked } = engine(() => ({ untagged: [], deleted: [image.id] }))
  await removeImages(app, [image], gently)
  expect(asked).toEqual([image.id])
})

test('many are asked for at most four at a time', async () => {
  const images = Array.from({ length: 40 }, () => fakeImage())
  let [active, most] = [0, 0]
  const app = fakeApp([], {
    calls: {
      'image.remove': async ({ target }) => {
        active += 1
        most = Math.max(most, active)
        await Promise.resolve()
        active -= 1
        return { untagged: [target], deleted: images.map(({ id }) => id) }
      },
    },
  })
  await removeImages(app, images, gently)
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(4)
})
