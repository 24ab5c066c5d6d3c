import type { SavedView, ViewChoices } from '../../../store/containers-view.ts'
import { setContainersView, useContainersView } from '../../../store/containers-view.ts'

/** Long enough for a sentence; a menu has to show it. */
export const longestName = 60

export type NameProblem = 'empty' | 'tooLong' | 'taken'

/** What is wrong with a view's name; `own` is the name it has already, which it may keep. */
export function nameProblem(
  name: string,
  views: readonly SavedView[],
  own: string | null,
): NameProblem | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'empty'
  if (trimmed.length > longestName) return 'tooLong'
  return trimmed !== own && views.some((view) => view.name === trimmed) ? 'taken' : null
}

/** What decides now which rows stand where. */
export function presentChoices(): ViewChoices {
  const { filter, scope, sort, grouping, hiddenColumns, columnOrder } = useContainersView.getState()
  return { filter, scope, sort, grouping, hiddenColumns, columnOrder }
}

/** Whether the list looks as the view says. */
export function isAsSaved(view: ViewChoices, now: ViewChoices): boolean {
  const text = ({ filter, scope, sort, grouping, hiddenColumns, columnOrder }: ViewChoices) =>
    JSON.stringify([
      filter.trim(),
      scope,
      sort.key,
      sort.isDescending,
      grouping,
      hiddenColumns.toSorted(),
      columnOrder,
    ])
  return text(view) === text(now)
}

export function openView(name: string): void {
  const view = useContainersView.getState().savedViews.find((each) => each.name === name)
  if (!view) return
  const { name: openedView, ...choices } = view
  setContainersView({ ...choices, openedView })
}

/** Keeps the present choices under a name; the view that has it already is changed. */
export function saveView(name: string): void {
  const { savedViews } = useContainersView.getState()
  const view = { ...presentChoices(), name: name.trim() }
  const isKnown = savedViews.some((each) => each.name === view.name)
  setContainersView({
    savedViews: isKnown
      ? savedViews.map((each) => (each.name === view.name ? view : each))
      : [...savedViews, view],
    openedView: view.name,
  })
}

export function renameView(from: string, to: string): void {
  const { savedViews, defaultView, openedView } = useContainersView.getState()
  const name = to.trim()
  const renamed = (each: string | null) => (each === from ? name : each)
  setContainersView({
    savedViews: savedViews.map((view) => (view.name === from ? { ...view, name } : view)),
    defaultView: renamed(defaultView),
    openedView: renamed(openedView),
  })
}

/** Deletes a view and answers with what brings it back. The list stays as it is. */
export function deleteView(name: string): () => void {
  const { savedViews, defaultView, openedView } = useContainersView.getState()
  setContainersView({
    savedViews: savedViews.filter((view) => view.name !== name),
    defaultView: defaultView === name ? null : defaultView,
    openedView: openedView === name ? null : openedView,
  })
  return () => setContainersView({ savedViews, defaultView, openedView })
}

/** Has the list open with this view, or with the choices made last. */
export function setDefaultView(name: string | null): void {
  setContainersView({ defaultView: name })
}
