import { expect, test } from 'vitest'
import { imageCommandsFor } from './docker-command-image.ts'

const docker = imageCommandsFor(null)

test('images are removed by all their references in one command', () => {
  const references = ['shop/api:1', 'shop/api:latest']
  expect(docker.remove({ references, force: true, noPrune: true })).toBe(
    'docker image rm --force --no-prune shop/api:1 shop/api:latest',
  )
  expect(docker.remove({ references: ['a:1'], force: false, noPrune: false })).toBe('docker image rm a:1')
})

test('a search says only what was asked for', () => {
  expect(docker.search({ term: 'my sql', limit: 25, isOfficial: false, leastStars: 0 })).toBe(
    "docker search --limit 25 'my sql'",
  )
  expect(docker.search({ term: 'redis', limit: 100, isOfficial: true, leastStars: 10 })).toBe(
    'docker search --filter is-official=true --filter stars=10 --limit 100 redis',
  )
})

test('the rest', () => {
  expect(docker.list()).toBe('docker image ls')
  expect(docker.list({ isDangling: true })).toBe('docker image ls --filter dangling=true')
  expect(docker.tag({ reference: 'a:1', newReference: 'b:2' })).toBe('docker image tag a:1 b:2')
  expect(docker.history('a:1')).toBe('docker image history --no-trunc a:1')
  expect(docker.users('a:1')).toBe('docker ps --all --filter ancestor=a:1')
})
