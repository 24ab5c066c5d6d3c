import { createObjectsView } from './objects-view.ts'

/** What a person chose to see in the images list. */
export const useImagesView = createObjectsView('images', {
  sort: { key: 'created', isDescending: true },
  scope: 'all',
  hiddenColumns: ['id'],
})
