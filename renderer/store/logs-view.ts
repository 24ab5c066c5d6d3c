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

/** What an open log may keep of text and index, in MiB. */
export const logSizes = [16, 64, 128, 256, 1024] as const
export const defaultLogSize = 128

export function logSizeBytes(mebibytes: number): number {
  return mebibytes << 20
}

type LogsView = {
  readonly isWrapped: boolean
  readonly timeFormat: TimeFormat
  readonly span: LogSpan
  readonly isHistogramShown: boolean
  /** One of `logSizes`. */
  readonly heldMebibytes: number
}

/** How a person likes to read logs, in every container's Logs tab. */
export const useLogsView = create<LogsView>()(
  persist(
    (): LogsView => ({
      isWrapped: false,
      timeFormat: 'local',
      span: 'lines10k',
      isHistogramShown: true,
      heldMebibytes: defaultLogSize,
    }),
    {
      name: 'bayplan.logs-view',
      version: 1,
    },
  ),
)

/** The size that a person has chosen. A hand may have changed what was written. */
export function logSizeOf({ heldMebibytes }: LogsView): number {
  return logSizes.find((size) => size === heldMebibytes) ?? defaultLogSize
}

export function useLogSize(): number {
  return useLogsView(logSizeOf)
}

export function setLogsView(change: Partial<LogsView>): void {
  useLogsView.setState(change)
}
