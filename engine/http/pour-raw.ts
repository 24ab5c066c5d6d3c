import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { BytesFilter } from './bytes-filter.ts'
import { asError } from './bytes-filter.ts'
import type { RawBody } from './raw-response.ts'

/**
 * Writes what the filter lets through of a body, and ends what it is written to. `onBytes` hears of what has been
 * written. Each side's end, early or not, ends the other. Rejects with what failed.
 */
export async function pourRaw(
  body: RawBody,
  target: Writable,
  onBytes: (length: number) => void,
  filter: BytesFilter | null = null,
): Promise<void> {
  const written = finished(target)
  const fail = (error: unknown): void => void target.destroy(asError(error))
  const write = (chunk: Buffer): void => {
    // The buffer is free again once its bytes are written; meanwhile the kernel's own buffers fill.
    body.pause()
    target.write(chunk, (error) => {
      if (error) return
      onBytes(chunk.length)
      body.resume()
    })
  }
  body.listen({
    bytes: (chunk) => {
      try {
        const part = filter === null ? chunk : filter.take(chunk)
        if (part.length > 0 && !target.destroyed) write(part)
      } catch (error) {
        fail(error)
      }
    },
    end: () => {
      try {
        filter?.finish()
        target.end()
      } catch (error) {
        fail(error)
      }
    },
    fail,
  })
  try {
    await written
  } finally {
    body.destroy()
  }
}

/** Shows a body to a filter, to its end. Rejects with what failed. */
export async function scanRaw(body: RawBody, filter: BytesFilter): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const attempt = (work: () => void): void => {
        try {
          work()
        } catch (error) {
          reject(asError(error))
          body.destroy()
        }
      }
      body.listen({
        bytes: (chunk) => attempt(() => filter.take(chunk)),
        end: () => {
          attempt(() => filter.finish())
          resolve()
        },
        fail: reject,
      })
    })
  } finally {
    body.destroy()
  }
}
