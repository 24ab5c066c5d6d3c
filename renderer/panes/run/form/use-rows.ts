import type { KeyboardEvent } from 'react'
import type { Draft } from '../model/draft.ts'
import { useRunForm } from './form-context.ts'

type RowLists = 'ports' | 'variables' | 'mounts' | 'networks'
type RowOf<List extends RowLists> = Draft[List][number]

/** Adds, changes and takes away rows of one list of the form. */
export function useRows<List extends RowLists>(list: List) {
  const { edit } = useRunForm()
  const set = (change: (rows: readonly RowOf<List>[]) => readonly RowOf<List>[]) =>
    edit((draft) => ({ ...draft, [list]: change(draft[list] as readonly RowOf<List>[]) }))
  const remove = (row: RowOf<List>) => {
    focusBeside(row.id)
    set((rows) => rows.filter(({ id }) => id !== row.id))
  }
  return {
    /** The new row has the focus. */
    add: (...rows: readonly RowOf<List>[]) => {
      set((before) => [...before, ...rows])
      const [first] = rows
      if (first) requestAnimationFrame(() => focusRow(first.id))
    },
    change: (row: RowOf<List>, patch: Partial<RowOf<List>>) =>
      set((rows) => rows.map((each) => (each.id === row.id ? { ...each, ...patch } : each))),
    remove,
    /** Alt and Backspace take the row away. */
    removeKey: (row: RowOf<List>) => (event: KeyboardEvent) => {
      if (!event.altKey || event.key !== 'Backspace') return
      event.preventDefault()
      remove(row)
    },
  }
}

function focusRow(id: number): void {
  document.querySelector<HTMLElement>(`[data-row="${id}"] :is(input, select)`)?.focus()
}

/** The focus goes to the row after, or before, or to what adds one. */
function focusBeside(id: number): void {
  const row = document.querySelector(`[data-row="${id}"]`)
  const beside = row?.nextElementSibling ?? row?.previousElementSibling
  beside?.querySelector<HTMLElement>('input, select, button')?.focus()
}
