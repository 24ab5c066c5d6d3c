import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Language } from '../i18n/i18n.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const densities = ['regular', 'compact'] as const
export type Density = (typeof densities)[number]

export const sidePanelWidths = { least: 320, usual: 384, most: 560 } as const

type View = {
  readonly theme: Theme
  readonly language: Language | 'system'
  /** Height of list rows: 34 or 28 pixels. */
  readonly density: Density
  /** False: the sidebar is a rail of icons at every width. */
  readonly isSidebarOpen: boolean
  readonly isSidePanelOpen: boolean
  readonly sidePanelWidth: number
  /** False: lists take no samples, and their CPU and memory cells stay empty. */
  readonly isStatsInListsOn: boolean
  /** Whether letters act on rows: S stops, R restarts. */
  readonly areLetterKeysOn: boolean
}

/** How the window looks: what stays after a reload and is no data of the engine. */
export const useView = create<View>()(
  persist(
    (): View => ({
      theme: 'system',
      language: 'system',
      density: 'regular',
      isSidebarOpen: true,
      isSidePanelOpen: true,
      sidePanelWidth: sidePanelWidths.usual,
      isStatsInListsOn: true,
      areLetterKeysOn: true,
    }),
    { name: 'bayplan.view', version: 1 },
  ),
)

export function setView(change: Partial<View>): void {
  useView.setState(change)
}

/** Sets the side panel's width, within its bounds. */
export function setSidePanelWidth(width: number): void {
  const { least, most } = sidePanelWidths
  setView({ sidePanelWidth: Math.min(most, Math.max(least, Math.round(width))) })
}
