import { createContext, useContext } from 'react'

/**
 * Told which docker command the control under the pointer or focus stands for, null when it leaves.
 * The window provides one that shows the command in its status bar.
 */
const context = createContext<(command: string | null) => void>(() => {})

export const CommandHoverProvider = context.Provider

/** Handlers that say `command` while the pointer or focus is on the control. */
export function useCommandHover(command: string | undefined) {
  const tell = useContext(context)
  if (command === undefined) return {}
  const enter = () => tell(command)
  const leave = () => tell(null)
  return { onPointerEnter: enter, onPointerLeave: leave, onFocus: enter, onBlur: leave }
}
