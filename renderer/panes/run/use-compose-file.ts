import { useEffect, useState } from 'react'
import type { ComposeSpecs } from '../../../shared/docker-run/from-compose.ts'

const composeKey = /^services\s*:/m

/** Whether a text is meant as a Compose file. */
export function isComposeFile(text: string): boolean {
  return composeKey.test(text)
}

/** The services of a pasted Compose file; null for any other text, and until the reader of such files is there. */
export function useComposeFile(text: string): ComposeSpecs | null {
  const [read, setRead] = useState<{ readonly text: string; readonly specs: ComposeSpecs } | null>(null)
  useEffect(() => {
    // Reads the text anew; an answer to an older one is forgotten.
    if (!isComposeFile(text)) return
    let isOld = false
    import('../../../shared/docker-run/from-compose.ts').then(({ fromComposeService }) => {
      if (!isOld) setRead({ text, specs: fromComposeService(text) })
    }, reportError)
    return () => {
      isOld = true
    }
  }, [text])
  return read?.text === text ? read.specs : null
}
