import { create } from 'zustand'
import { typeAhead } from './typed-ahead.ts'

/** What stands above the window to help with commands. */
export type Tool =
  | { readonly kind: 'palette'; readonly text: string }
  | { readonly kind: 'log' }
  /** By id: the container may go while it is open. */
  | { readonly kind: 'copyAs'; readonly id: string }

/** The tool that is open, if any; one in the window. */
export const useTools = create<{ readonly tool: Tool | null }>(() => ({ tool: null }))

/** Opens the command palette; with a text it stands in the field already. */
export function openPalette(text = ''): void {
  typeAhead()
  useTools.setState({ tool: { kind: 'palette', text } })
}

/** Opens the list of all that was done. */
export function openCommandLog(): void {
  useTools.setState({ tool: { kind: 'log' } })
}

/** Asks how to write a container out: as a command, a Compose service or JSON. */
export function openCopyAs(id: string): void {
  useTools.setState({ tool: { kind: 'copyAs', id } })
}

export function closeTool(): void {
  useTools.setState({ tool: null })
}
