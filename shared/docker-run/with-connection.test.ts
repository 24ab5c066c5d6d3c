import { expect, test } from 'vitest'
import { printRun } from './print-run.ts'
import { emptySpec } from './run-spec.ts'
import { withConnection } from './with-connection.ts'

const printed = printRun(
  { ...emptySpec('nginx'), options: { name: 'web' } },
  { shell: 'posix', layout: 'line', flags: 'long' },
)
const endpoint = { host: 'tcp://nas:2375', source: 'flag', name: 'nas' } as const

test('the command goes to the engine in use, and its parts stay where their text is', () => {
  const { text, parts } = withConnection(printed, endpoint)
  expect(text).toBe('docker --host tcp://nas:2375 run --name web nginx')
  expect(parts.map(({ start, end }) => text.slice(start, end))).toEqual([
    'docker',
    '--host',
    'tcp://nas:2375',
    'run',
    '--name',
    'web',
    'nginx',
  ])
})

test('the default engine needs no words', () => {
  expect(withConnection(printed, { ...endpoint, host: 'unix:///var/run/docker.sock' })).toBe(printed)
  expect(withConnection(printed, null)).toBe(printed)
})
