import type { AppContext } from '../app-context.ts'
import { useApp } from '../app-context.ts'
import { ActionRunner } from './action-runner.ts'

const runners = new WeakMap<AppContext, ActionRunner>()

/** The verbs on containers: `run(actionId, ids)` and the `command` each stands for. One per page. */
export function useContainerActions(): ActionRunner {
  return runnerOf(useApp())
}

/** The same for what is no component. */
export function runnerOf(app: AppContext): ActionRunner {
  const known = runners.get(app)
  if (known) return known
  const runner = new ActionRunner(app)
  runners.set(app, runner)
  return runner
}
