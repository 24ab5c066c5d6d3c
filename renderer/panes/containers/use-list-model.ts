import { useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { useApp } from '../../app-context.ts'
import { useContainersView } from '../../store/containers-view.ts'
import type { ListView } from './list-model.ts'
import { ContainerListModel } from './list-model.ts'

/** "Needs attention" may end by time alone: it is looked at this often. */
const timeStepMs = 30_000

/** The list as the person chose to see it, kept up to date while the pane is on screen. */
export function useListModel(project: string | null): ContainerListModel {
  const { containers, stats } = useApp()
  const filter = useContainersView((view) => view.filter)
  const scope = useContainersView((view) => view.scope)
  const sort = useContainersView((view) => view.sort)
  const grouping = useContainersView((view) => view.grouping)
  const toggledGroups = useContainersView((view) => view.toggledGroups)
  const view: ListView = useMemo(
    () => ({ filter, scope, project, sort, grouping, toggledGroups }),
    [filter, scope, project, sort, grouping, toggledGroups],
  )
  const [model] = useState(() => new ContainerListModel(containers, stats, view))
  useLayoutEffect(() => model.connect(), [model])
  useLayoutEffect(() => model.setView(view), [model, view])
  useEffect(() => {
    const timer = setInterval(model.schedule, timeStepMs)
    return () => clearInterval(timer)
  }, [model])
  return model
}
