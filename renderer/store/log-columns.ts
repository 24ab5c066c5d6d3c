import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** A field of the lines that has a column of its own; `width` in characters. */
export type LogColumn = { readonly name: string; readonly width: number }

/** More would leave no room for the lines. */
export const maxColumns = 8
const maxNameLength = 200
/** Logs whose columns are remembered: those used last. */
const maxLogs = 100
const [narrowest, widest] = [6, 32]

type LogColumns = { readonly byLog: Readonly<Record<string, readonly LogColumn[]>> }

const noColumns: readonly LogColumn[] = []

/** Which fields a person has made columns of, by the name of the container or project. */
const useColumns = create<LogColumns>()(
  persist((): LogColumns => ({ byLog: {} }), {
    name: 'bayplan.log-columns',
    version: 1,
    merge: (stored) => ({ byLog: readStored(stored) }),
  }),
)

export function useLogColumns(log: string): readonly LogColumn[] {
  return useColumns(({ byLog }) => byLog[log] ?? noColumns)
}

/** Makes a field a column, as wide as its name and a value of it ask for; or a field of a column again. */
export function toggleLogColumn(log: string, name: string, value: string): void {
  change(log, (columns) => {
    if (columns.some((column) => column.name === name))
      return columns.filter((column) => column.name !== name)
    if (columns.length >= maxColumns || name.length > maxNameLength) return columns
    const width = Math.min(widest, Math.max(narrowest, name.length, value.length)) + 2
    return [...columns, { name, width }]
  })
}

/** Moves a column by one place to the left (-1) or to the right (1). */
export function moveLogColumn(log: string, name: string, by: -1 | 1): void {
  change(log, (columns) => {
    const from = columns.findIndex((column) => column.name === name)
    const [moved, other] = [columns[from], columns[from + by]]
    if (!moved || !other) return columns
    return columns.with(from, other).with(from + by, moved)
  })
}

export function removeLogColumns(log: string): void {
  change(log, () => noColumns)
}

function change(log: string, edit: (columns: readonly LogColumn[]) => readonly LogColumn[]): void {
  useColumns.setState(({ byLog }) => {
    const { [log]: columns = noColumns, ...others } = byLog
    const next = edit(columns)
    const kept = Object.entries(others).slice(-(maxLogs - 1))
    return { byLog: Object.fromEntries(next.length === 0 ? kept : [...kept, [log, next]]) }
  })
}

/** What was stored may be of another version, or of somebody's hand. */
function readStored(stored: unknown): LogColumns['byLog'] {
  const { byLog } = (typeof stored === 'object' && stored !== null ? stored : {}) as Partial<LogColumns>
  if (typeof byLog !== 'object' || byLog === null) return {}
  const known = Object.entries(byLog).filter(
    ([, columns]) => Array.isArray(columns) && columns.every(isColumn),
  )
  return Object.fromEntries(known)
}

function isColumn(column: unknown): boolean {
  const { name, width } = (typeof column === 'object' && column !== null ? column : {}) as Partial<LogColumn>
  return typeof name === 'string' && typeof width === 'number' && width >= narrowest && width <= widest + 2
}
