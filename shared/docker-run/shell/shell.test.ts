import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteFor } from './quote.ts'
import { detectShell, readShell, shells } from './shell.ts'

const wordsOf = (shell: (typeof shells)[number], text: string) =>
  readShell(shell, text)
    .tokens.filter(({ kind }) => kind === 'word')
    .map((token) => token.text)
const codesOf = (shell: (typeof shells)[number], text: string) =>
  readShell(shell, text).problems.map(({ code }) => code)

/** Characters that mean something to one of the shells, and some that mean nothing. */
const sign = fc.constantFrom(...Array.from('ab1=-/:,.;&|<>()[]{}*?!#~%^+@_ \t\n\'"`\\$“”‘’–\u00A0é😀'))
const word = fc.oneof(
  fc.string({ unit: sign, maxLength: 12 }),
  fc.constantFrom(
    '',
    '-',
    '--',
    '$HOME',
    '%PATH%',
    '%cd%',
    '!!',
    '`id`',
    '$(id)',
    "it's",
    'C:\\a b\\',
    '\\\\x\\y\\',
    'a^b',
  ),
)
const words = fc.array(word, { minLength: 1, maxLength: 6 })

describe('a word', () => {
  it.each(shells)('comes out of %s as it went in', (shell) => {
    fc.assert(
      fc.property(words, (texts) => {
        expect(wordsOf(shell, texts.map((each) => quoteFor(shell, each, [])).join(' '))).toEqual(texts)
      }),
      { numRuns: 300 },
    )
  })
})

describe('cmd.exe', () => {
  it('and the program it starts see the words that were meant', () => {
    fc.assert(
      fc.property(words, (texts) => {
        const line = texts.map((each) => quoteFor('cmd', each, [])).join(' ')
        expect(cutForProgram(shellLine(line))).toEqual(texts)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['a "b c"', ['a', 'b c']],
    ['"C:\\a b\\\\" c', ['C:\\a b\\', 'c']],
    ['C:\\a\\b', ['C:\\a\\b']],
    ['"a\\"b"', ['a"b']],
    ["'a b'", ["'a", "b'"]],
    ['a^&b ^"c d^"', ['a&b', 'c d']],
    ['a ^\n  b', ['a', 'b']],
    ['""', ['']],
    ['"%cd%\\x" %NAME%', ['$(pwd)\\x', '$NAME']],
    ['100%', ['100%']],
  ])('reads %s', (text, expected) => expect(wordsOf('cmd', text)).toEqual(expected))

  it.each([
    ['plain', 'plain'],
    ['a b', '"a b"'],
    ['C:\\a b\\', '"C:\\a b\\\\"'],
    ['say "hi"', '^"say \\^"hi\\^"^"'],
    ['%PATH%', '^"^%PATH^%^"'],
    ['a&b', '"a&b"'],
    ['', '""'],
  ])('is given %s as %s', (text, expected) => expect(quoteFor('cmd', text, [])).toBe(expected))

  it.each([
    ['$(pwd)/x', ['$(pwd)'], '"%cd%/x"'],
    ['$NAME', ['$NAME'], '"%NAME%"'],
    ['~/x', ['~'], '"%USERPROFILE%/x"'],
    ['$(date)', ['$(date)'], '"$(date)"'],
  ])('is given %s with its own variables', (text, variables, expected) =>
    expect(quoteFor('cmd', text, variables)).toBe(expected),
  )
})

/** What cmd.exe makes of a line, by its documented phases: variables, then quotes and carets. */
function shellLine(line: string): string {
  let result = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at += 1) {
    const here = line.charAt(at)
    expect(/^%\w[^%:]*%/.test(line.slice(at)), `a variable in ${line}`).toBe(false)
    if (here === '"') isQuoted = !isQuoted
    if (!isQuoted) expect('&|<>'.includes(here), `a bare operator in ${line}`).toBe(false)
    if (here === '\n') throw new Error(`a line's end in ${line}`)
    if (here === '^' && !isQuoted) {
      at += line.charAt(at + 1) === '\n' ? 2 : 1
      result += line.charAt(at)
    } else result += here
  }
  return result
}

/** How Go programs on Windows cut their command line. */
function cutForProgram(line: string): readonly string[] {
  const cut: string[] = []
  for (let rest = line.trimStart(); rest !== ''; rest = rest.trimStart()) {
    const { word: text, left } = nextArgument(rest)
    cut.push(text)
    rest = left
  }
  return cut
}

function nextArgument(line: string): { word: string; left: string } {
  let text = ''
  let isQuoted = false
  let slashes = 0
  for (let at = 0; at < line.length; at += 1) {
    const here = line.charAt(at)
    if (here === '\\') {
      slashes += 1
      continue
    }
    if (here === '"') {
      text += '\\'.repeat(Math.floor(slashes / 2))
      if (slashes % 2 === 1) text += '"'
      else isQuoted = !isQuoted
    } else {
      text += '\\'.repeat(slashes)
      if ((here === ' ' || here === '\t') && !isQuoted) return { word: text, left: line.slice(at) }
      text += here
    }
    slashes = 0
  }
  return { word: text + '\\'.repeat(slashes), left: '' }
}

describe('PowerShell', () => {
  it.each([
    ["'it''s'", ["it's"]],
    ['"a`"b" "c""d"', ['a"b', 'c"d']],
    ['a `\n  b', ['a', 'b']],
    ['‘curly’ “double”', ['curly', 'double']],
    ['"$env:HOME/x" ${env:A}b $PWD "${PWD}:/x"', ['$HOME/x', '${A}b', '$PWD', '$PWD:/x']],
    ['type=bind,source=a', ['type=bind,source=a']],
    ['"a`nb`u{41}"', ['a\nbA']],
    ['a <# no #> b # no', ['a', 'b']],
    ['C:\\a\\b', ['C:\\a\\b']],
  ])('reads %s', (text, expected) => expect(wordsOf('powershell', text)).toEqual(expected))

  it.each([
    ['plain', 'plain'],
    ["it's", "'it''s'"],
    ['it’s', "'it’’s'"],
    ['a,b', "'a,b'"],
    ['8080:80', '8080:80'],
    ['--', "'--'"],
    ['$x', "'$x'"],
    ['', "''"],
  ])('is given %s as %s', (text, expected) => expect(quoteFor('powershell', text, [])).toBe(expected))

  it.each([
    ['$(pwd)/x "', ['$(pwd)'], '"$(pwd)/x `""'],
    ['$PWD:/x', ['$PWD'], '"${PWD}:/x"'],
    ['$NAME', ['$NAME'], '"${env:NAME}"'],
    ['~/x', ['~'], '"${HOME}/x"'],
  ])('is given %s with its own variables', (text, variables, expected) =>
    expect(quoteFor('powershell', text, variables)).toBe(expected),
  )
})

describe('a POSIX shell', () => {
  it.each([
    ['a\\ b "c d" \'e f\' g"h"\'i\'', ['a b', 'c d', 'e f', 'ghi']],
    ['a \\\n  b', ['a', 'b']],
    ['a\\\nb', ['ab']],
    ['"a\\nb" "a\\"b" "a\\\nb"', ['a\\nb', 'a"b', 'ab']],
    ["$'a\\n\\x41\\'b'", ["a\nA'b"]],
    ['a # no', ['a']],
    ['a#b', ['a#b']],
    ['"" \'\'', ['', '']],
    ['a=$(echo ")" b) c', ['a=$(echo ")" b)', 'c']],
    ['`id -u`:"`id -g`"', ['`id -u`:`id -g`']],
    ['${A:-x y} "$A"b', ['${A:-x y}', '${A}b']],
    ['$ docker a', ['docker', 'a']],
    ['root@host:~# docker a', ['docker', 'a']],
    ['docker \\\n> a', ['docker', 'a']],
    ['```sh\ndocker a\n```', ['docker', 'a']],
    ['a Host(`x`) b', ['a', 'Host(`x`)', 'b']],
  ])('reads %s', (text, expected) => expect(wordsOf('posix', text)).toEqual(expected))

  it.each([
    ["a 'b", 'unclosed-quote'],
    ['a "b', 'unclosed-quote'],
    ['a $(b', 'unclosed-quote'],
    ['a `b', 'unclosed-quote'],
    ['a “b c”', 'repaired-quote'],
    ['a=‘b c’', 'repaired-quote'],
    ['a\u00A0b', 'repaired-blank'],
    ['a \\ \n b', 'repaired-continuation'],
    ['a \\ b', 'repaired-continuation'],
    ['a=<your key>', 'placeholder'],
  ])('says what is wrong with %s', (text, code) => expect(codesOf('posix', text)).toEqual([code]))

  it('takes an apostrophe for one', () => {
    expect(wordsOf('posix', 'it’s that’s')).toEqual(['it’s', 'that’s'])
    expect(codesOf('posix', 'it’s that’s')).toEqual([])
  })

  it.each([
    ['a > /dev/null', '> /dev/null'],
    ['a 2>&1', '2>&1'],
    ['a >"b c" d', '>"b c"'],
    ['a &> b', '&> b'],
    ['a < b', '< b'],
  ])('keeps a redirection apart from words: %s', (text, expected) => {
    const { tokens } = readShell('posix', text)
    expect(tokens.filter(({ kind }) => kind === 'redirect').map((token) => token.text)).toEqual([expected])
  })

  it.each(['a; b', 'a && b', 'a || b', 'a | b', 'a & b', 'a\nb'])('ends a command: %j', (text) => {
    const kinds = readShell('posix', text).tokens.map(({ kind }) => kind)
    expect(kinds).toEqual(['word', text.includes('\n') ? 'line' : 'end', 'word'])
  })
})

describe('the shell of a text', () => {
  it.each([
    ['docker run a', 'posix'],
    ['docker run \\\n a', 'posix'],
    ['docker run `\n a', 'powershell'],
    ['```\ndocker run -v `pwd`:/x a\n```\n', 'posix'],
    ['docker run -w `pwd`\n', 'posix'],
    ['PS C:\\> docker run a', 'powershell'],
    ['docker run -e A=$env:B a', 'powershell'],
    ['docker run ^\n a', 'cmd'],
    ['C:\\Users\\me>docker run a', 'cmd'],
    ['docker run -v %cd%:/x a', 'cmd'],
    ['docker run -v C:\\Users\\me:/x a', 'cmd'],
    ["docker run -v 'C:\\Users\\me:/x' a", 'posix'],
    ["docker run -v C:\\Users\\me:/x -e 'A=b c' a", 'powershell'],
    ['docker run -e A="a\\"b" a', 'posix'],
  ])('of %j is %s', (text, expected) => expect(detectShell(text)).toBe(expected))
})

describe('reading', () => {
  it.each(shells)('looks at each character of the worst text a few times only: %s', (shell) => {
    const size = 20_000
    for (const unit of [
      ...Array.from('a\'"`$({[<>)}]\\^%#~!&|; \n\t“’–=\u00A0'),
      '$(',
      '${',
      '"$(',
      '\\"',
      '`$',
      '<a',
      '%a',
      '^"',
      "$'",
      '\'"',
      '"$(\'',
    ]) {
      const text = `docker ${unit.repeat(size / unit.length)}`
      const { steps, tokens } = readShell(shell, text)
      expect(steps, unit).toBeLessThan(20 * text.length)
      expect(tokens.length).toBeLessThanOrEqual(text.length)
    }
  })
})
