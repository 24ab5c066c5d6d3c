import { create } from 'zustand'
import { maskSecrets } from '../../shared/docker-line/mask-secrets.ts'
import { isSecretName } from '../../shared/secrets.ts'
import { type RecordedCommand, useCompanion } from './companion.ts'

export type LoggedCommand = RecordedCommand & { readonly id: string }

const key = 'bayplan.command-log'
/** Older ones go. */
const mostCommands = 500
/** Characters of all of them together: what a browser keeps is bounded. */
const mostText = 250_000

/** All that was done, newest first. It outlives a reload. */
export const useCommandLog = create<{ readonly commands: readonly LoggedCommand[] }>(() => ({
  commands: readKept(),
}))

function readKept(): readonly LoggedCommand[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isLogged) : []
  } catch {
    return []
  }
}

function isLogged(value: unknown): value is LoggedCommand {
  const { id, command, atMs, result, tookMs } = (value ?? {}) as Partial<LoggedCommand>
  const isTimed = typeof atMs === 'number' && (tookMs === null || typeof tookMs === 'number')
  return (
    typeof id === 'string' &&
    typeof command === 'string' &&
    isTimed &&
    (result === 'ok' || result === 'failed')
  )
}

/** Keeps everything that is recorded from now on, and what was recorded before. Returns its undo. */
export function keepLog(): () => void {
  const drain = () => {
    const { done } = useCompanion.getState()
    if (done.length === 0) return
    useCompanion.setState({ done: [] })
    add(done)
  }
  drain()
  return useCompanion.subscribe(drain)
}

function add(done: readonly RecordedCommand[]): void {
  // Another window may have added to it meanwhile.
  const before = readKept()
  const added = done.map(
    (each, index): LoggedCommand => ({
      ...each,
      command: maskSecrets(each.command, isSecretName).text,
      id: `${each.atMs}-${before.length}-${index}`,
    }),
  )
  const commands = bounded([...added.toReversed(), ...before])
  localStorage.setItem(key, JSON.stringify(commands))
  useCommandLog.setState({ commands })
}

function bounded(commands: readonly LoggedCommand[]): readonly LoggedCommand[] {
  let length = 0
  return commands.slice(0, mostCommands).filter(({ command }) => {
    length += command.length
    return length <= mostText
  })
}

export function clearLog(): void {
  localStorage.removeItem(key)
  useCommandLog.setState({ commands: [] })
}
