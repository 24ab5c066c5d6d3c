import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = new URL('../', import.meta.url)
const read = (file: string): string => readFileSync(fileURLToPath(new URL(file, root)), 'utf8')

const rows = read('docs/reliability.md')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split(' | '))
const proofs = rows.map((cells) => ({
  fault: (cells[0] ?? '').slice(2),
  cells,
  tests: [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`: "([^"]+)"/g)].map(([, file = '', name = '']) => ({
    file,
    name,
  })),
}))

/** Titles of the tests of a file, as they are written. */
function titlesOf(file: string): readonly string[] {
  const calls = /(?:\bit|\btest|\]\))\(\s*(['"`])((?:\\.|(?!\1).)+)\1/g
  return [...read(file).matchAll(calls)].map(([, , title = '']) => title.replaceAll("\\'", "'"))
}

describe('the page about reliability', () => {
  it('has rows', () => expect(proofs.length).toBeGreaterThan(20))

  it.each(proofs)('$fault: has all its columns, and tests that exist', ({ cells, tests }) => {
    expect(cells).toHaveLength(5)
    expect(tests).not.toEqual([])
    for (const { file, name } of tests) {
      expect(existsSync(fileURLToPath(new URL(file, root))), file).toBe(true)
      expect(titlesOf(file)).toContain(name)
    }
  })
})
