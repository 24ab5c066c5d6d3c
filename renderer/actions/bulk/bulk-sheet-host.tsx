import { lazy, Suspense } from 'react'
import { useBulkSheet } from './bulk-sheet-store.ts'

const BulkSheet = lazy(async () => ({ default: (await import('./bulk-sheet.tsx')).BulkSheet }))

/** The results of one action on many objects, when somebody looks at them. */
export function BulkSheetHost() {
  const run = useBulkSheet((state) => state.run)
  return run === null ? null : (
    <Suspense>
      <BulkSheet run={run} />
    </Suspense>
  )
}
