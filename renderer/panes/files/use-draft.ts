import { useState } from 'react'
import type { FileLocation } from '../../../shared/files.ts'
import type { FileWork } from './use-file-work.ts'

type Target = {
  readonly location: FileLocation
  readonly path: string
  readonly work: FileWork
  readonly onSaved: () => void
}

/** A file's text while it is edited: read, edited, looked over, saved. */
export function useDraft({ location, path, work, onSaved }: Target) {
  const [draft, setDraft] = useState<string | null>(null)
  const [isReviewing, setIsReviewing] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [isWorking, setIsWorking] = useState(false)
  const stop = (): void => {
    setDraft(null)
    setIsReviewing(false)
    setFailure(null)
  }
  const save = async (expectedVersion: string): Promise<void> => {
    if (draft === null) return
    setIsWorking(true)
    const error = await work.change(work.commands.write(path), (client) =>
      client.call('files.write', { location, path, text: draft, expectedVersion }),
    )
    setIsWorking(false)
    setFailure(error)
    if (error !== null) return
    stop()
    onSaved()
  }
  const step = draft === null ? 'read' : isReviewing ? 'review' : 'edit'
  return {
    draft: draft ?? '',
    step,
    isWorking,
    failure,
    begin: setDraft,
    change: setDraft,
    review: setIsReviewing,
    stop,
    save,
  } as const
}
