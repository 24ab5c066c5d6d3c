import { createObjectsView } from './objects-view.ts'

/** What a person chose to see in the bin: what goes first stands first. */
export const useBinView = createObjectsView('bin', {
  sort: { key: 'expires', isDescending: false },
  scope: 'all',
})
