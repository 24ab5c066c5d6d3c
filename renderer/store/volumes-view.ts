import { create } from 'zustand'
import { createObjectsView } from './objects-view.ts'

/** What a person chose to see in the list of volumes. */
export const useVolumesView = createObjectsView('volumes', {
  sort: { key: 'name', isDescending: false },
  scope: 'all',
})

export type VolumeTab = 'files' | 'used-by' | 'details'

/** The tab of the side panel that a person chose last; null before the first choice. */
export const useVolumeTab = create<{ readonly tab: VolumeTab | null }>(() => ({ tab: null }))
