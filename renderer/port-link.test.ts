import { describe, expect, it } from 'vitest'
import type { PortBinding } from '../shared/container.ts'
import type { Endpoint } from '../shared/engine.ts'
import { engineHostname, portLink, portLinks } from './port-link.ts'
import { fakeContainer } from './testing/fake-container.ts'

const port = (part: Partial<PortBinding>): PortBinding => ({
  containerPort: 80,
  protocol: 'tcp',
  hostPort: 8080,
  hostIps: ['0.0.0.0', '::'],
  ...part,
})
const at = (host: string): Endpoint => ({ host, source: 'flag', name: '' })

describe('portLink', () => {
  it.each([
    [port({}), null, 'http://localhost:8080'],
    [port({}), at('unix:///var/run/docker.sock'), 'http://localhost:8080'],
    [port({}), at('tcp://nas.lan:2375'), 'http://nas.lan:8080'],
    [port({}), at('ssh://me@nas.lan:22'), 'http://nas.lan:8080'],
    [port({ hostIps: [] }), at('tcp://10.0.0.7:2375'), 'http://10.0.0.7:8080'],
    [port({ hostIps: ['127.0.0.1'] }), at('tcp://nas:2375'), 'http://localhost:8080'],
    [port({ hostIps: ['192.168.1.5'] }), null, 'http://192.168.1.5:8080'],
    [port({ hostIps: ['fd00::5'] }), null, 'http://[fd00::5]:8080'],
    [port({ containerPort: 443, hostPort: 8443 }), null, 'https://localhost:8443'],
    [port({ protocol: 'udp' }), null, undefined],
    [port({ hostPort: null }), null, undefined],
  ])('%j', (binding, endpoint, url) => {
    expect(portLink(binding, endpoint)?.url).toBe(url)
  })

  it('lists the lowest port first', () => {
    const container = fakeContainer({
      ports: [port({ hostPort: 8443 }), port({}), port({ protocol: 'udp' })],
    })
    expect(portLinks(container, null).map((link) => link.hostPort)).toEqual([8080, 8443])
  })

  it('calls a loopback engine this computer', () => {
    expect(engineHostname(at('tcp://127.0.0.1:2375'))).toBe('localhost')
    expect(engineHostname(at('npipe:////./pipe/docker_engine'))).toBe('localhost')
  })
})
