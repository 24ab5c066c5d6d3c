import type { BinnedContainer } from '../../shared/bin.ts'
import type { Container } from '../../shared/container.ts'
import type { Image } from '../../shared/image.ts'
import type { Network } from '../../shared/network.ts'
import type { Task } from '../../shared/task.ts'
import type { Volume } from '../../shared/volume.ts'
import { EntityStore } from './entity-store.ts'
import { StatsStore } from './stats-store.ts'

/** What the page keeps of the engine in use; `sync.ts` fills it. A further live list is one line here and one there. */
export type Stores = ReturnType<typeof createStores>

export function createStores() {
  return {
    containers: new EntityStore<Container>(),
    images: new EntityStore<Image>(),
    volumes: new EntityStore<Volume>(),
    networks: new EntityStore<Network>(),
    tasks: new EntityStore<Task>(),
    bin: new EntityStore<BinnedContainer>(),
    stats: new StatsStore(),
  }
}
