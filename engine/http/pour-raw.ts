import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { RawBody } from './raw-response.ts'

/**
 * Writes a body to its end, and ends what it is written to. `onBytes` hears of what has been written. Each side's end,
 * early or not, ends the other. Rejects with what failed.
 */
export async function pourRaw(
  body: RawBody,
  target: Writable,
  onBytes: (length: number) => void,
): Promise<void> {
  const written = finished(target)
  body.listen({
    bytes: (chunk) => {
      // The buffer is free again once its bytes are written; meanwhile the kernel's own buffers fill.
      body.pause()
      target.write(chunk, (error) => {
        if (error) return
        onBytes(chunk.length)
        body.resume()
      })
    },
    end: () => target.end(),
    fail: (error) => target.destroy(error instanceof Error ? error : new Error(String(error))),
  })
  try {
    await written
  } finally {
    body.destroy()
  }
}
