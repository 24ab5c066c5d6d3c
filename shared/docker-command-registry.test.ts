import { expect, test } from 'vitest'
import { registryCommandsFor } from './docker-command-registry.ts'

const here = registryCommandsFor(null)
const there = registryCommandsFor({ host: 'tcp://10.0.0.1:2375', source: 'flag', name: 'x' })

test.each([
  [here.pull({ reference: 'nginx', allTags: false, platform: null }), 'docker pull nginx'],
  [
    here.pull({ reference: 'nginx', allTags: true, platform: 'linux/arm64' }),
    'docker pull --all-tags --platform linux/arm64 nginx',
  ],
  [
    there.push({ reference: 'r.io/a:1', allTags: false, platform: null }),
    'docker --host tcp://10.0.0.1:2375 push r.io/a:1',
  ],
  [here.login({ registry: 'docker.io', username: 'a b' }), "docker login --username 'a b'"],
  [here.login({ registry: 'ghcr.io', username: '' }), 'docker login ghcr.io'],
  [here.logout('docker.io'), 'docker logout'],
  [here.logout('localhost:5000'), 'docker logout localhost:5000'],
  [here.inspect('r.io/a:1'), 'docker buildx imagetools inspect r.io/a:1'],
])('%s', (command, expected) => {
  expect(command).toBe(expected)
})
