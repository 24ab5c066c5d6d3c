import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Shell } from '../../shared/docker-run/shell/shell.ts'

/** How a person likes docker commands to be written, wherever one is shown or copied. */
export type CommandTaste = { readonly shell: Shell; readonly flags: 'long' | 'short' }

const shells: ReadonlySet<unknown> = new Set<Shell>(['posix', 'powershell', 'cmd'])

export const useCommandTaste = create<CommandTaste>()(
  persist((): CommandTaste => ({ shell: 'posix', flags: 'long' }), {
    name: 'bayplan.command-taste',
    version: 1,
    // A hand may have changed what was written.
    merge: (written, initial) => {
      const { shell, flags } = (written ?? {}) as Partial<CommandTaste>
      return {
        shell: shell !== undefined && shells.has(shell) ? shell : initial.shell,
        flags: flags === 'short' ? 'short' : 'long',
      }
    },
  }),
)

export function setCommandTaste(change: Partial<CommandTaste>): void {
  useCommandTaste.setState(change)
}
