import { create } from 'zustand'

/** The command that the card above the status bar explains, null while it is closed. */
export const useExplain = create<{ readonly command: string | null }>(() => ({ command: null }))

/** Opens the card that says what a command does, in place of one that is open. */
export function explainCommand(command: string): void {
  useExplain.setState({ command })
}

export function closeExplain(): void {
  useExplain.setState({ command: null })
}
