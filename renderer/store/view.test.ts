import { expect, test } from 'vitest'
import { setSidePanelWidth, setView, useView } from './view.ts'

test('what is set survives a reload', () => {
  setView({ theme: 'dark', isSidebarOpen: false })
  const kept: unknown = JSON.parse(localStorage.getItem('bayplan.view') ?? 'null')
  expect(kept).toMatchObject({ state: { theme: 'dark', isSidebarOpen: false } })
})

test.each([
  [100, 320],
  [400.4, 400],
  [9_000, 560],
])('a side panel dragged to %s px is %s wide', (asked, width) => {
  setSidePanelWidth(asked)
  expect(useView.getState().sidePanelWidth).toBe(width)
})
