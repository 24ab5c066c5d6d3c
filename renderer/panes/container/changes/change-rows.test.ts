import { describe, expect, it } from 'vitest'
import type { ContainerChange } from '../../../../shared/files.ts'
import { changeRows, countKinds, ownChanges } from './change-rows.ts'

const changes: readonly ContainerChange[] = [
  { path: '/etc', kind: 'modified' },
  { path: '/etc/nginx', kind: 'modified' },
  { path: '/etc/nginx/a10', kind: 'added' },
  { path: '/etc/nginx/a9', kind: 'modified' },
  { path: '/tmp', kind: 'modified' },
  { path: '/data', kind: 'added' },
  { path: '/data/x', kind: 'added' },
  { path: '/bin/sh', kind: 'deleted' },
]

describe('what a container changed', () => {
  it('leaves out folders that only hold a change, and keeps new and touched ones', () => {
    expect(ownChanges(changes).map(({ path }) => path)).toEqual([
      '/etc/nginx/a10',
      '/etc/nginx/a9',
      '/tmp',
      '/data',
      '/data/x',
      '/bin/sh',
    ])
    expect(countKinds(ownChanges(changes))).toEqual({ added: 3, modified: 2, deleted: 1 })
  })

  it.each([
    ['all', '', ['/ 2', 'data', 'tmp', '/bin 1', 'sh', '/data 1', 'x', '/etc/nginx 2', 'a9', 'a10']],
    ['added', '', ['/ 1', 'data', '/data 1', 'x', '/etc/nginx 1', 'a10']],
    ['all', ' NGINX ', ['/etc/nginx 2', 'a9', 'a10']],
    ['deleted', 'nginx', []],
  ] as const)('groups by folder: %s with %j', (kind, text, rows) => {
    const shown = changeRows(ownChanges(changes), { kind, text })
    expect(shown.map((row) => (row.kind === 'folder' ? `${row.path} ${row.count}` : row.name))).toEqual(rows)
  })
})
