import { describe, expect, it } from 'vitest'
import cli from '../docs/coverage/docker-cli.json?raw'
import page from '../docs/coverage.md?raw'
import { en } from './i18n/en.ts'
import { enPanes } from './i18n/en-panes.ts'

type Command = { readonly usage: string; readonly commands: readonly string[]; readonly options: object }
type Row = { readonly options: readonly string[]; readonly where: string }

const listed = Object.entries((JSON.parse(cli) as { commands: Record<string, Command> }).commands)
/** `docker network COMMAND` does nothing by itself: what is behind it has places. */
const commands = listed.filter(([, { commands: children }]) => children.length === 0)

const sections = page
  .split(/^### /m)
  .slice(1)
  .flatMap((section) => {
    const [heading = '', ...body] = section.split('\n')
    const rows = body.flatMap(readRow)
    return heading.split(', ').map((name) => [name.replace(/^docker /, ''), rows] as const)
  })
const rowsOf = new Map<string, readonly Row[]>(sections)

function readRow(line: string): readonly Row[] {
  const [, option = '', where = ''] = /^\| (.+?) \| (.+) \|$/.exec(line) ?? []
  if (option === '' || option === 'Option') return []
  return [{ options: option.split(', ').map((each) => each.replaceAll('`', '')), where }]
}

/** Every string of the app as a pattern: what is filled in may be anything. */
const words = new Set(flatten({ ...en, ...enPanes }))

function flatten(tree: object): readonly string[] {
  return Object.values(tree).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? flatten(value) : [],
  )
}

const quoted = (text: string) => [...text.matchAll(/\*\*(.+?)\*\*/g)].map((match) => match[1] ?? '')

describe('the coverage page', () => {
  it('has every command once, and no other', () => {
    const expected = commands.map(([name]) => name).toSorted()
    expect(sections.map(([name]) => name).toSorted()).toEqual(expected)
  })

  it.each(commands)('has every option of docker %s once, and no other', (name, { options }) => {
    const written = (rowsOf.get(name) ?? []).flatMap((row) => row.options)
    expect(written.toSorted()).toEqual(['the command', ...Object.keys(options)].toSorted())
  })

  it('gives each a place on screen or a reason', () => {
    const vague = [...rowsOf].flatMap(([name, rows]) =>
      rows
        .filter(({ where }) => !/^Not offered: \S.{10,}/.test(where) && quoted(where).length === 0)
        .map(({ options }) => `${name} ${options.join()}`),
    )
    expect(vague).toEqual([])
  })

  it('names places by the words that stand on the screen', () => {
    const unknown = sections
      .flatMap(([, rows]) => rows.flatMap(({ where }) => quoted(where)))
      .filter((label) => !words.has(label))
    expect(unknown).toEqual([])
  })
})
