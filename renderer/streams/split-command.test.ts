import { expect, test } from 'vitest'
import { splitCommand } from './split-command.ts'

test.each([
  ['', []],
  ['   ', []],
  ['bash -l', ['bash', '-l']],
  ['sh -c "echo \\"hi\\" $HOME"', ['sh', '-c', 'echo "hi" $HOME']],
  ["printf '%s\\n' a\\ b", ['printf', '%s\\n', 'a b']],
  ['echo ""', ['echo', '']],
  ['psql -U "用户"', ['psql', '-U', '用户']],
])('splits %j as a shell does', (line, words) => {
  expect(splitCommand(line)).toEqual(words)
})

test.each(['echo "open', "echo 'open"])('refuses an open quote in %j', (line) => {
  expect(splitCommand(line)).toBeNull()
})
