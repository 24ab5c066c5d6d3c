import { expect, it } from 'vitest'
import { fakeContainer } from '../testing/fake-container.ts'
import { placeOf } from './linked-place.ts'

const web = fakeContainer({ id: 'a'.repeat(64), name: 'web' })
const twins = ['1', '2'].map((last) => fakeContainer({ id: `${'b'.repeat(63)}${last}`, name: `b${last}` }))
const idIn = (id: string) => {
  const place = placeOf({ kind: 'container', id, view: 'logs' }, [web, ...twins])
  return place.pane === 'container' ? place.id : null
}

it('a container is found by id, name or the beginning of its id, and by nothing that fits two', () => {
  expect(idIn(web.id)).toBe(web.id)
  expect(idIn('web')).toBe(web.id)
  expect(idIn('a'.repeat(12))).toBe(web.id)
  expect(idIn('a'.repeat(11))).toBe('a'.repeat(11))
  expect(idIn('b'.repeat(12))).toBe('b'.repeat(12))
})

it('other links lead to their lists', () => {
  expect(placeOf({ kind: 'project', id: 'shop' }, [])).toEqual({ pane: 'containers', project: 'shop' })
  expect(placeOf({ kind: 'volume', id: 'data' }, [])).toEqual({ pane: 'volumes', name: 'data' })
  expect(placeOf({ kind: 'settings' }, [])).toEqual({ pane: 'settings' })
})
