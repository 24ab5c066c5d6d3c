import { useCallback, useMemo, useState } from 'react'
import type { FileLocation } from '../../../shared/files.ts'
import { filterEntries } from './file-words.ts'
import { useDirectory } from './use-directory.ts'
import { useFileSession } from './use-file-session.ts'

/** The folder one is in, through a helper that lives as long as the component. */
export function useFolder(location: FileLocation) {
  const [isWritable, setIsWritable] = useState(false)
  const [path, setPath] = useState('/')
  const [turn, setTurn] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  /** Null while nothing is looked for. */
  const [text, setText] = useState<string | null>(null)
  const refresh = useCallback(() => setTurn((count) => count + 1), [])
  const session = useFileSession(location, isWritable)
  const directory = useDirectory(location, path, session.state === 'open', turn)
  const { entries } = directory
  const names = useMemo(() => new Set(entries.map(({ name }) => name)), [entries])
  const shown = useMemo(() => filterEntries(entries, text ?? ''), [entries, text])
  const current = shown.find(({ name }) => name === selected) ?? null
  const go = (next: string): void => {
    setPath(next)
    setSelected(null)
    setText(null)
  }
  return {
    isWritable,
    setIsWritable,
    path,
    go,
    refresh,
    selected,
    setSelected,
    text,
    setText,
    session,
    directory,
    names,
    shown,
    current,
  }
}
