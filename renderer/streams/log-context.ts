import { everyLine, type LineFilter } from './log-block.ts'
import type { SearchQuery } from './log-protocol.ts'
import type { LogStore } from './log-store.ts'

/** A line that is shown among all others, and what was shown before that. */
export type LogContext = {
  readonly line: number
  readonly filter: LineFilter
  readonly query: SearchQuery
}

/** Lines are hidden, by a filter or because they do not match. */
export function isNarrowed(filter: LineFilter, query: SearchQuery): boolean {
  const isFiltered = filter.levels !== everyLine.levels || filter.sources !== everyLine.sources
  const hasHidden = (filter.hiddenOrigins ?? []).length > 0
  return isFiltered || hasHidden || (query.isMatchesOnly && query.text !== '')
}

/** Shows a line in the whole log, at its place on screen; `leaveContext` leads back. */
export function enterContext(store: LogStore, row: number, line: number): void {
  const { filter, query, context } = store.current()
  store.frames.viewport.hold(row)
  const kept = context ? { ...context, line } : { line, filter, query }
  store.narrow(everyLine, { ...query, isMatchesOnly: false }, line, kept)
}

/** Back to what was shown before, with the same line in view. */
export function leaveContext(store: LogStore): void {
  const { context, query } = store.current()
  if (!context) return
  store.narrow(context.filter, { ...query, isMatchesOnly: context.query.isMatchesOnly }, context.line, null)
}
