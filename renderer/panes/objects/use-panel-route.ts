import { useEffect, useRef } from 'react'
import type { ObjectsViewStore } from '../../store/objects-view.ts'

/** An address with an object opens its panel, and the panel's object goes into the address. */
export function usePanelRoute(
  view: ObjectsViewStore,
  routeId: string | null,
  onRoute: (id: string | null) => void,
  firstScope: string,
): void {
  const latest = useRef({ routeId, onRoute })
  useEffect(() => {
    latest.current = { routeId, onRoute }
  }, [routeId, onRoute])
  useEffect(() => {
    if (routeId === null || routeId === view.getState().panelId) return
    // A link from elsewhere must find its row.
    view.setState({ panelId: routeId, cursor: routeId, filter: '', scope: firstScope })
  }, [view, routeId, firstScope])
  useEffect(
    () =>
      view.subscribe((now, before) => {
        if (now.panelId !== before.panelId && now.panelId !== latest.current.routeId)
          latest.current.onRoute(now.panelId)
      }),
    [view],
  )
}
