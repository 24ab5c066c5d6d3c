import { lazy, Suspense, useEffect } from 'react'
import { useExplain } from '../actions/explain-store.ts'
import { useTools } from '../actions/tools-store.ts'
import type { WindowActions } from './keyboard.ts'

const load = () => import('./tools.tsx')
const Tools = lazy(async () => ({ default: (await load()).Tools }))

/** Palette, command log, "Copy as" and Explain. Fetched once nothing else waits, so that keys are not lost. */
export function ToolsHost(actions: WindowActions) {
  const isWanted = [useTools((state) => state.tool), useExplain((state) => state.command)].some(
    (each) => each !== null,
  )
  useEffect(() => {
    const idle = requestIdleCallback(() => void load(), { timeout: 5_000 })
    return () => cancelIdleCallback(idle)
  }, [])
  if (!isWanted) return null
  return (
    <Suspense>
      <Tools {...actions} />
    </Suspense>
  )
}
