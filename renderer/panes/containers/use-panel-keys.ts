import { useEffect } from 'react'
import { desktop } from '../../desktop.ts'
import { useContainersView } from '../../store/containers-view.ts'
import { isApple } from '../../ui/shortcut.ts'
import { closePanel, openPanel } from './list-keys.ts'
import type { ContainerListModel } from './list-model.ts'

/** Arrow keys run ahead of the panel: it follows when they rest. */
const followMs = 120

/** Keeps an open panel on the cursor's container, and opens or closes it by key or menu. */
export function usePanelKeys(model: ContainerListModel): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const follow = () => {
      timer = null
      const { cursor, panelId } = useContainersView.getState()
      const row = model.rows.find(({ key }) => key === cursor)
      if (panelId !== null && row?.kind === 'container' && row.id !== panelId) openPanel(row.id)
    }
    const stopFollowing = useContainersView.subscribe((now, before) => {
      if (now.cursor === before.cursor) return
      // A row that went gave the cursor away: the panel goes on telling of what was looked at.
      if (before.cursor !== null && !model.rows.some(({ key }) => key === before.cursor)) return
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(follow, followMs)
    })
    const toggle = () => {
      const { cursor, panelId } = useContainersView.getState()
      if (panelId !== null) return closePanel()
      const containers = model.rows.filter((row) => row.kind === 'container')
      const row = containers.find(({ key }) => key === cursor) ?? containers[0]
      if (row) openPanel(row.id)
    }
    const press = (event: KeyboardEvent) => {
      const isMod = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
      if (!isMod || event.altKey || event.shiftKey || event.code !== 'KeyI') return
      event.preventDefault()
      toggle()
    }
    window.addEventListener('keydown', press)
    const stopMenu = desktop?.onCommand((command) => {
      if (command === 'panel.toggle') toggle()
    })
    return () => {
      if (timer !== null) clearTimeout(timer)
      stopFollowing()
      window.removeEventListener('keydown', press)
      stopMenu?.()
    }
  }, [model])
}
