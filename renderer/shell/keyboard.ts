import { useEffect, useEffectEvent } from 'react'
import type { DesktopCommand } from '../../shared/desktop.ts'
import { closeExplain, explainCommand, useExplain } from '../actions/explain-store.ts'
import { openRunDialog, useRunDialog } from '../actions/run-dialog-store.ts'
import { openPalette } from '../actions/tools-store.ts'
import { desktop } from '../desktop.ts'
import { navigate } from '../router.ts'
import { shownCommand, useCompanion } from '../store/companion.ts'
import { useContainersView } from '../store/containers-view.ts'
import { setTaskListOpen, useTaskList } from '../store/task-list.ts'
import { undoLast } from '../store/undo.ts'
import { withShownFlags } from '../store/use-shown-flags.ts'
import { setView, useView } from '../store/view.ts'
import { focusNextRegion, rememberFocus } from './regions.ts'
import { actionOf, type ShortcutAction } from './shortcuts.ts'

/** Actions that open something which the window itself draws. */
export type WindowActions = { readonly openShortcuts: () => void; readonly openConnections: () => void }

const menuActions: Partial<Record<DesktopCommand, ShortcutAction>> = {
  'container.run': 'run',
  'filter.focus': 'filter',
  'sidebar.toggle': 'sidebar',
  'navigate.back': 'back',
  'navigate.forward': 'forward',
  'containers.open': 'containers',
  'endpoints.open': 'connection',
  'settings.open': 'settings',
  'shortcuts.open': 'shortcuts',
}

/** Answers the window's own keys and the desktop's menu while the calling component is on screen. */
export function useKeyboard(actions: WindowActions): void {
  const run = useEffectEvent((action: ShortcutAction) => performers[action](actions) !== false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = actionOf(event, event.target instanceof Element ? event.target : null)
      if (action === null || !run(action)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before anything in the page: a terminal would keep F6 for itself.
    window.addEventListener('keydown', press, { capture: true })
    const forgetFocus = rememberFocus()
    const stopCommands = desktop?.onCommand((command) => {
      const action = menuActions[command]
      if (action) run(action)
    })
    return () => {
      window.removeEventListener('keydown', press, { capture: true })
      forgetFocus()
      stopCommands?.()
    }
  }, [])
}

/** What each action does; false when there is nothing to do and the key should keep its usual meaning. */
const performers: Readonly<Record<ShortcutAction, (window: WindowActions) => unknown>> = {
  // A form that is open keeps what was typed into it.
  run: () => useRunDialog.getState().dialog !== null || openRunDialog(),
  containers: () => navigate({ pane: 'containers', project: null }),
  images: () => navigate({ pane: 'images', id: null }),
  volumes: () => navigate({ pane: 'volumes', name: null }),
  networks: () => navigate({ pane: 'networks', id: null }),
  registries: () => navigate({ pane: 'registries' }),
  disk: () => navigate({ pane: 'disk' }),
  settings: () => navigate({ pane: 'settings' }),
  back: () => history.back(),
  forward: () => history.forward(),
  sidebar: () => setView({ isSidebarOpen: !useView.getState().isSidebarOpen }),
  filter: () => focusFirst('[data-filter-field]'),
  connection: ({ openConnections }) => openConnections(),
  copyCommand: copyShownCommand,
  undo: undoLast,
  palette: () => openPalette(),
  explain: toggleExplain,
  nextRegion: () => focusNextRegion(1),
  previousRegion: () => focusNextRegion(-1),
  notifications: () => focusFirst('[data-toasts] button'),
  tasks: () => setTaskListOpen(!useTaskList.getState().isOpen),
  shortcuts: ({ openShortcuts }) => openShortcuts(),
}

function focusFirst(selector: string): boolean {
  const element = [...document.querySelectorAll<HTMLElement>(selector)].find((each) => each.checkVisibility())
  element?.focus()
  if (element instanceof HTMLInputElement) element.select()
  return element !== undefined
}

function toggleExplain(): boolean {
  if (!useContainersView.getState().areLettersOn) return false
  const shown = shownCommand(useCompanion.getState(), Date.now())
  if (useExplain.getState().command !== null) closeExplain()
  else if (shown) explainCommand(shown.command)
  else return false
  return true
}

function copyShownCommand(): boolean {
  const shown = shownCommand(useCompanion.getState(), Date.now())
  if (!shown) return false
  void withShownFlags(shown.command).then((command) => navigator.clipboard.writeText(command))
  return true
}
