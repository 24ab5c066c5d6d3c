import { AsyncQueue } from '../../shared/async-queue.ts'

/** So many items wait for a slow reader before the writer does. */
const maxWaiting = 4

/**
 * Turns work that hands items to a callback into something to loop over, at the reader's pace. A reader that leaves
 * early aborts the signal that the work got.
 */
export async function* fromCallback<T>(
  signal: AbortSignal,
  work: (push: (item: T) => Promise<void>, signal: AbortSignal) => Promise<unknown>,
): AsyncGenerator<T, void, undefined> {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  let go: (() => void) | null = null
  controller.signal.addEventListener('abort', () => go?.(), { once: true })
  const queue = new AsyncQueue<T>(() => go?.())
  const push = async (item: T): Promise<void> => {
    queue.push(item)
    if (queue.size < maxWaiting || controller.signal.aborted) return
    await new Promise<void>((resolve) => {
      go = resolve
    })
  }
  work(push, controller.signal).then(
    () => queue.end(),
    (error: unknown) => queue.fail(error),
  )
  try {
    yield* queue
  } finally {
    signal.removeEventListener('abort', abort)
    abort()
  }
}
