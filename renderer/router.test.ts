import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute, type Route } from './router.ts'

describe('addresses', () => {
  it.each<Route>([
    { pane: 'containers', project: null },
    { pane: 'containers', project: 'a/b & 网络' },
    { pane: 'container', id: 'abc', tab: 'stats' },
    { pane: 'logs', project: 'a/b & 网络', ids: [] },
    { pane: 'logs', project: null, ids: ['abc', 'def'] },
    { pane: 'images', id: null },
    { pane: 'images', id: 'sha256:abc' },
    { pane: 'volumes', name: null },
    { pane: 'volumes', name: 'data.1' },
    { pane: 'networks', id: null },
    { pane: 'ports', id: null },
    // Podman's ids are names, and names are any text.
    { pane: 'networks', id: '<b>/%2F #?' },
    { pane: 'registries' },
    { pane: 'disk' },
    { pane: 'settings' },
  ])('survive a reload: %j', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route)
  })

  it.each(['', '#', '#/', '#/nowhere/at/all', '#/containers', '#/projects'])('“%s” is the list', (hash) => {
    expect(parseRoute(hash)).toEqual({ pane: 'containers', project: null })
  })

  it('keep what no address should hold', () => {
    expect(parseRoute('#/networks/%E0%A4%A')).toEqual({ pane: 'networks', id: '%E0%A4%A' })
    expect(parseRoute('#/containers/abc/nonsense')).toEqual({ pane: 'container', id: 'abc', tab: 'logs' })
  })
})
