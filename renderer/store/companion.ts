import { useEffect } from 'react'
import { create } from 'zustand'

export type RecordedCommand = {
  readonly command: string
  readonly result: 'ok' | 'failed'
  readonly atMs: number
  /** Null where nobody measured it. */
  readonly tookMs: number | null
}

type Companion = {
  readonly viewCommand: string | null
  readonly hoverCommand: string | null
  readonly last: RecordedCommand | null
  /** What the command log has not taken over yet, oldest first. */
  readonly done: readonly RecordedCommand[]
}

/** How long the last action stays in the status bar before the view's own command returns. */
const lastActionMs = 15_000

/** The docker commands that the screen stands for. */
export const useCompanion = create<Companion>(() => ({
  viewCommand: null,
  hoverCommand: null,
  last: null,
  done: [],
}))

/** Says which command shows what the current view shows, null when there is none. */
export function setViewCommand(command: string | null): void {
  useCompanion.setState({ viewCommand: command })
}

/** Says which command the control under the pointer or focus stands for, null when it leaves. */
export function setHoverCommand(command: string | null): void {
  useCompanion.setState({ hoverCommand: command })
}

type Recorded = Omit<RecordedCommand, 'tookMs'> & { readonly startedAtMs?: number }

/** Remembers an action that was done, with the command that does the same. */
export function recordCommand({ startedAtMs, ...recorded }: Recorded): void {
  const last = { ...recorded, tookMs: startedAtMs === undefined ? null : recorded.atMs - startedAtMs }
  useCompanion.setState(({ done }) => ({ last, done: [...done, last] }))
}

/** Begins to time a command; what comes back remembers it once it has ended. */
export function startCommand(command: string): (result: RecordedCommand['result']) => void {
  const startedAtMs = Date.now()
  return (result) => recordCommand({ command, result, atMs: Date.now(), startedAtMs })
}

/** Sets the view's command while the calling component is on screen. */
export function useViewCommand(command: string | null): void {
  useEffect(() => {
    setViewCommand(command)
    return () => {
      if (useCompanion.getState().viewCommand === command) setViewCommand(null)
    }
  }, [command])
}

export type ShownCommand = { readonly command: string; readonly recorded: RecordedCommand | null }

/** The command to show, in this order: under the pointer, the last action for a while, the view. */
export function shownCommand(companion: Companion, nowMs: number): ShownCommand | null {
  const { hoverCommand, viewCommand, last } = companion
  if (hoverCommand !== null) return { command: hoverCommand, recorded: null }
  if (last && nowMs - last.atMs < lastActionMs) return { command: last.command, recorded: last }
  return viewCommand === null ? null : { command: viewCommand, recorded: null }
}
