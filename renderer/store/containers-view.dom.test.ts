import { beforeEach, expect, it, vi } from 'vitest'

const key = 'bayplan.containers-view'
const usual = {
  sort: { key: 'name', isDescending: false },
  grouping: 'project',
  hiddenColumns: ['created', 'id'],
  columnOrder: [],
  filter: '',
  scope: 'all',
}
const trouble = {
  name: 'Trouble',
  filter: 'image:web',
  scope: 'attention',
  sort: { key: 'cpu', isDescending: true },
  grouping: 'label:tier',
  hiddenColumns: ['ports'],
  columnOrder: ['memory', 'cpu'],
}

/** The choices as a page finds them that starts with this in its local storage. */
async function startWith(written: string) {
  localStorage.setItem(key, written)
  vi.resetModules()
  const { useContainersView } = await import('./containers-view.ts')
  return useContainersView.getState()
}
const startWithState = (state: unknown) => startWith(JSON.stringify({ state, version: 1 }))

beforeEach(() => localStorage.clear())

it.each([
  ['', 'nothing'],
  ['{', 'half a text'],
  ['null', 'null'],
  ['[]', 'a list'],
  ['{"state":7,"version":1}', 'a number'],
  ['{"state":{"sort":null,"grouping":4,"hiddenColumns":"id","columnOrder":{}},"version":1}', 'other types'],
  ['{"state":{"sort":{"key":"size","isDescending":false},"grouping":"label:"},"version":1}', 'unknown words'],
])('the list shows as usual after %s was written (%s)', async (written) => {
  expect(await startWith(written)).toMatchObject({ ...usual, savedViews: [], openedView: null })
})

it('takes what can be read and leaves the rest', async () => {
  const state = await startWithState({
    sort: { key: 'cpu', isDescending: true },
    grouping: 'network',
    hiddenColumns: ['image', 'nonsense', 3],
    columnOrder: ['id', null, 'status'],
    columnWidths: { status: 200, image: '7', cpu: -1, memory: 1e9 },
    toggledGroups: { shop: false, blog: 'no' },
    isCompact: 'yes',
    panelWidth: 400,
    savedViews: [trouble, { name: 'half' }, null, { ...trouble, name: 'odd', scope: 'gone' }],
    defaultView: 'not there',
  })
  expect(state).toMatchObject({
    sort: { key: 'cpu', isDescending: true },
    grouping: 'network',
    hiddenColumns: ['image'],
    columnOrder: ['id', 'status'],
    columnWidths: { status: 200 },
    toggledGroups: { shop: false },
    isCompact: false,
    panelWidth: 400,
    savedViews: [trouble],
    defaultView: null,
  })
})

it('opens with the view that was made the default, whatever was chosen last', async () => {
  const state = await startWithState({ grouping: 'none', savedViews: [trouble], defaultView: 'Trouble' })
  const { name, ...choices } = trouble
  expect(state).toMatchObject({ ...choices, openedView: name, defaultView: name })
})
