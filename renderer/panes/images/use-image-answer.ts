import { useEffect, useState } from 'react'
import { isCancelled } from '../../../shared/errors.ts'
import type { Image, ImageDetails, ImageHistory } from '../../../shared/image.ts'
import type { Client } from '../../../shared/rpc-client.ts'
import { useApp } from '../../app-context.ts'

type Ask<T> = (client: Client, params: { readonly id: string }, signal: AbortSignal) => Promise<T>
type Known<T> = { readonly id: string; readonly answer: T | null; readonly error: unknown }

export const inspectImage: Ask<ImageDetails> = (client, params, signal) =>
  client.call('image.inspect', params, signal)
export const readImageHistory: Ask<ImageHistory> = (client, params, signal) =>
  client.call('image.history', params, signal)

/** What the engine tells of an image when it is looked at; asked again when its row changes. */
export function useImageAnswer<T>(ask: Ask<T>, image: Image): Omit<Known<T>, 'id'> {
  const { client, onLink } = useApp()
  const [known, setKnown] = useState<Known<T>>({ id: image.id, answer: null, error: null })
  useEffect(() => {
    const abort = new AbortController()
    const { id } = image
    const askNow = async () => {
      try {
        setKnown({ id, answer: await ask(client(), { id }, abort.signal), error: null })
      } catch (error) {
        if (abort.signal.aborted || isCancelled(error)) return
        setKnown((before) => ({ id, answer: before.id === id ? before.answer : null, error }))
      }
    }
    void askNow()
    const stopLink = onLink(() => void askNow())
    return () => {
      stopLink()
      abort.abort()
    }
    // `image` itself: its identity changes with every change of the row.
  }, [client, onLink, ask, image])
  return known.id === image.id ? known : { answer: null, error: null }
}
