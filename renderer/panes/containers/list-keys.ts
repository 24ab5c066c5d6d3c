import type { KeyboardEvent } from 'react'
import type { Container } from '../../../shared/container.ts'
import type { ActionId } from '../../actions/action.ts'
import type { ActionRunner } from '../../actions/action-runner.ts'
import { pauseOrResume, startOrStop } from '../../actions/container-actions.ts'
import { isAlive } from '../../container-state.ts'
import { navigate } from '../../router.ts'
import {
  setContainersView,
  setTicked,
  toggleGroup,
  toggleGroups,
  useContainersView,
} from '../../store/containers-view.ts'
import type { EntityStore } from '../../store/entity-store.ts'
import type { ContainerListModel, ListRow } from './list-model.ts'
import { groupRowKey } from './list-model.ts'

/** What the list's keys act on. */
export type ListKeys = {
  readonly model: ContainerListModel
  readonly containers: EntityStore<Container>
  readonly actions: ActionRunner
  /** Rows that fit into the view. */
  readonly pageRows: () => number
  readonly openMenu: () => void
}

const isMod = (event: KeyboardEvent) => event.ctrlKey || event.metaKey

/** Answers one key of the focused list; true when it was the list's. */
export function handleListKey(event: KeyboardEvent, keys: ListKeys): boolean {
  if (event.altKey) return event.key === 'ArrowLeft' && closeAllGroups(keys.model)
  if (isMod(event)) return handleChord(event, keys)
  const step = stepOf(event.key, keys)
  if (step !== null) return moveCursor(keys, step, event.shiftKey)
  if (event.key === 'F10' && event.shiftKey) return run(keys.openMenu)
  const named = namedKeys[event.key]
  if (named) return named(keys)
  return !event.shiftKey && handleLetter(event.key, keys)
}

const namedKeys: Readonly<Record<string, (keys: ListKeys) => boolean>> = {
  ' ': (keys) => toggleCursor(keys),
  Enter: (keys) => openCursor(keys),
  ArrowRight: (keys) => openOrClose(keys, true),
  ArrowLeft: (keys) => openOrClose(keys, false),
  Escape: () => escape(),
  ContextMenu: (keys) => run(keys.openMenu),
  Delete: (keys) => act(keys, () => 'remove'),
  Backspace: (keys) => act(keys, () => 'remove'),
}

const letters: Readonly<Record<string, (first: Container, all: readonly Container[]) => ActionId>> = {
  s: (first, all) => (all.length === 1 ? startOrStop(first) : all.some(isAlive) ? 'stop' : 'start'),
  r: () => 'restart',
  p: (first) => pauseOrResume(first),
  l: () => 'logs',
  t: () => 'terminal',
  c: () => 'stats',
  o: () => 'open',
}

function handleLetter(key: string, keys: ListKeys): boolean {
  const choose = letters[key.toLowerCase()]
  if (!choose || !useContainersView.getState().areLettersOn) return false
  return act(keys, choose)
}

function handleChord(event: KeyboardEvent, keys: ListKeys): boolean {
  const key = event.key.toLowerCase()
  if (key === 'a') return run(() => setTicked(shownIds(keys.model)))
  const hasSelectedText = (getSelection()?.toString() ?? '') !== ''
  return key === 'c' && !hasSelectedText && act(keys, () => 'copyName')
}

function run(work: () => void): true {
  work()
  return true
}

export function shownIds(model: ContainerListModel): readonly string[] {
  return model.rows.flatMap((row) => (row.kind === 'container' ? [row.id] : []))
}

function cursorIndex(model: ContainerListModel): number {
  const { cursor } = useContainersView.getState()
  return model.rows.findIndex((row) => row.key === cursor)
}

function cursorRow(model: ContainerListModel): ListRow | undefined {
  return model.rows[cursorIndex(model)]
}

/** What a verb is done to: the ticked containers when the cursor is on one of them, else the cursor's. */
function targets({ model, containers }: ListKeys): readonly Container[] {
  const row = cursorRow(model)
  if (!row) return []
  const { ticked } = useContainersView.getState()
  const ids =
    row.kind === 'group'
      ? (model.group(row.group)?.memberIds ?? [])
      : ticked.has(row.id)
        ? [...ticked]
        : [row.id]
  return ids.map((id) => containers.get(id)).filter((container) => container !== undefined)
}

function act(keys: ListKeys, choose: (first: Container, all: readonly Container[]) => ActionId): boolean {
  const all = targets(keys)
  const [first] = all
  if (!first) return false
  const ids = all.map(({ id }) => id)
  keys.actions.run(choose(first, all), ids)
  return true
}

function stepOf(key: string, { model, pageRows }: ListKeys): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
      return pageRows()
    case 'PageUp':
      return -pageRows()
    case 'Home':
      return -model.rows.length
    case 'End':
      return model.rows.length
    default:
      return null
  }
}

function moveCursor({ model }: ListKeys, step: number, isExtending: boolean): boolean {
  const { rows } = model
  const from = cursorIndex(model)
  // Without a cursor the first step lands on the first or last row.
  const start = from === -1 && step < 0 ? rows.length : from
  const index = Math.max(0, Math.min(rows.length - 1, start + step))
  const row = rows[index]
  if (!row) return false
  if (isExtending) extendTicks(model, from, index)
  setContainersView({ cursor: row.key })
  return true
}

function extendTicks(model: ContainerListModel, from: number, to: number): void {
  const { ticked, anchor } = useContainersView.getState()
  const start = anchor ?? model.rows[Math.max(0, from)]?.key ?? null
  setContainersView({
    ticked: new Set([...ticked, ...rangeIds(model, start, model.rows[to]?.key)]),
    anchor: start,
  })
}

/** Containers between two rows, both included. */
export function rangeIds(
  model: ContainerListModel,
  fromKey: string | null | undefined,
  toKey: string | undefined,
): readonly string[] {
  const to = model.rows.findIndex(({ key }) => key === toKey)
  const from = model.rows.findIndex(({ key }) => key === fromKey)
  const [first, last] = from === -1 ? [to, to] : [Math.min(from, to), Math.max(from, to)]
  return model.rows.slice(first, last + 1).flatMap((row) => (row.kind === 'container' ? [row.id] : []))
}

function toggleCursor({ model }: ListKeys): boolean {
  const row = cursorRow(model)
  if (!row) return false
  const { ticked } = useContainersView.getState()
  const ids = row.kind === 'container' ? [row.id] : (model.group(row.group)?.memberIds ?? [])
  const isOn = !ids.every((id) => ticked.has(id))
  const next = new Set(ticked)
  for (const id of ids) {
    if (isOn) next.add(id)
    else next.delete(id)
  }
  setContainersView({ ticked: next, anchor: row.key })
  return true
}

function openCursor({ model }: ListKeys): boolean {
  const row = cursorRow(model)
  if (!row) return false
  if (row.kind === 'container') navigate({ pane: 'container', id: row.id, tab: 'logs' })
  else toggleGroup(row.group, !(model.group(row.group)?.isOpen ?? false))
  return true
}

/** → opens a group; ← closes it, or goes from a member to its header. */
function openOrClose({ model }: ListKeys, isOpen: boolean): boolean {
  const row = cursorRow(model)
  if (!row || row.group === null) return false
  if (row.kind === 'group') toggleGroup(row.group, isOpen)
  else if (!isOpen) setContainersView({ cursor: groupRowKey(row.group) })
  return true
}

function closeAllGroups(model: ContainerListModel): boolean {
  const groups = model.rows.flatMap((row) => (row.kind === 'group' ? [row.group] : []))
  const { cursor } = useContainersView.getState()
  const inside = model.rows.find(({ key }) => key === cursor)?.group
  toggleGroups(groups, false)
  if (inside !== null && inside !== undefined) setContainersView({ cursor: groupRowKey(inside) })
  return true
}

/** First the ticks, then the panel. */
function escape(): boolean {
  const { ticked, panelId } = useContainersView.getState()
  if (ticked.size > 0) setTicked([])
  else if (panelId === null) return false
  else closePanel()
  return true
}

export function openPanel(id: string): void {
  setContainersView({ panelId: id })
}

export function closePanel(): void {
  setContainersView({ panelId: null })
}
