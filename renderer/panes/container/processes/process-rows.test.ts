import { expect, test } from 'vitest'
import type { ContainerProcess } from '../../../../shared/container-page.ts'
import { processRows } from './process-rows.ts'

function process(
  pid: number,
  parentPid: number | null,
  more: Partial<ContainerProcess> = {},
): ContainerProcess {
  return {
    pid,
    parentPid,
    user: 'root',
    cpuPercent: 0,
    memoryBytes: 0,
    ageSeconds: 0,
    command: `p${pid}`,
    isMain: false,
    ...more,
  }
}
const list = [
  process(30, 20, { memoryBytes: 5, command: 'worker b' }),
  process(10, 1, { memoryBytes: 9, command: 'main' }),
  process(20, 10, { memoryBytes: 1, command: 'master' }),
  process(40, 99, { memoryBytes: 7, command: 'sh' }),
  process(25, 20, { memoryBytes: 6, command: 'worker a' }),
]
const byPid = { column: 'pid', isDescending: false } as const
const drawn = (rows: ReturnType<typeof processRows>) =>
  rows.map(({ process: { command }, depth }) => `${'-'.repeat(depth)}${command}`)

test('a tree puts children below parents, each level in the chosen order', () => {
  expect(drawn(processRows(list, '', byPid, true))).toEqual([
    'main',
    '-master',
    '--worker a',
    '--worker b',
    'sh',
  ])
  const byMemory = { column: 'memory', isDescending: true } as const
  expect(drawn(processRows(list, '', byMemory, true))).toEqual([
    'main',
    '-master',
    '--worker a',
    '--worker b',
    'sh',
  ])
})

test('a filter keeps the way to what it finds', () => {
  expect(drawn(processRows(list, 'worker b', byPid, true))).toEqual(['main', '-master', '--worker b'])
  expect(drawn(processRows(list, '2', byPid, false))).toEqual(['master', 'worker a'])
})

test('a flat list is sorted as a whole, and a circle of parents does not hang', () => {
  const byMemory = { column: 'memory', isDescending: true } as const
  expect(drawn(processRows(list, '', byMemory, false))).toEqual([
    'main',
    'sh',
    'worker a',
    'worker b',
    'master',
  ])
  expect(processRows([process(1, 1), process(2, 3), process(3, 2)], '', byPid, true)).toHaveLength(1)
})
