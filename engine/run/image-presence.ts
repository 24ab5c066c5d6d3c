import { EngineError } from '../../shared/errors.ts'
import type { PullPolicy } from '../../shared/run-contract.ts'
import type { Json } from '../normalize/record.ts'
import { textOf } from '../normalize/record.ts'
import type { ImageTransfers } from '../registry/image-transfers.ts'
import type { TaskReporter } from '../tasks.ts'
import type { ContainerCalls } from './container-calls.ts'

type Wish = {
  readonly reference: string
  readonly platform: string | null
  readonly pull: PullPolicy
}
type Way = {
  readonly calls: ContainerCalls
  readonly transfers: Pick<ImageTransfers, 'pullInto'>
  readonly task: TaskReporter
  readonly signal: AbortSignal
}

/**
 * Sees to it that the engine has the image, as `docker run --pull` does. Errors: those of a pull, and not-found,
 * with the option `image`.
 */
export async function provideImage({ reference, platform, pull }: Wish, way: Way): Promise<Json> {
  const { calls, transfers, task, signal } = way
  const there = await calls.findImage(reference)
  const isThere = there !== null && isFor(there, platform)
  if (pull === 'always' || (pull === 'missing' && !isThere)) {
    await about('image', transfers.pullInto({ reference, platform }, task, signal))
    // What was counted in bytes is over; the steps that follow have none.
    task.progress({ doneBytes: null, totalBytes: null, doneItems: null, totalItems: null })
  }
  const image = await calls.findImage(reference)
  if (image !== null) return image
  const subject = { kind: 'image', id: reference, name: reference } as const
  throw new EngineError('not-found', `no image ${reference}`, { option: 'image', subject })
}

/** Engines that keep one platform of each image: the list of others is the containerd store's. */
function isFor(image: Json, platform: string | null): boolean {
  if (platform === null) return true
  const [os, architecture, variant] = platform.split('/')
  const isVariant = variant === undefined || textOf(image['Variant']) === variant
  const told = [textOf(image['Os']), textOf(image['Architecture'])]
  return (
    isVariant &&
    (architecture === undefined ? told.includes(os ?? '') : told.join('/') === `${os}/${architecture}`)
  )
}

/** The same failure, told which option it is about. */
async function about<T>(option: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof EngineError ? error.with({ option }) : error
  }
}
