import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteFor } from '../shared/docker-run/shell/quote.ts'
import { readPosix } from '../shared/docker-run/shell/read-posix.ts'

/** Characters that mean something to a shell, and some that mean nothing. */
const sign = fc.constantFrom(...Array.from('ab1=-/:,.;&|<>()[]{}*?!#~%^+@_ \t\n\'"`\\$“”‘’–\u00A0é😀'))
const word = fc.oneof(
  fc.string({ unit: sign, maxLength: 12 }),
  fc.constantFrom(
    '',
    '-',
    '--',
    '$HOME',
    '!!',
    '`id`',
    '$(id)',
    "it's",
    '\\\\x\\y\\',
    '~',
    '~/x',
    '*',
    '{a,b}',
  ),
)
const wordsOf = (text: string) => {
  const { tokens, problems } = readPosix(text)
  const words = tokens.filter(({ kind }) => kind === 'word').map((token) => token.text)
  return { words, isMended: problems.length > 0 }
}

describe('a word of a command', () => {
  it.each(['sh', 'bash'])('comes out of the real %s as it went in', (program) => {
    const texts = fc.sample(word, { numRuns: 1_500, seed: 7 })
    const line = texts.map((each) => quoteFor('posix', each, [])).join(' ')
    const { stdout } = spawnSync(program, ['-s'], { input: `printf '%s\\0' ${line}`, encoding: 'utf8' })
    expect(stdout.split('\0').slice(0, -1)).toEqual(texts)
  })

  it.each(['sh', 'bash'])('is read as the real %s reads it', (program) => {
    // Only what no shell replaces: the reader keeps variables as text.
    const quiet = fc.string({ unit: fc.constantFrom(...Array.from('ab=-/:. \t\'"\\,@%^+_é')), maxLength: 14 })
    const lines = fc.sample(quiet, { numRuns: 1_500, seed: 11 }).filter((line) => {
      // A backslash at the end joins lines, and before a blank it is taken for one that was meant to.
      return !wordsOf(line).isMended && !line.endsWith('\\')
    })
    expect(lines.length).toBeGreaterThan(300)
    const script = lines.map((line) => `set -- ${line}\nprintf '%s\\1' "$@"\nprintf '\\0'`).join('\n')
    const { stdout } = spawnSync(program, ['-s'], { input: script, encoding: 'utf8' })
    const real = stdout.split('\0').slice(0, -1)
    // Without words `printf` writes one empty.
    const ours = lines.map((line) => (wordsOf(line).words.length === 0 ? [''] : wordsOf(line).words))
    expect(real.map((each) => each.split('\x01').slice(0, -1))).toEqual(ours)
  })

  it('lets the real shell replace the variables in it, and nothing else', () => {
    const cases = [
      ['$(pwd)/x y', ['$(pwd)'], '/tmp/x y'],
      ['$A', ['$A'], 'one  two'],
      ['${A}b $A', ['${A}'], 'one  twob $A'],
      ['$A$AB!', ['$A'], 'one  two$AB!'],
      ['~/a b', ['~'], '/home/me/a b'],
      ['~', ['~'], '/home/me'],
      ['~/$A', ['~', '$A'], '/home/me/one  two'],
      ['`pwd`"\\', ['`pwd`'], '/tmp"\\'],
      ['$A', [], '$A'],
      ['~/x', [], '~/x'],
    ] as const
    const line = cases.map(([text, variables]) => quoteFor('posix', text, variables)).join(' ')
    const env = { PATH: process.env['PATH'] ?? '', A: 'one  two', HOME: '/home/me' }
    const { stdout } = spawnSync('sh', ['-s'], {
      input: `printf '%s\\0' ${line}`,
      cwd: '/tmp',
      env,
      encoding: 'utf8',
    })
    expect(stdout.split('\0').slice(0, -1)).toEqual(cases.map(([, , expected]) => expected))
  })
})
