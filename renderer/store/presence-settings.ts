import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { DesktopOptions } from '../../shared/desktop.ts'
import { desktop } from '../desktop.ts'
import { readParts, readSwitch } from './kept.ts'

export type PresenceSettings = DesktopOptions & {
  /** Whether the system shows notifications at all. A browser has to be asked first, so there it begins switched off. */
  readonly notifies: boolean
  readonly tellsFailures: boolean
  readonly tellsHealth: boolean
  readonly tellsWork: boolean
}

const initial: PresenceSettings = {
  notifies: desktop !== undefined,
  tellsFailures: true,
  tellsHealth: true,
  tellsWork: true,
  hasTray: true,
  staysInTray: false,
  hasBadge: true,
  opensLinks: true,
}

const readSettings = readParts<PresenceSettings>({
  notifies: readSwitch,
  tellsFailures: readSwitch,
  tellsHealth: readSwitch,
  tellsWork: readSwitch,
  hasTray: readSwitch,
  staysInTray: readSwitch,
  hasBadge: readSwitch,
  opensLinks: readSwitch,
})

/** What of Bayplan is seen outside its window, as a person chose it. */
export const usePresenceSettings = create<PresenceSettings>()(
  persist((): PresenceSettings => initial, {
    name: 'bayplan.presence',
    version: 1,
    // A hand may have changed what was written.
    merge: (written, current) => ({ ...current, ...readSettings(written) }),
  }),
)

export function setPresence(change: Partial<PresenceSettings>): void {
  usePresenceSettings.setState(change)
}
