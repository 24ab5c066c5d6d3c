import type { Handlers } from '../shared/contract.ts'
import type { Image } from '../shared/image.ts'
import type { Images } from './images.ts'
import type { Inventory } from './inventory.ts'

/** The rows of the contract that are about images. */
export function imageHandlers(images: Images, inventory: Inventory<Image>) {
  return {
    calls: {
      'image.inspect': images.inspect,
      'image.history': images.history,
      'image.sharedSizes': images.sharedSizes,
      'image.tag': images.tag,
      'image.remove': images.remove,
      'image.search': images.search,
    },
    streams: { 'image.feed': (_, signal) => inventory.feed(signal) },
  } satisfies { calls: Partial<Handlers['calls']>; streams: Partial<Handlers['streams']> }
}
