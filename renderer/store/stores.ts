import type { Container } from '../../shared/container.ts'
import type { Image } from '../../shared/image.ts'
import { EntityStore } from './entity-store.ts'
import { StatsStore } from './stats-store.ts'

/** What the page keeps of the engine in use; `sync.ts` fills it. A further live list is one line here and one there. */
export type Stores = ReturnType<typeof createStores>

export function createStores() {
  return {
    containers: new EntityStore<Container>(),
    images: new EntityStore<Image>(),
    stats: new StatsStore(),
  }
}
