import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/* docs/security.md names a test for each promise. What it names must be there. */

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['shared', 'engine', 'server', 'electron', 'renderer', 'e2e', 'scripts']
const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
    .map((file) => join(root, folder, file)),
)

type Promised = { readonly promise: string; readonly tests: string }
type Reference = { readonly file: string; readonly names: readonly string[] }

/** The rows of tables whose last column is called `test`. */
function promisesOf(document: string): readonly Promised[] {
  const lines = document.split('\n').map((line) => line.trim())
  const rows: Promised[] = []
  let isPromises = false
  for (const line of lines) {
    const cells = line.startsWith('|') ? line.slice(1, -1).split('|') : []
    if (cells.length === 0) isPromises = false
    else if (cells.at(-1)?.trim() === 'test') isPromises = true
    else if (isPromises && !/^[\s-]*$/.test(cells[0] ?? ''))
      rows.push({ promise: (cells[0] ?? '').trim(), tests: (cells.at(-1) ?? '').trim() })
  }
  return rows
}

/** `` `a.test.ts` "one", "two"; `b.test.ts` `` as files with the names of their tests. */
function referencesOf(tests: string): readonly Reference[] {
  return [...tests.matchAll(/`([\w./-]+\.(?:ts|tsx|mjs))`([^`]*)/g)].map(([, file = '', rest = '']) => ({
    file,
    names: [...rest.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
  }))
}

/** Where it is missing; null when the file is there once at least and has a test of each name. */
function missing({ file, names }: Reference): string | null {
  const texts = sources
    .filter((source) => basename(source) === file)
    .map((source) => readFileSync(source, 'utf8'))
  if (texts.length === 0) return `no file ${file}`
  const titles = texts.flatMap(titlesOf)
  const lost = names.filter((name) => !titles.some((title) => matches(title, name)))
  return lost.length === 0 ? null : `${file} has no test "${lost.join('", "')}"`
}

/** Every text of a source: titles of tests stand in calls and in tables of cases. */
function titlesOf(source: string): readonly string[] {
  return [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g)].map(
    ([, single, double, template]) => single ?? double ?? template ?? '',
  )
}

/** A name may leave out parts with `…`, and fill in what the title has as `%s`. */
function matches(title: string, name: string): boolean {
  const parts = name.split('…').map((part) => part.trim())
  if (parts.every((part) => title.includes(part))) return true
  const [before = '', after = ''] = title.split('%s')
  return before.length + after.length > 8 && name.startsWith(before) && name.endsWith(after)
}

describe('the promises of docs/security.md', () => {
  const document = readFileSync(join(root, 'docs/security.md'), 'utf8')
  const promises = promisesOf(document)

  it('are found', () => {
    expect(promises.length).toBeGreaterThan(40)
  })

  it.each(promises)('$promise', ({ tests }) => {
    const references = referencesOf(tests)
    expect(references.length).toBeGreaterThan(0)
    expect(references.map(missing).filter((why) => why !== null)).toEqual([])
  })

  it('would be told of when a test or a file is gone', () => {
    const [row] = promisesOf('| promise | by | test |\n| --- | --- | --- |\n| A. | x | `gone.test.ts` "a" |')
    expect(referencesOf(row?.tests ?? '').map(missing)).toEqual(['no file gone.test.ts'])
    // Put together here, or this file would hold it.
    const names = [['a', 'name', 'of', 'nothing'].join(' ')]
    expect(missing({ file: 'security-promises.test.ts', names })).toContain('has no test')
  })
})
