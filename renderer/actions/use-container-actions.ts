import { useMemo } from 'react'
import { useApp } from '../app-context.ts'
import { ActionRunner } from './action-runner.ts'

/** The verbs on containers: `run(actionId, ids)` and the `command` each stands for. */
export function useContainerActions(): ActionRunner {
  const app = useApp()
  return useMemo(() => new ActionRunner(app), [app])
}
