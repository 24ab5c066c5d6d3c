import '../../../i18n/pane-words.ts'
import { useCallback, useMemo, useState } from 'react'
import type { Container } from '../../../../shared/container.ts'
import { useContainerChanges } from '../../../streams/container-changes.ts'
import { FileBrowser } from '../../files/file-browser.tsx'
import { changeMarks } from '../changes/change-rows.ts'

const noMarks = new Map<string, never>()

/** The files of one container, running or not; what it changed against its image bears a mark. */
export function FilesTab({ container }: { readonly container: Container }) {
  const { id, name, state } = container
  const life = state === 'running' || state === 'paused' ? 'running' : 'stopped'
  const place = useMemo(
    () => ({ location: { kind: 'container', id }, name, life }) as const,
    [id, name, life],
  )
  const [turn, setTurn] = useState(0)
  const refresh = useCallback(() => setTurn((count) => count + 1), [])
  const changes = useContainerChanges(id, turn)
  const marks = useMemo(() => (changes.state === 'read' ? changeMarks(changes.changes) : noMarks), [changes])
  return <FileBrowser place={place} marks={marks} hasTree onRefresh={refresh} />
}
