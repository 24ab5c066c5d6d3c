import { create } from 'zustand'
import type { BulkRun } from './bulk-run.ts'

/** The run whose results are looked at; one in the window. */
export const useBulkSheet = create<{ readonly run: BulkRun | null }>(() => ({ run: null }))

export function openBulkSheet(run: BulkRun): void {
  useBulkSheet.setState({ run })
}

export function closeBulkSheet(): void {
  useBulkSheet.setState({ run: null })
}
