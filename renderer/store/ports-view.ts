import { createObjectsView } from './objects-view.ts'

/** What a person chose to see in the list of ports. */
export const usePortsView = createObjectsView('ports', {
  sort: { key: 'port', isDescending: false },
  scope: 'containers',
})
