import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRun } from './parse-run.ts'
import { printRun } from './print-run.ts'
import type { RunOption } from './run-options.ts'
import { runOptions } from './run-options.ts'
import type { OptionValue, RunSpec } from './run-spec.ts'
import { emptySpec, runSpecSchema } from './run-spec.ts'
import { shells } from './shell/shell.ts'

const layouts = ['line', 'lines'] as const
const flagStyles = ['long', 'short'] as const
const styles = shells.flatMap((shell) =>
  layouts.flatMap((layout) => flagStyles.map((flags) => ({ shell, layout, flags }))),
)

const sign = fc.constantFrom(...Array.from('ab1=-/:,.;&|<>()[]{}*?!#~%^+@_ \t\n\'"`\\$“”‘’–\u00A0é😀'))
const anyText = fc.oneof(
  fc.string({ unit: sign, maxLength: 10 }),
  fc.constantFrom(
    '',
    '-',
    '--',
    '-d',
    '--rm',
    '=',
    '=x',
    'A=$HOME',
    '%PATH%',
    'C:\\a b\\',
    '–x',
    '<key>',
    '> x',
  ),
)
const someText = anyText.filter((text) => text !== '')

function valueFor({ kind }: RunOption): fc.Arbitrary<OptionValue> {
  if (kind === 'switch') return fc.boolean()
  return kind === 'text' ? anyText : fc.array(anyText, { minLength: 1, maxLength: 3 })
}

const unknownFlag = fc
  .tuple(fc.constantFrom('--no-such', '--pod', '-Z', '-j'), fc.option(anyText))
  .map(([flag, value]) => ({ text: value === null ? flag : `${flag}=${value}` }))

const anySpec: fc.Arbitrary<RunSpec> = fc.record({
  options: fc
    .subarray([...runOptions], { maxLength: 8 })
    .chain((some) => fc.record(Object.fromEntries(some.map((option) => [option.name, valueFor(option)]))))
    .map((options) => options as RunSpec['options']),
  image: someText,
  command: fc.array(anyText, { maxLength: 4 }),
  unknown: fc.array(unknownFlag, { maxLength: 2 }),
  variables: fc.constant([]),
})

describe('a spec', () => {
  it.each(styles)('is the same after writing and reading it: $shell, $layout, $flags', (style) => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const printed = printRun(spec, style)
        const { spec: again, parts, verb } = parseRun(printed.text, style.shell)
        expect(again).toEqual(spec)
        expect(verb).toBe('run')
        expect(parts).toEqual(printed.parts)
      }),
      { numRuns: 60 },
    )
  })

  it.each(runOptions)('is the same with --$name alone', (option) => {
    fc.assert(
      fc.property(valueFor(option), fc.constantFrom(...styles), (value, style) => {
        const spec = { ...emptySpec('image'), options: { [option.name]: value } } as RunSpec
        const printed = printRun(spec, { ...style, verb: option.inCreate ? 'create' : 'run' })
        const parsed = parseRun(printed.text, style.shell)
        expect(parsed.spec).toEqual(spec)
        expect(parsed.problems.filter(({ code }) => code !== 'deprecated')).toEqual([])
        expect(parsed.parts).toEqual(printed.parts)
        expect(runSpecSchema.safeParse(parsed.spec).success).toBe(true)
      }),
      { numRuns: 8 },
    )
  })

  it('keeps its variables where a shell writes them alike', () => {
    const variable = fc.constantFrom(
      '$(pwd)',
      '$HOME',
      '${PWD}',
      '`id -u`',
      '$1',
      '${A:-b c}',
      '$(echo "a b")',
    )
    const value = fc
      .tuple(anyText, variable, anyText)
      .map((pieces) => ({ text: pieces.join(''), variable: pieces[1] }))
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...layouts),
        (values, layout) => {
          const variables = [...new Set(values.map((each) => each.variable))]
          const options = { env: values.map(({ text }) => text) }
          const text = printRun(
            { ...emptySpec('a'), options, variables },
            { shell: 'posix', layout, flags: 'long' },
          ).text
          const { spec } = parseRun(text, 'posix')
          if (spec === null) throw new Error('no spec')
          // A letter right after a variable makes it need braces, which are its name from then on.
          const again = printRun(spec, { shell: 'posix', layout, flags: 'long' }).text
          expect(parseRun(again, 'posix').spec).toEqual(spec)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('any text', { timeout: 30_000 }, () => {
  const piece = fc.oneof(
    { weight: 2, arbitrary: fc.string({ unit: sign, maxLength: 8 }) },
    fc.constantFrom(
      ...runOptions.map(({ name }) => ` --${name} `),
      ' -itd ',
      ' -p8080:80 ',
      ' -e A=b ',
      ' nginx ',
      '\n',
      ' \\\n',
    ),
    fc.constantFrom(
      ' $(pwd)',
      ' "$A b"',
      " 'c d'",
      ' `e`',
      ' “f g”',
      ' –name h',
      '; ',
      ' && ',
      ' > x ',
      ' # y',
      '`\n',
      '^\n',
    ),
  )
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => `docker run ${pieces.join('')}`)

  it.each(shells)('is read without falling over, and keeps its places in order: %s', (shell) => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: sign }), fc.string({ unit: 'binary' })), (line) => {
        const { parts, problems } = parseRun(line, shell)
        let at = 0
        for (const { start, end } of parts) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThanOrEqual(start)
          at = end
        }
        expect(at).toBeLessThanOrEqual(line.length)
        for (const { start, end } of problems) {
          expect(start === null || (start >= 0 && start <= (end ?? -1) && (end ?? 0) <= line.length)).toBe(
            true,
          )
        }
      }),
      { numRuns: 250 },
    )
  })

  it('says the same once it was written by us', () => {
    fc.assert(
      fc.property(text, (line) => {
        const { spec } = parseRun(line, 'posix')
        if (spec === null || spec.image === '') return
        const printed = printRun(spec, { shell: 'posix', layout: 'lines', flags: 'short' }).text
        expect(parseRun(printed, 'posix').spec).toEqual(spec)
      }),
      { numRuns: 500 },
    )
  })
})

describe('printRun', () => {
  const spec: RunSpec = {
    ...emptySpec('postgres:17'),
    options: {
      interactive: true,
      tty: true,
      detach: true,
      init: false,
      name: 'db',
      publish: ['5432:5432', '9187:9187'],
      env: ['POSTGRES_PASSWORD=hunter 2', 'POSTGRES_DB=study', 'TOKEN'],
      label: ['api.token=x', 'team=a'],
    },
    command: ['-c', 'max_connections=200'],
  }
  const line = { shell: 'posix', layout: 'line', flags: 'long' } as const

  it('writes long flags on one line', () => {
    expect(printRun(spec, line).text).toBe(
      "docker run --detach --interactive --tty --name db --init=false --publish 5432:5432 --publish 9187:9187 --env 'POSTGRES_PASSWORD=hunter 2' --env POSTGRES_DB=study --env TOKEN --label api.token=x --label team=a postgres:17 -c max_connections=200",
    )
  })

  it('writes letters together, and each option on its line', () => {
    const { options, ...rest } = spec
    const { label: _label, ...fewer } = options
    const text = (shell: 'posix' | 'powershell' | 'cmd') =>
      printRun({ ...rest, options: fewer }, { shell, layout: 'lines', flags: 'short', verb: 'create' }).text
    expect(text('posix').split('\n')).toEqual([
      'docker create \\',
      '  -dit \\',
      '  --name db \\',
      '  --init=false \\',
      '  -p 5432:5432 \\',
      '  -p 9187:9187 \\',
      "  -e 'POSTGRES_PASSWORD=hunter 2' \\",
      '  -e POSTGRES_DB=study \\',
      '  -e TOKEN \\',
      '  postgres:17 -c max_connections=200',
    ])
    expect(text('powershell')).toContain('docker create `\n  -dit `\n  --name db `\n')
    expect(text('cmd')).toContain('  -e "POSTGRES_PASSWORD=hunter 2" ^\n')
  })

  it('shows no secret, or leaves it to the environment', () => {
    const isSecret = (name: string) => /password|token/i.test(name)
    const masked = printRun(spec, { ...line, secrets: 'masked', isSecret }).text
    expect(masked).toContain('--env POSTGRES_PASSWORD=•••••••• --env POSTGRES_DB=study --env TOKEN ')
    expect(masked).toContain('--label api.token=•••••••• --label team=a')
    const bare = printRun(spec, { ...line, secrets: 'variables', isSecret }).text
    expect(bare).toContain(
      '--env POSTGRES_PASSWORD --env POSTGRES_DB=study --env TOKEN --label "api.token=${API_TOKEN}"',
    )
  })

  it('tells which part is which value of a list', () => {
    const { text, parts } = printRun(spec, line)
    const ports = parts.filter(({ option }) => option === 'publish')
    expect(ports.map(({ start, end, kind, index }) => [text.slice(start, end), kind, index])).toEqual([
      ['--publish', 'flag', 0],
      ['5432:5432', 'value', 0],
      ['--publish', 'flag', 1],
      ['9187:9187', 'value', 1],
    ])
  })

  it('writes what has no image yet', () => {
    expect(printRun({ ...emptySpec(), options: { rm: true }, command: ['x'] }, line).text).toBe(
      'docker run --rm',
    )
  })

  it('keeps an image apart from a flag that docker does not know', () => {
    const unknown = [{ text: '--odd' }]
    expect(printRun({ ...emptySpec('a'), unknown }, line).text).toBe('docker run --odd -- a')
    expect(printRun({ ...emptySpec('a'), unknown, options: { rm: true } }, line).text).toBe(
      'docker run --odd --rm a',
    )
    expect(printRun(emptySpec('-a'), line).text).toBe('docker run -- -a')
  })
})
