import { describe, expect, it } from 'vitest'
import { deepLinkIn, parseDeepLink } from './deep-link.ts'

const id = 'a'.repeat(64)

describe('parseDeepLink', () => {
  it.each([
    [`bayplan://container/${id}/logs`, { kind: 'container', id, view: 'logs' }],
    ['bayplan://container/web-1', { kind: 'container', id: 'web-1', view: 'logs' }],
    ['BAYPLAN://Container/web-1/health/', { kind: 'container', id: 'web-1', view: 'health' }],
    ['bayplan://project/shop', { kind: 'project', id: 'shop' }],
    ['bayplan://volume/shop_data.1', { kind: 'volume', id: 'shop_data.1' }],
    ['bayplan://network/bridge', { kind: 'network', id: 'bridge' }],
    [`bayplan://image/sha256:${id}`, { kind: 'image', id: `sha256:${id}` }],
    ['bayplan://containers', { kind: 'containers' }],
    ['bayplan://settings/', { kind: 'settings' }],
  ])('%s', (text, link) => {
    expect(parseDeepLink(text)).toEqual(link)
  })

  it.each([
    // What runs something when it is looked at.
    'bayplan://container/web/terminal',
    'bayplan://container/web/files',
    'bayplan://container/web/processes',
    // What a browser, a shell or an address parser would read in another way.
    'bayplan:container/web/logs',
    'bayplan://container/../../etc/passwd',
    'bayplan://container/web%2f..%2fx/logs',
    'bayplan://container/web/logs?run=rm',
    'bayplan://container/web/logs#x',
    'bayplan://user:secret@container/web',
    'bayplan://container:80/web',
    'bayplan://container/web/logs/more',
    'bayplan://container/--privileged/logs',
    'bayplan://container/we b/logs',
    'bayplan://container/web/logs\n--no-sandbox',
    'bayplan://container//logs',
    'bayplan://container',
    'bayplan://volume/a:b',
    'bayplan://image/nginx',
    'bayplan://settings/x',
    'bayplan://nowhere/x',
    'bayplan2://containers',
    ' bayplan://containers',
    'https://containers/',
    `bayplan://container/${'a'.repeat(600)}`,
    '',
  ])('refuses %j', (text) => {
    expect(parseDeepLink(text)).toBeNull()
  })
})

it('deepLinkIn finds the link among switches', () => {
  expect(deepLinkIn(['/opt/bayplan', '--no-sandbox', 'bayplan://settings'])).toEqual({ kind: 'settings' })
  expect(deepLinkIn(['/opt/bayplan', '--open=bayplan://settings'])).toBeNull()
})
