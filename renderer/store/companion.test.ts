import { expect, test } from 'vitest'
import { shownCommand } from './companion.ts'

const viewCommand = 'docker ps --all'
const last = { command: 'docker stop web', result: 'ok', atMs: 1_000, tookMs: null } as const

test('the control under the pointer wins over the last action and the view', () => {
  expect(shownCommand({ viewCommand, hoverCommand: 'docker restart web', last, done: [] }, 2_000)).toEqual({
    command: 'docker restart web',
    recorded: null,
  })
})

test('the last action is shown for a while, then the view again', () => {
  const companion = { viewCommand, hoverCommand: null, last, done: [] }
  expect(shownCommand(companion, 15_999)).toEqual({ command: 'docker stop web', recorded: last })
  expect(shownCommand(companion, 16_000)).toEqual({ command: viewCommand, recorded: null })
})

test('a view without an equivalent shows nothing', () => {
  expect(shownCommand({ viewCommand: null, hoverCommand: null, last: null, done: [] }, 0)).toBeNull()
})
