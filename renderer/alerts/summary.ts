import type { TFunction } from 'i18next'
import type { Container } from '../../shared/container.ts'
import type { DesktopFavourite, DesktopSummary, FavouriteAction } from '../../shared/desktop.ts'
import type { Task } from '../../shared/task.ts'
import { deriveState, isAlive, isRunning, type StateKind } from '../container-state.ts'
import { stateWord } from '../container-words.ts'
import { taskSentence } from '../task-words.ts'

const failingKinds: ReadonlySet<StateKind> = new Set(['unhealthy', 'failed', 'dead'])
const mostFavourites = 50
const mostTasks = 50

/** What tray, badge and the question at the end say about these containers and tasks. */
export function summarise(
  containers: Iterable<Container>,
  tasks: Iterable<Task>,
  favourites: readonly string[],
  t: TFunction,
): DesktopSummary {
  const counts = { running: 0, unhealthy: 0, stopped: 0, failing: 0 }
  const wanted = new Set(favourites)
  const found = new Map<string, DesktopFavourite>()
  const nowMs = Date.now()
  for (const container of containers) {
    const state = deriveState(container, nowMs)
    if (isRunning(container)) counts.running += 1
    else if (!isAlive(container)) counts.stopped += 1
    if (state.kind === 'unhealthy') counts.unhealthy += 1
    if (failingKinds.has(state.kind)) counts.failing += 1
    if (wanted.has(container.name)) {
      const { id, name } = container
      const actions = actionsFor(container)
      found.set(name, { id, name: name.slice(0, 256), state: stateWord(state, t).slice(0, 256), actions })
    }
  }
  const work = [...tasks].filter(({ state }) => state === 'running')
  return {
    ...counts,
    favourites: favourites.flatMap((name) => found.get(name) ?? []).slice(0, mostFavourites),
    work: work.map((task) => taskSentence(task, t).slice(0, 500)).slice(0, mostTasks),
  }
}

function actionsFor(container: Container): readonly FavouriteAction[] {
  if (container.state === 'removing' || container.state === 'dead') return ['logs']
  return isAlive(container) ? ['stop', 'restart', 'logs'] : ['start', 'logs']
}
