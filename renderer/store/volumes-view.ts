import { createObjectsView } from './objects-view.ts'

/** What a person chose to see in the list of volumes. */
export const useVolumesView = createObjectsView('volumes', {
  sort: { key: 'name', isDescending: false },
  scope: 'all',
})
