import type { AppContext } from '../../app-context.ts'
import { navigate, parseRoute } from '../../router.ts'

/** Goes from the page of a container to that of the one that took its place, once it has and if it is still open. */
export function followReplacement(app: AppContext, taskId: string, formerId: string): void {
  let isSeen = false
  const look = () => {
    const task = app.tasks.get(taskId)
    isSeen ||= task !== undefined
    if (!isSeen || task?.state === 'running') return
    stop()
    const [newId] = task?.result?.containerIds ?? []
    const route = parseRoute(location.hash)
    if (newId === undefined || route.pane !== 'container' || route.id !== formerId) return
    navigate({ pane: 'container', id: newId, tab: route.tab }, 'replace')
  }
  const stop = app.tasks.subscribe(look)
  look()
}
