import { expect, test } from 'vitest'
import { setView } from './view.ts'

test('what is set survives a reload', () => {
  setView({ theme: 'dark', isSidebarOpen: false })
  const kept: unknown = JSON.parse(localStorage.getItem('bayplan.view') ?? 'null')
  expect(kept).toMatchObject({ state: { theme: 'dark', isSidebarOpen: false } })
})
