import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Language } from '../i18n/i18n.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

type View = {
  readonly theme: Theme
  readonly language: Language | 'system'
  /** False: the sidebar is a rail of icons at every width. */
  readonly isSidebarOpen: boolean
}

/** How the window looks: what stays after a reload and is no data of the engine. */
export const useView = create<View>()(
  persist((): View => ({ theme: 'system', language: 'system', isSidebarOpen: true }), {
    name: 'bayplan.view',
    version: 1,
  }),
)

export function setView(change: Partial<View>): void {
  useView.setState(change)
}
