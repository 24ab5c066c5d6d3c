import { describe, expect, it } from 'vitest'
import { pruneCommand } from './docker-command-prune.ts'
import type { PruneGroup, PruneKind } from './prune.ts'

function item(kind: PruneKind, group: PruneGroup, name: string, id = name) {
  return { kind, group, id, name }
}

const container = item('container', 'container', 'web', 'c1')
const dangling = item('image', 'image-dangling', '0123456789ab')
const unused = item('image', 'image-unused', 'web:1, web:2')
const anonymous = item('volume', 'volume-anonymous', 'a1'.repeat(32))
const named = item('volume', 'volume-named', 'data')

describe('the command of a prune', () => {
  it.each([
    ['nothing', [], [], ''],
    ['some containers', [container], [], 'docker container rm web'],
    ['all containers', [container], ['container'], 'docker container prune --force'],
    ['some images, by every tag', [dangling, unused], [], 'docker image rm 0123456789ab web:1 web:2'],
    ['all untagged images', [dangling], ['image-dangling'], 'docker image prune --force'],
    [
      'all images',
      [dangling, unused],
      ['image-dangling', 'image-unused'],
      'docker image prune --all --force',
    ],
    [
      'untagged images and one more',
      [dangling, unused],
      ['image-dangling'],
      'docker image rm 0123456789ab web:1 web:2',
    ],
    ['anonymous volumes', [anonymous], ['volume-anonymous'], 'docker volume prune --force'],
    ['all volumes', [named], ['volume-anonymous', 'volume-named'], 'docker volume prune --all --force'],
    ['some volumes', [named], [], 'docker volume rm data'],
    [
      'records of the build cache',
      [
        item('build-cache', 'build-cache', 'RUN make', 'r1'),
        item('build-cache', 'build-cache', 'COPY', 'r2'),
      ],
      [],
      'docker builder prune --all --force --filter id=r1 && docker builder prune --all --force --filter id=r2',
    ],
    [
      'several kinds',
      [named, item('network', 'network', 'my net'), container],
      ['container'],
      "docker container prune --force && docker network rm 'my net' && docker volume rm data",
    ],
  ] as const)('%s', (_, chosen, whole, command) => {
    expect(pruneCommand(null, chosen, whole)).toBe(command)
  })
})
