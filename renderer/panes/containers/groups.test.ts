import { describe, expect, it } from 'vitest'
import { deriveState } from '../../container-state.ts'
import { fakeCompose, fakeContainer, fakeExited } from '../../testing/fake-container.ts'
import { fakeEndpoint, fakeNetwork } from '../../testing/fake-network.ts'
import { groupKeysOf, isSameGroup, projectOf, projectPrefix, shortenFolder, summarise } from './groups.ts'

describe('groups', () => {
  it('come from labels and never from names', () => {
    expect(projectOf(fakeContainer({ name: 'shop-api-1' }))).toBe('')
    expect(projectOf(fakeContainer({ name: 'x', compose: fakeCompose('shop') }))).toBe('shop')
  })

  it.each([
    ['project', ['shop']],
    ['image', ['nginx:1.29']],
    ['network', ['back', 'front']],
    ['label:tier', ['tier=web']],
    ['label:empty', ['empty=']],
    ['label:none', ['']],
    ['label:toString', ['']],
    ['label:a:b', ['a:b=c']],
    ['none', ['']],
  ] as const)('by %s a container stands in %j', (grouping, expected) => {
    const container = fakeContainer({
      compose: fakeCompose('shop'),
      networks: ['back', 'front'].map((network) => fakeEndpoint(fakeNetwork({ name: network }))),
      labels: { tier: 'web', empty: '', 'a:b': 'c' },
    })
    expect(groupKeysOf(container, grouping)).toEqual(expected)
  })

  it('by network hold what is on none apart', () => {
    expect(groupKeysOf(fakeContainer(), 'network')).toEqual([''])
  })

  it('sum up their members', () => {
    const members = [
      fakeContainer({ compose: fakeCompose('shop') }),
      fakeContainer({ compose: fakeCompose('shop'), state: 'paused' }),
      fakeExited(0, { compose: fakeCompose('shop', 'migrate') }),
      fakeExited(1, { compose: fakeCompose('shop', 'worker') }),
    ].map((container) => ({ container, state: deriveState(container, 0) }))
    const group = summarise('project', 'shop', members, true)
    expect(group).toMatchObject({
      total: 4,
      running: 1,
      completed: 1,
      attention: 1,
      workingDir: '/home/me/code/shop',
      tones: ['ok', 'pause', 'idle', 'bad'],
    })
    expect(group.liveIds).toEqual([members[0]?.container.id, members[1]?.container.id])
    expect(isSameGroup(group, summarise('project', 'shop', members, true))).toBe(true)
    expect(isSameGroup(group, summarise('project', 'shop', members, false))).toBe(false)
    expect(isSameGroup(group, summarise('project', 'shop', members.slice(1), true))).toBe(false)
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
