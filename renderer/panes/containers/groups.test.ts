import { describe, expect, it } from 'vitest'
import { deriveState } from '../../container-state.ts'
import { fakeCompose, fakeContainer, fakeExited } from '../../testing/fake-container.ts'
import { groupKeyOf, isSameGroup, projectPrefix, shortenFolder, summarise } from './groups.ts'

describe('groups', () => {
  it('come from labels and never from names', () => {
    expect(groupKeyOf(fakeContainer({ name: 'shop-api-1' }))).toBe('')
    expect(groupKeyOf(fakeContainer({ name: 'x', compose: fakeCompose('shop') }))).toBe('shop')
  })

  it('sum up their members', () => {
    const members = [
      fakeContainer({ compose: fakeCompose('shop') }),
      fakeContainer({ compose: fakeCompose('shop'), state: 'paused' }),
      fakeExited(0, { compose: fakeCompose('shop', 'migrate') }),
      fakeExited(1, { compose: fakeCompose('shop', 'worker') }),
    ].map((container) => ({ container, state: deriveState(container, 0) }))
    const group = summarise('shop', members, true)
    expect(group).toMatchObject({
      total: 4,
      running: 1,
      completed: 1,
      attention: 1,
      workingDir: '/home/me/code/shop',
      tones: ['ok', 'pause', 'idle', 'bad'],
    })
    expect(group.liveIds).toEqual([members[0]?.container.id, members[1]?.container.id])
    expect(isSameGroup(group, summarise('shop', members, true))).toBe(true)
    expect(isSameGroup(group, summarise('shop', members, false))).toBe(false)
    expect(isSameGroup(group, summarise('shop', members.slice(1), true))).toBe(false)
  })

  it.each([
    ['/home/me/code/shop', '~/code/shop'],
    ['/home/me', '~'],
    ['/homely/me', '/homely/me'],
    ['/Users/me/code', '~/code'],
    ['/root/code', '~/code'],
    ['/rooted', '/rooted'],
    ['C:\\Users\\me\\code', '~\\code'],
    ['/srv/shop', '/srv/shop'],
  ])('shortens %s', (folder, expected) => {
    expect(shortenFolder(folder)).toBe(expected)
  })

  it.each([
    ['shop-api-1', 'shop', 'shop-'],
    ['shop_api_1', 'shop', 'shop_'],
    ['shopping-1', 'shop', ''],
    ['custom', 'shop', ''],
  ])('finds the repeated prefix of %s in %s', (name, project, expected) => {
    expect(projectPrefix(fakeContainer({ name, compose: fakeCompose(project) }))).toBe(expected)
  })
})
