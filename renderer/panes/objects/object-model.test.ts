import { expect, test } from 'vitest'
import { parseTerms } from './filter.ts'
import type { ObjectListKind } from './object-list.ts'
import { ObjectModel } from './object-model.ts'

type Thing = { readonly id: string; readonly name: string; readonly size: number | null }

const kind: ObjectListKind<Thing> = {
  label: 'Things',
  filterLabel: 'Filter',
  filterHelp: '',
  filterKeys: ['size'],
  columns: [
    { id: 'name', label: 'Name', width: 100, rank: 0, value: ({ name }) => name, cell: () => null },
    { id: 'size', label: 'Size', width: 100, rank: 1, value: ({ size }) => size, cell: () => null },
  ],
  scopes: [
    { id: 'all', label: 'All', holds: () => true, emptyTitle: '' },
    { id: 'measured', label: 'Measured', holds: ({ size }) => size !== null, emptyTitle: '' },
  ],
  name: ({ name }) => name,
  rowName: ({ name }) => name,
  searchable: ({ id, name, size }) => ({ id, words: name.toLowerCase(), keys: { size: [String(size)] } }),
}
const thing = (name: string, size: number | null = 1): Thing => ({ id: `id-${name}`, name, size })
const byName = { key: 'name', isDescending: false }
const names = (rows: readonly Thing[]) => rows.map(({ name }) => name)

test('rows stand in the order of the column, what is unknown last in both directions', () => {
  const model = new ObjectModel<Thing>()
  const items = [thing('b10', 3), thing('b9', null), thing('a', 7)]
  model.read(kind, items, byName)
  expect(names(model.rows([], 'all').rows)).toEqual(['a', 'b9', 'b10'])
  model.read(kind, items, { key: 'size', isDescending: true })
  expect(names(model.rows([], 'all').rows)).toEqual(['a', 'b10', 'b9'])
  model.read(kind, items, { key: 'size', isDescending: false })
  expect(names(model.rows([], 'all').rows)).toEqual(['b10', 'a', 'b9'])
})

test('filter and scope narrow the rows; counts tell of every scope before the filter', () => {
  const model = new ObjectModel<Thing>()
  model.read(kind, [thing('red'), thing('green', 22), thing('grey', null)], byName)
  const found = model.rows(parseTerms('gr', kind.filterKeys), 'measured')
  expect(names(found.rows)).toEqual(['green'])
  expect(found).toMatchObject({ total: 3, counts: { all: 3, measured: 2 } })
  expect(names(model.rows(parseTerms('size:22', kind.filterKeys), 'all').rows)).toEqual(['green'])
  expect(names(model.rows(parseTerms('id-grey', kind.filterKeys), 'all').rows)).toEqual(['grey'])
})

test('the order is made anew only when a value that it depends on moved', () => {
  const model = new ObjectModel<Thing>()
  const [a, b] = [thing('a'), thing('b')]
  model.read(kind, [a, b], byName)
  model.read(kind, [a, { ...b, size: 99 }], byName)
  expect(model.sortings).toBe(1)
  expect(model.rows([], 'all').rows[1]).toMatchObject({ size: 99 })
  model.read(kind, [{ ...a, name: 'c' }, b], byName)
  expect(model.sortings).toBe(2)
  model.read(kind, [b], byName)
  expect(names(model.rows([], 'all').rows)).toEqual(['b'])
})

test('one that takes the place of another is found', () => {
  const model = new ObjectModel<Thing>()
  model.read(kind, [thing('a')], byName)
  model.read(kind, [thing('z')], byName)
  expect(names(model.rows([], 'all').rows)).toEqual(['z'])
})
