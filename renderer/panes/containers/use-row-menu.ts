import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { containerMenu } from '../../actions/container-menu.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { useApp } from '../../app-context.ts'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { groupMenu } from './group-menu.ts'
import type { ContainerListModel } from './list-model.ts'
import { domId } from './row-name.ts'

/** The one context menu of the list, filled for the row it is opened on. */
export function useRowMenu(model: ContainerListModel) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const actions = useContainerActions()
  const [aimed, setAimed] = useState<string | null>(null)

  const aim = (key: string | null) => {
    setAimed(key)
    if (key !== null) setContainersView({ cursor: key })
  }
  /** As a right press on the cursor's row would: beside its name, not at the pointer. */
  const openAtCursor = () => {
    const { cursor } = useContainersView.getState()
    const element = cursor === null ? null : document.getElementById(domId(cursor))
    if (!element) return
    const { left, bottom } = element.getBoundingClientRect()
    const press = { clientX: left + 68, clientY: bottom - 6, bubbles: true, cancelable: true }
    element.dispatchEvent(new MouseEvent('contextmenu', press))
  }
  const items = (): readonly MenuEntry[] => {
    const row = aimed === null ? undefined : model.rows.find(({ key }) => key === aimed)
    if (!row) return []
    if (row.kind === 'group') {
      const group = model.group(row.group)
      return group && group.key !== '' ? groupMenu(group, actions, t) : []
    }
    const { ticked } = useContainersView.getState()
    const ids = ticked.has(row.id) ? [...ticked] : [row.id]
    const targets = ids.map((id) => containers.get(id)).filter((container) => container !== undefined)
    return containerMenu(targets, actions, t)
  }
  return { aim, openAtCursor, items: items() }
}
