import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EngineError } from '../../shared/errors.ts'
import type { EngineClient } from '../client.ts'
import { readText } from '../transport.ts'
import type { ArchiveView } from './archive-path.ts'
import { entryPath } from './archive-path.ts'
import type { TarWrap } from './single-file-tar.ts'

type TarTarget = {
  readonly view: ArchiveView
  /** Without links in it. */
  readonly folder: string
  readonly tar: Readable
  /** When it is known. */
  readonly sizeBytes?: number
}

/**
 * Unpacks a tar into a folder.
 * Source: `PutContainerArchive`. Errors: what the engine says, and what the tar fails with.
 */
export async function putTar(
  client: EngineClient,
  { view, folder, tar, sizeBytes }: TarTarget,
  signal: AbortSignal,
): Promise<void> {
  let fault: unknown = null
  tar.on('error', (error) => {
    fault = error
  })
  try {
    const { body } = await client.stream({
      method: 'PUT',
      // Without this, a file that bears the name of a folder would take the place of all that is in it.
      path: `${entryPath(view, folder)}&noOverwriteDirNonDir=true`,
      content: { type: 'application/x-tar', bytes: tar, ...(sizeBytes === undefined ? {} : { sizeBytes }) },
      signal,
    })
    await readText(body)
  } catch (error) {
    // What the engine says about an archive that broke off is a consequence.
    throw fault ?? fromUnpacking(error)
  }
}

type FileTarget = Omit<TarTarget, 'sizeBytes'> & { readonly file: Readable; readonly tar: TarWrap }

/** Unpacks the tar that is made of one file. Errors: those of `putTar`, and what the file fails with. */
export async function putFile(
  client: EngineClient,
  { view, folder, file, tar }: FileTarget,
  signal: AbortSignal,
): Promise<void> {
  const [put, made] = await Promise.allSettled([
    putTar(client, { view, folder, tar, sizeBytes: tar.tarBytes }, signal),
    pipeline(file, tar, { signal }),
  ])
  if (put.status === 'rejected') throw put.reason
  if (made.status === 'rejected') throw made.reason
}

/** The engine answers 500 to whatever stops its unpacking, with the kernel's own words, which are fixed. */
function fromUnpacking(error: unknown): unknown {
  if (!(error instanceof EngineError) || error.code !== 'engine-failed') return error
  const isFull = /no space left on device|disk quota exceeded/i.test(error.data.engineMessage)
  return isFull ? new EngineError('out-of-space', error.data.engineMessage, error.data) : error
}
