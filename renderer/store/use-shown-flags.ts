import { useEffect, useState } from 'react'
import { useCommandTaste } from './command-taste.ts'

/** The command with its flags as the person likes them. */
export async function withShownFlags(command: string): Promise<string> {
  if (useCommandTaste.getState().flags === 'long') return command
  const { shortenFlags } = await import('../../shared/docker-line/shorten-flags.ts')
  return shortenFlags(command)
}

/** The same for what is on screen. What shortens them is fetched by those who want it. */
export function useShownFlags(command: string): string {
  const isShort = useCommandTaste(({ flags }) => flags === 'short')
  const [known, setKnown] = useState({ command: '', short: '' })
  useEffect(() => {
    if (!isShort) return
    let isOld = false
    withShownFlags(command).then((short) => {
      if (!isOld) setKnown({ command, short })
    }, reportError)
    return () => {
      isOld = true
    }
  }, [command, isShort])
  return isShort && known.command === command ? known.short : command
}
