import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const timeFormats = ['local', 'utc', 'relative', 'none'] as const
export type TimeFormat = (typeof timeFormats)[number]

/** How far back a log is read: a number of lines, or minutes. */
export const logSpans = [
  'lines1k',
  'lines10k',
  'lines100k',
  'all',
  'minutes5',
  'minutes30',
  'hours24',
] as const
export type LogSpan = (typeof logSpans)[number]

type LogsView = {
  readonly isWrapped: boolean
  readonly timeFormat: TimeFormat
  readonly span: LogSpan
  readonly isHistogramShown: boolean
}

/** How a person likes to read logs, in every container's Logs tab. */
export const useLogsView = create<LogsView>()(
  persist(
    (): LogsView => ({ isWrapped: false, timeFormat: 'local', span: 'lines10k', isHistogramShown: true }),
    {
      name: 'bayplan.logs-view',
      version: 1,
    },
  ),
)

export function setLogsView(change: Partial<LogsView>): void {
  useLogsView.setState(change)
}
