import type { Readable } from 'node:stream'
import type { RawBody } from '../http/raw-response.ts'

/** A body that the test writes. */
export function rawBodyOf(stream: Readable): RawBody {
  let isOver = false
  const once = (tell: () => void) => (): void => {
    if (isOver) return
    isOver = true
    tell()
  }
  return {
    listen: (sink) => {
      stream.on('data', sink.bytes)
      stream.on('end', once(sink.end))
      stream.on('error', (error) => once(() => sink.fail(error))())
      stream.on(
        'close',
        once(() => sink.fail(new Error('closed before its end'))),
      )
    },
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    destroy: (error) => void stream.destroy(error),
  }
}
