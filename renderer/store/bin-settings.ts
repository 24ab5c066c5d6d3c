import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { defaultKeepDays } from '../../shared/bin-rules.ts'

/** How long removed containers stay in the bin, in days; 0: there is no bin. */
export const keepChoices = [0, 1, 7, 30, 90, 365] as const

export const useBinSettings = create<{ readonly keepDays: number }>()(
  persist((): { readonly keepDays: number } => ({ keepDays: defaultKeepDays }), {
    name: 'bayplan.bin',
    version: 1,
    // A hand may have changed what was written.
    merge: (written, initial) => {
      const days =
        typeof written === 'object' && written !== null && 'keepDays' in written ? written.keepDays : null
      return { keepDays: keepChoices.find((choice) => choice === days) ?? initial.keepDays }
    },
  }),
)
