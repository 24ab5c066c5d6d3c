import { beforeEach, expect, it } from 'vitest'
import { resetContainersView, setContainersView, useContainersView } from '../../../store/containers-view.ts'
import {
  deleteView,
  isAsSaved,
  nameProblem,
  openView,
  presentChoices,
  renameView,
  saveView,
  setDefaultView,
} from './saved-views.ts'

const state = () => useContainersView.getState()
const names = () => state().savedViews.map(({ name }) => name)

beforeEach(() => {
  resetContainersView()
  setContainersView({ filter: 'web', scope: 'running', grouping: 'image' })
  saveView(' Web ')
  setContainersView({
    filter: '',
    scope: 'attention',
    grouping: 'none',
    sort: { key: 'cpu', isDescending: true },
  })
  saveView('Trouble')
})

it('switches between views, each with its filter, scope, groups, order and columns', () => {
  expect(names()).toEqual(['Web', 'Trouble'])
  openView('Web')
  expect(state()).toMatchObject({ filter: 'web', scope: 'running', grouping: 'image', openedView: 'Web' })
  openView('Trouble')
  expect(presentChoices()).toMatchObject({ filter: '', scope: 'attention', grouping: 'none' })
  openView('no such view')
  expect(state().openedView).toBe('Trouble')
})

it('tells that a view was changed since, and keeps the change when asked', () => {
  const saved = () => state().savedViews[1]!
  expect(isAsSaved(saved(), presentChoices())).toBe(true)
  setContainersView({ hiddenColumns: ['ports'] })
  expect(isAsSaved(saved(), presentChoices())).toBe(false)
  saveView('Trouble')
  expect(names()).toEqual(['Web', 'Trouble'])
  expect(isAsSaved(saved(), presentChoices())).toBe(true)
})

it('renames a view wherever it is named', () => {
  setDefaultView('Trouble')
  renameView('Trouble', ' Alarm ')
  expect(state()).toMatchObject({ defaultView: 'Alarm', openedView: 'Alarm' })
  expect(names()).toEqual(['Web', 'Alarm'])
})

it('deletes a view, leaves the list as it is, and brings the view back', () => {
  setDefaultView('Trouble')
  const undo = deleteView('Trouble')
  expect(state()).toMatchObject({ defaultView: null, openedView: null, scope: 'attention' })
  expect(names()).toEqual(['Web'])
  undo()
  expect(names()).toEqual(['Web', 'Trouble'])
  expect(state().defaultView).toBe('Trouble')
})

it.each([
  ['', null, 'empty'],
  ['   ', null, 'empty'],
  ['x'.repeat(61), null, 'tooLong'],
  ['Web', null, 'taken'],
  [' Web ', null, 'taken'],
  ['Web', 'Web', null],
  ['web', null, null],
] as const)('the name %j of a view called %j has the problem %j', (name, own, expected) => {
  expect(nameProblem(name, state().savedViews, own)).toBe(expected)
})
