import type { SyntheticEvent } from 'react'
import {
  setContainersView,
  toggleGroup,
  toggleTicked,
  useContainersView,
} from '../../store/containers-view.ts'
import { openPanel, rangeIds } from './list-keys.ts'
import type { ContainerListModel } from './list-model.ts'

const controls = 'button, a, input, label'

type Press = Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>

/** Key of the row an event happened in, null outside of rows. Menus are drawn elsewhere and are outside. */
export function rowKeyOf(event: SyntheticEvent): string | null {
  if (!(event.target instanceof Element)) return null
  return event.target.closest('[data-row]')?.getAttribute('data-row') ?? null
}

export function isOnControl(event: SyntheticEvent): boolean {
  return event.target instanceof Element && event.target.closest(controls) !== null
}

function isOnTickBox(event: SyntheticEvent): boolean {
  return event.target instanceof Element && event.target.closest('input[type="checkbox"]') !== null
}

/** A press on a row shows it; with ⇧ it ticks a range, with Ctrl or ⌘ one more. */
export function pressRow(event: SyntheticEvent & Press, model: ContainerListModel): void {
  const key = rowKeyOf(event)
  const row = model.rows.find((each) => each.key === key)
  if (!row || key === null) return
  if (event.shiftKey && (isOnTickBox(event) || !isOnControl(event))) {
    tickRange(model, key)
    return
  }
  if (isOnControl(event)) return
  setContainersView({ cursor: key })
  if (row.kind === 'group') toggleGroup(row.group, !(model.group(row.group)?.isOpen ?? false))
  else if (event.ctrlKey || event.metaKey)
    toggleTicked(row.id, !useContainersView.getState().ticked.has(row.id))
  else openPanel(row.id)
}

function tickRange(model: ContainerListModel, key: string): void {
  const { ticked, anchor, cursor } = useContainersView.getState()
  const from = anchor ?? cursor
  setContainersView({
    ticked: new Set([...ticked, ...rangeIds(model, from, key)]),
    anchor: from ?? key,
    cursor: key,
  })
}
